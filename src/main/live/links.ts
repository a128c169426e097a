/** All devices of the station: which there are, where each is plugged in, and what everyone may know of them. */
import { randomUUID } from 'node:crypto';
import type { Driver, Variant } from '../../../drivers/model/driver.ts';
import type { DeviceCard, LiveLeads, SpeedTrial, UnclaimedPort } from '../../preload/contract.ts';
import type { Announce } from '../answer.ts';
import type { Ports } from '../ports/open.ts';
import type { PortAddress } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import type { SeenPort } from '../ports/watch.ts';
import type { TakeIn } from './arrival.ts';
import { atOwnSpeed, atSpeed, variantNamed } from './at-speed.ts';
import { type Configured, cardOf } from './cards.ts';
import { type DeviceAnswers, deviceAnswers } from './device-answers.ts';
import { createDeviceLink, type DeviceLink } from './device-link.ts';
import type { DeviceStore, RememberedDevice } from './device-store.ts';
import { createLeadsBatch } from './leads-batch.ts';
import { samePort, whereIs } from './plugged.ts';
import { type Candidate, recognise } from './recognise.ts';
import { createRawKeeper, type RawSink } from './recording.ts';
import { type RunningTrial, startTrial } from './speed-trial.ts';
import { createThrottle } from './throttle.ts';
import { createUnclaimed } from './unclaimed.ts';
import type { UnstoredTold } from './unstored.ts';
import { createWaveBatch } from './wave-batch.ts';

export interface LinksNeeds {
  drivers: readonly Driver[];
  ports: Ports;
  timers: Timers;
  takeIn: TakeIn;
  announce: Announce;
  store: DeviceStore;
  /** Each batch of EKG instants, as it is announced. */
  heardLeads(batch: LiveLeads): void;
  keepRaw: RawSink;
  /** A device's measurements that could not be stored. */
  unstored(deviceId: string): UnstoredTold;
  /** Raw bytes could not be stored; said once until they can. */
  report(thrown: unknown): void;
  /** The name of the storage probe that holds a port, which is never opened for a patient's device; null: none does. */
  probeAt(port: { kind: string; path: string }): string | null;
  /** Whether simulated devices may be added by hand. */
  demo: boolean;
  /** What a support bundle says of the station: version, system. No patient's data. */
  about(): Record<string, unknown>;
}

/** A device together with its link. */
export interface Linked {
  device: Configured;
  link: DeviceLink;
  /** null: given on the command line, not remembered. */
  remembered: RememberedDevice | null;
  /** Its other speeds, being tried or tried since it was opened. */
  trial: RunningTrial | null;
}

export interface Links {
  answers: DeviceAnswers;
  /** Starts the remembered devices and looks what is plugged in. */
  start(): void;
  stop(): Promise<void>;
  /** A device of the command line or the demo: used until the station stops. Returns its id. */
  addConfigured(wanted: { driverId: string; variant: string | null; address: PortAddress }): string;
  cards(): DeviceCard[];
  unclaimed(): UnclaimedPort[];
  /** The name of the device that holds a port; null: none does. */
  labelAt(port: { kind: string; path: string }): string | null;
}

export function createLinks(needs: LinksNeeds): Links {
  const { drivers, ports, timers, announce, store } = needs;
  const linked = new Map<string, Linked>();
  const waves = createWaveBatch(timers, (wave) => announce('live.wave', wave));
  const leads = createLeadsBatch(timers, (batch) => {
    needs.heardLeads(batch);
    announce('live.leads', batch);
  });
  const raw = createRawKeeper(timers, needs.keepRaw, needs.report);
  const devicesChanged = createThrottle(timers, () => announce('devices.changed', cards()));
  const unclaimed = createUnclaimed({
    timers,
    recognise: (port) => recognise(port, { drivers, openPort: ports.open, splitLines: ports.splitLines, timers }),
    isClaimed: (port) => needs.probeAt(port) !== null || labelAt(port) !== null,
    recognised: rememberRecognised,
    changed: () => announce('ports.changed', unclaimed.list()),
  });
  let plugged: readonly SeenPort[] = [];
  let running = false;

  const addressOf = (device: Configured) => whereIs(device, plugged);
  const cards = () => [...linked.values()].map(card);
  const labelAt = (port: { kind: string; path: string }) =>
    [...linked.values()].find(({ device }) => samePort(addressOf(device), port))?.device.label ?? null;

  function card({ device, link }: Linked): DeviceCard {
    const address = addressOf(device);
    const chip = plugged.find((port) => samePort(address, port))?.chip ?? null;
    const controls = address.kind === 'sim' ? (ports.simulated(address.path)?.controls ?? null) : null;
    return cardOf({ ...device, address }, link.facts(), chip, controls);
  }

  function add(device: Configured, remembered: RememberedDevice | null): Linked {
    const link = createDeviceLink({
      id: device.id,
      driver: device.driver,
      variant: device.variant,
      label: () => device.label,
      address: () => addressOf(device),
      usbSerial: device.usbSerial,
      timers,
      openPort: ports.open,
      splitLines: ports.splitLines,
      takeIn: needs.takeIn,
      wave: waves.add,
      leads: leads.add,
      keep: raw.add,
      changed: (state) => (state ? devicesChanged.urgent() : devicesChanged.soon()),
      unstored: needs.unstored(device.id),
      newStreamId: randomUUID,
    });
    const one: Linked = { device, link, remembered, trial: null };
    linked.set(device.id, one);
    if (running) link.start();
    return one;
  }

  async function remove({ device, link, remembered, trial }: Linked): Promise<void> {
    linked.delete(device.id);
    if (remembered !== null) store.forget(device.id, timers.now());
    trial?.stop();
    await Promise.all([trial?.done, link.stop()]);
    devicesChanged.urgent();
    unclaimed.again();
  }

  /** Remembers a choice, and begins with it. */
  function choose(driver: Driver, variant: Variant, address: PortAddress, chosenBy: string | null): Linked {
    const usbSerial = plugged.find((port) => samePort(address, port))?.usbSerial ?? null;
    const remembered: RememberedDevice = {
      id: randomUUID(),
      driverId: driver.id,
      variant: variant.id,
      portKind: address.kind,
      portPath: address.path,
      usbSerial,
      label: driver.shortLabel,
      chosenBy,
      chosenAt: timers.now().toISOString(),
    };
    store.save(remembered);
    const one = add({ id: remembered.id, driver, variant, address, usbSerial, label: driver.shortLabel }, remembered);
    devicesChanged.urgent();
    unclaimed.again();
    return one;
  }

  function rememberRecognised({ kind, path }: SeenPort, { driver, variant }: Candidate): void {
    choose(driver, variant, { kind, path }, null);
  }

  /** The device leaves its port to the trial, and is opened as it was before when that is over. */
  async function trySpeeds(one: Linked, planned: SpeedTrial): Promise<void> {
    await one.link.stop();
    const isGone = linked.get(one.device.id) !== one || !running;
    if (isGone || one.trial?.read().state === 'running') return;
    one.trial = startTrial(one.device, planned, addressOf(one.device), { openPort: ports.open, splitLines: ports.splitLines, timers });
    void one.trial.done.then(() => {
      if (linked.get(one.device.id) === one && running) one.link.start();
    });
  }

  async function keepSpeed({ device, link, remembered }: Linked, baud: number): Promise<Linked> {
    const variant = atSpeed(atOwnSpeed(device.driver, device.variant), baud);
    if (remembered !== null) {
      remembered.variant = variant.id;
      store.save(remembered);
    }
    await link.stop();
    const one = add({ ...device, variant }, remembered);
    devicesChanged.urgent();
    return one;
  }

  function rename(one: Linked, label: string): void {
    one.device.label = label;
    if (one.remembered !== null) {
      one.remembered.label = label;
      store.save(one.remembered);
    }
    devicesChanged.urgent();
  }

  /** A device whose driver is gone from the catalogue stays remembered, and waits for a version that knows it. */
  function addRemembered(remembered: RememberedDevice): void {
    const driver = drivers.find(({ id }) => id === remembered.driverId);
    const variant = driver === undefined ? undefined : variantNamed(driver, remembered.variant);
    if (driver === undefined || variant === undefined) return;
    const { id, portKind, portPath, usbSerial, label } = remembered;
    add({ id, driver, variant, address: { kind: portKind, path: portPath }, usbSerial, label }, remembered);
  }

  function pluggedChanged(now: readonly SeenPort[]): void {
    const before = plugged;
    plugged = now;
    const fresh = now.filter((port) => !before.some((other) => samePort(other, port)));
    for (const { device, link } of linked.values()) {
      if (fresh.some((port) => samePort(addressOf(device), port))) link.retry(false);
    }
    unclaimed.seen(now);
    devicesChanged.soon();
  }

  return {
    answers: deviceAnswers({ needs, linked, card, choose, remove, rename, trySpeeds, keepSpeed, plugged: () => plugged }),
    start() {
      running = true;
      for (const remembered of store.list()) addRemembered(remembered);
      for (const { link } of linked.values()) link.start();
      ports.watch.start(pluggedChanged);
    },
    async stop() {
      running = false;
      ports.watch.stop();
      unclaimed.stop();
      for (const { trial } of linked.values()) trial?.stop();
      await Promise.all([...linked.values()].flatMap(({ link, trial }) => [link.stop(), trial?.done]));
      waves.stop();
      leads.stop();
      devicesChanged.stop();
      raw.stop();
    },
    addConfigured({ driverId, variant, address }) {
      const driver = drivers.find(({ id }) => id === driverId);
      const dialect = driver?.variants.find(({ id }) => variant === null || id === variant);
      if (driver === undefined || dialect === undefined) throw new Error(`there is no driver ${driverId} ${variant ?? ''}`.trim());
      const count = [...linked.values()].filter(({ device }) => device.driver === driver && device.address.kind === 'sim').length;
      const place = address.kind === 'sim' ? simulatedAddress(driver, dialect, count) : address;
      const id = `given:${driver.id}/${dialect.id}@${place.kind}:${place.path}`;
      const label = place.kind === 'sim' && !needs.demo ? `${driver.shortLabel}, simulated` : driver.shortLabel;
      add({ id, driver, variant: dialect, address: place, usbSerial: null, label }, null);
      return id;
    },
    cards,
    labelAt,
    unclaimed: unclaimed.list,
  };
}

/** Each simulated device of the same kind is a device of its own. */
export function simulatedAddress(driver: Driver, variant: Variant, alreadyThere: number): PortAddress {
  return { kind: 'sim', path: `${driver.id}/${variant.id}${alreadyThere === 0 ? '' : `#${alreadyThere + 1}`}` };
}
