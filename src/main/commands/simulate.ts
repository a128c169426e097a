/** `isoline simulate`: a simulated device at the end of a real cable, until it is stopped or the other side hangs up. */
import { drivers } from '../../../drivers/index.ts';
import type { Driver, SerialLine, SimulatedPatient, Variant } from '../../../drivers/model/driver.ts';
import type { Port } from '../ports/port.ts';
import { play } from '../ports/simulated.ts';
import { systemTimers } from '../ports/timers.ts';
import { connectOut, LineProblem, openSerialOut } from './line-out.ts';

export interface SimulateOrder {
  driverId: string;
  variant: string | null;
  on: string | null;
  tcp: string | null;
}

/** A grown-up at rest. */
export const patientAtRest: SimulatedPatient = {
  id: null,
  pulseRate: 72,
  spo2: 97,
  perfusionIndex: 4.2,
  pressures: [
    { systolic: 128, diastolic: 79, mean: 96 },
    { systolic: 124, diastolic: 77, mean: 93 },
  ],
  temperatureCelsius: 36.8,
  respiratoryRate: 14,
  weightKilograms: 81.4,
  heightCentimeters: 174,
  seed: 1,
};

/** Resolves when the other side hangs up. Throws with words for the person at the command line. */
export async function simulateDevice({ driverId, variant, on, tcp }: SimulateOrder): Promise<void> {
  const driver = drivers.find(({ id }) => id === driverId);
  if (driver === undefined) throw new LineProblem(`there is no driver "${driverId}". Known: ${drivers.map(({ id }) => id).join(', ')}.`);
  const dialect = dialectOf(driver, variant);
  const port = tcp === null ? await openSerialOut(on ?? '', serialLineOf(dialect)) : await connectOut(tcp);
  await playOver(port, driver, dialect);
}

function dialectOf(driver: Driver, variant: string | null): Variant {
  const found = driver.variants.find(({ id }) => variant === null || id === variant);
  if (found !== undefined) return found;
  throw new LineProblem(`${driver.id} has no dialect "${variant}". Known: ${driver.variants.map(({ id }) => id).join(', ')}.`);
}

/** A network sender may also be played over a serial cable, and a HID device's reports; the usual settings then. */
export function serialLineOf({ line }: Pick<Variant, 'line'>): SerialLine {
  if (line.kind === 'serial') return line;
  return { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };
}

async function playOver(port: Port, driver: Driver, dialect: Variant): Promise<void> {
  const simulation = driver.simulate(patientAtRest, dialect.id);
  const played = play(simulation, systemTimers);
  played.port.onBytes((bytes) => void port.write(bytes).catch(() => played.end()));
  port.onBytes((bytes) => void played.port.write(bytes).catch(() => undefined));
  const stopUsing = speaksWhenUsed(driver, dialect)
    ? pressAgainAndAgain(() => played.press(simulation.controls[0]?.id ?? ''))
    : () => undefined;
  await new Promise<void>((hungUp) => port.onClosed(() => hungUp()));
  stopUsing();
  played.end();
}

/** It does not speak by itself: somebody has to step on it, or press its button. */
function speaksWhenUsed(driver: Driver, dialect: Variant): boolean {
  return driver.simulate(patientAtRest, dialect.id).next() === null;
}

const firstUseMs = 1000;
const nextUseMs = 30_000;

function pressAgainAndAgain(use: () => void): () => void {
  const go = () => {
    use();
    callOff = systemTimers.after(nextUseMs, go);
  };
  let callOff = systemTimers.after(firstUseMs, go);
  return () => callOff();
}
