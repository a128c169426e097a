/** All of the live side with what it is given: for tests that look at it as the station does. */
import type { Driver, SimulatedPatient } from '../../drivers/model/driver.ts';
import type { Announce } from '../../src/main/answer.ts';
import type { Arrival, TakeIn } from '../../src/main/live/arrival.ts';
import type { DeviceStore, RememberedDevice } from '../../src/main/live/device-store.ts';
import { createLinks } from '../../src/main/live/links.ts';
import type { RawChunk } from '../../src/main/live/recording.ts';
import { createPorts } from '../../src/main/ports/open.ts';
import type { OpenPort } from '../../src/main/ports/port.ts';
import { systemTimers, type Timers } from '../../src/main/ports/timers.ts';
import type { SeenPort } from '../../src/main/ports/watch.ts';
import type { Fact, Facts, Person } from '../../src/preload/contract.ts';

export const somebody: SimulatedPatient = {
  id: null,
  pulseRate: 72,
  spo2: 97,
  perfusionIndex: 4,
  pressures: [{ systolic: 128, diastolic: 79, mean: 96 }],
  temperatureCelsius: 36.8,
  respiratoryRate: 14,
  weightKilograms: 80,
  heightCentimeters: 174,
  seed: 7,
};

export const nurse: Person = { id: 'nurse-1', name: 'Maria R.', role: 'nurse', visitOpenIn: null };

export interface RigWishes {
  drivers: readonly Driver[];
  timers?: Timers;
  plugged?: SeenPort[];
  takeIn?: TakeIn;
  demo?: boolean;
  remembered?: RememberedDevice[];
  /** In place of the real ports. */
  openPort?: OpenPort;
  /** The names of storage probes, by their port's path. */
  probes?: Record<string, string>;
}

export function createRig({
  drivers,
  timers = systemTimers,
  plugged = [],
  takeIn,
  demo = true,
  remembered = [],
  openPort,
  probes = {},
}: RigWishes) {
  const arrivals: Arrival[] = [];
  const kept: RawChunk[] = [];
  const told: { [F in Fact]: { fact: F; is: Facts[F] } }[Fact][] = [];
  const announce: Announce = (fact, is) => void told.push({ fact, is } as (typeof told)[number]);
  const store: DeviceStore = {
    list: () => [...remembered],
    save(device) {
      const index = remembered.findIndex(({ id }) => id === device.id);
      if (index < 0) remembered.push({ ...device });
      else remembered[index] = { ...device };
    },
    forget(id) {
      remembered.splice(
        remembered.findIndex((device) => device.id === id),
        1,
      );
    },
  };
  const real = createPorts({ drivers, simulatedPatient: () => somebody, timers, see: async () => [...plugged] });
  const ports = openPort === undefined ? real : { ...real, open: openPort };
  const links = createLinks({
    drivers,
    ports,
    timers,
    announce,
    store,
    demo,
    takeIn: takeIn ?? ((some) => void arrivals.push(...some)),
    heardLeads: () => undefined,
    keepRaw: (chunks) => void kept.push(...chunks),
    unstored: () => ({ waiting: () => undefined, stored: () => undefined, lost: () => undefined }),
    report: () => undefined,
    probeAt: ({ path }) => probes[path] ?? null,
    about: () => ({ version: '0.1.0' }),
  });
  const card = (id: string) => links.cards().find((one) => one.id === id);
  return { links, ports, arrivals, kept, told, plugged, remembered, card };
}
