/**
 * Finds out what hangs on a port by listening in the languages of all drivers, and by asking in those that must be asked.
 * Three accepted frames make a candidate; the id of a bridge chip makes none. One port at a time, never one that is held.
 */
import type { Driver, Line, Variant } from '../../../drivers/model/driver.ts';
import type { SeenPort } from '../ports/watch.ts';
import { type Language, type ListenNeeds, listenAwhile } from './listen-awhile.ts';

export interface Candidate {
  driver: Driver;
  variant: Variant;
  framesAccepted: number;
}

export interface RecogniseNeeds extends ListenNeeds {
  drivers: readonly Driver[];
}

export const framesToBelieve = 3;

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

async function tryTogether({ kind, path }: SeenPort, languages: readonly Language[], needs: RecogniseNeeds): Promise<Candidate[]> {
  const heard = await listenAwhile({ kind, path }, languages[0]!.variant.line, languages, needs);
  return (heard ?? []).filter(({ framesAccepted, damaged }) => framesAccepted > damaged);
}

/** A driver is one candidate, in the dialect that understood most. */
function bestOfEach(found: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of found) {
    if (candidate.framesAccepted > (best.get(candidate.driver.id)?.framesAccepted ?? 0)) best.set(candidate.driver.id, candidate);
  }
  return [...best.values()].sort((one, other) => other.framesAccepted - one.framesAccepted);
}
