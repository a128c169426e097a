/** A port with a simulated device behind it: the driver's own simulation, played at its own pace. */
import type { Control, Driver, Sent, SimulatedPatient, Simulation } from '../../../drivers/model/driver.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { type Port, PortError } from './port.ts';
import type { Timers } from './timers.ts';

/** What was due in between is sent together; finer pacing would only wake the station more often. */
const pace = 10;

/** One simulated device: on a cable that can be pulled and plugged. */
export interface SimulatedDevice {
  readonly controls: readonly Control[];
  /** Throws PortError 'gone' while its cable is pulled. */
  open(): Port;
  /** Returns false for a control that it has not. 'unplug' and 'plug' are the cable's. */
  press(control: string): boolean;
}

export const unplug: Control = { id: 'unplug', label: 'Pull the cable' };
export const plug: Control = { id: 'plug', label: 'Plug it in' };

export function createSimulatedDevice(driver: Driver, variant: string, patient: () => SimulatedPatient, timers: Timers): SimulatedDevice {
  const controls = [...driver.simulate(patient(), variant).controls, unplug, plug];
  let plugged = true;
  let openings = 0;
  let playing: ReturnType<typeof play> | null = null;
  return {
    controls,
    open() {
      if (!plugged) throw new PortError('gone', 'simulated');
      playing?.end();
      const person = patient();
      // Not the very same bytes again: what a device says after its cable was pulled is not what it said before.
      playing = play(driver.simulate({ ...person, seed: person.seed + openings }, variant), timers);
      openings += 1;
      return playing.port;
    },
    press(control) {
      if (!controls.some(({ id }) => id === control)) return false;
      if (control === unplug.id || control === plug.id) {
        plugged = control === plug.id;
        if (!plugged) playing?.pull();
      } else playing?.press(control);
      return true;
    },
  };
}

/** Switches the simulation on and lets it speak until the port is closed. */
export function play(simulation: Simulation, timers: Timers) {
  const startedAt = timers.now().getTime();
  const elapsed = () => timers.now().getTime() - startedAt;
  const inbox = createInbox();
  const due: (() => void)[] = [];
  let own: Sent | null = null;
  let callOff = (): void => undefined;

  function sayAtItsTime({ atMs, bytes }: Sent): void {
    due.push(timers.after(Math.max(0, atMs - elapsed()), () => !inbox.isClosed && inbox.bytes(bytes)));
    if (due.length > 256) due.splice(0, 128);
  }
  function speak(): void {
    for (; own !== null && own.atMs <= elapsed(); own = simulation.next()) {
      if (inbox.isClosed) return;
      inbox.bytes(own.bytes);
    }
    if (own !== null && !inbox.isClosed) callOff = timers.after(Math.max(pace, own.atMs - elapsed()), speak);
  }
  function wake(): void {
    if (own !== null || inbox.isClosed) return;
    own = simulation.next();
    speak();
  }
  function end(trouble: 'gone' | null): void {
    callOff();
    for (const stop of due) stop();
    inbox.closed(trouble);
  }
  wake();
  return {
    port: simulatedPort(
      inbox,
      (asked) => {
        for (const sent of simulation.answer(asked, elapsed())) sayAtItsTime(sent);
        wake();
      },
      () => end(null),
    ),
    press(control: string) {
      for (const sent of simulation.press(control, elapsed())) sayAtItsTime(sent);
      wake();
    },
    pull: () => end('gone'),
    end: () => end(null),
  };
}

function simulatedPort(inbox: Inbox, ask: (bytes: Uint8Array) => void, close: () => void): Port {
  const write = async (bytes: Uint8Array) => {
    if (inbox.isClosed) throw new PortError('gone', 'simulated');
    ask(bytes);
  };
  return {
    label: 'simulated',
    onBytes: inbox.onBytes,
    onClosed: inbox.onClosed,
    write,
    // Feature reports go another way than the bytes of a conversation; no device here answers to one.
    writeFeature: async () => undefined,
    close: async () => close(),
  };
}
