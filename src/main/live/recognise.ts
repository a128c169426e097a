/**
 * Finds out what hangs on a port by listening in the languages of all drivers, and by asking in those that must be asked.
 * Three accepted frames make a candidate; the id of a bridge chip makes none. One port at a time, never one that is held.
 */
import type { Driver, Line, Variant } from '../../../drivers/model/driver.ts';
import type { Heard } from '../../../drivers/model/heard.ts';
import type { OpenPort, Port } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import type { SeenPort } from '../ports/watch.ts';
import { createHearing, type Hearing, listen, type SplitLines } from './hearing.ts';

export interface Candidate {
  driver: Driver;
  variant: Variant;
  framesAccepted: number;
}

export interface RecogniseNeeds {
  drivers: readonly Driver[];
  openPort: OpenPort;
  splitLines: SplitLines;
  timers: Timers;
}

/** Long enough for three frames of a device that speaks once a second, or answers a slow question. */
const listenMs = 4500;
const framesToBelieve = 3;

interface Language {
  driver: Driver;
  variant: Variant;
}

/** Drivers whose frames were accepted, best first. Empty when none was, or the port could not be opened. */
export async function recognise(port: SeenPort, needs: RecogniseNeeds): Promise<Candidate[]> {
  const languages = languagesFor(port, needs.drivers);
  const listened = languages.filter(({ driver }) => driver.converse === undefined);
  const found: Candidate[] = [];
  for (const group of byLine(listened)) found.push(...(await tryTogether(port, group, needs)));
  for (const language of languages.filter(({ driver }) => driver.converse !== undefined)) {
    found.push(...(await tryTogether(port, [language], needs)));
  }
  return bestOfEach(found).filter(({ driver, framesAccepted }) => framesAccepted >= enough(port, driver));
}

/** A HID device's ids are its maker's own, so one accepted frame proves them; a bridge chip's prove nothing. */
function enough(port: SeenPort, driver: Driver): number {
  const strong = driver.match.some(({ usb, strength }) => usb === port.usb && strength === 'strong');
  return port.kind === 'hid' && strong ? 1 : framesToBelieve;
}

/** Drivers that name this chip are tried first; for serial ports every serial driver is tried. */
function languagesFor(port: SeenPort, drivers: readonly Driver[]): Language[] {
  const fits = ({ line }: Variant) => line.kind === port.kind && (line.kind !== 'hid' || port.usb === usbOf(line.vendorId, line.productId));
  const all = drivers.flatMap((driver) => driver.variants.filter(fits).map((variant) => ({ driver, variant })));
  const named = ({ driver }: Language) => driver.match.some(({ usb }) => usb === port.usb);
  return [...all.filter(named), ...all.filter((language) => !named(language))];
}

const usbOf = (vendorId: number, productId: number) => [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');

/** Listeners that agree on the line can listen to the same bytes. */
function byLine(languages: readonly Language[]): Language[][] {
  const groups = new Map<string, Language[]>();
  for (const language of languages) {
    const key = JSON.stringify(lineKey(language.variant.line));
    groups.set(key, [...(groups.get(key) ?? []), language]);
  }
  return [...groups.values()];
}

function lineKey(line: Line): unknown {
  return line.kind === 'serial' ? [line.baud, line.dataBits, line.parity, line.stopBits, line.dtr, line.rts] : line;
}

async function tryTogether(seen: SeenPort, languages: readonly Language[], needs: RecogniseNeeds): Promise<Candidate[]> {
  const tries = languages.map((language) => ({ ...language, framesAccepted: 0, damaged: 0 }));
  const accept = (port: Port) => {
    const hearings = tries.map((one) => hearingFor(one, port, needs));
    port.onBytes((bytes) => {
      for (const hearing of hearings) hearing.bytes(bytes);
    });
    port.onClosed(() => {
      for (const hearing of hearings) hearing.end();
    });
  };
  try {
    const link = await needs.openPort({ kind: seen.kind, path: seen.path }, languages[0]!.variant.line, accept);
    await new Promise<void>((done) => needs.timers.after(listenMs, done));
    await link.close();
  } catch {
    return [];
  }
  return tries.filter(({ framesAccepted, damaged }) => framesAccepted > damaged);
}

function hearingFor(one: Language & { framesAccepted: number; damaged: number }, port: Port, needs: RecogniseNeeds): Hearing {
  const heard = (facts: readonly Heard[]) => {
    one.framesAccepted += new Set(facts.filter(({ kind }) => kind !== 'noise').map(({ from, at }) => `${from} ${at}`)).size;
    one.damaged += facts.filter(({ kind }) => kind === 'noise').length;
  };
  if (one.driver.converse === undefined) return listen({ ...one, ...needs, heard });
  const nothing = () => undefined;
  return createHearing({ ...one, ...needs, port, heard, unanswered: nothing, nothingNew: nothing, broke: nothing });
}

/** A driver is one candidate, in the dialect that understood most. */
function bestOfEach(found: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of found) {
    if (candidate.framesAccepted > (best.get(candidate.driver.id)?.framesAccepted ?? 0)) best.set(candidate.driver.id, candidate);
  }
  return [...best.values()].sort((one, other) => other.framesAccepted - one.framesAccepted);
}
