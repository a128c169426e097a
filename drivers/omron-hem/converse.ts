/**
 * Asks the cuff for its identity and its stored readings, then looks for new ones. "NO" means not ready: the same question
 * again. END is never sent: it would switch the device off in the person's hands.
 */
import type { Asking } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';
import { sayStatus } from '../model/say.ts';
import { type Asker, createAsker, openSection } from './ask.ts';
import { sayIdentity, sayStored } from './message.ts';

const identitySection = [0x01, 0x01];
const readingsSection = [0x74, 0xbc];
const banks = [0, 1];
const lookAgainMs = 10_000;
/** A cuff that does not know the question is not kept from telling its readings by it. */
const timesToAskForIdentity = 3;
/** The memory holds 84 readings a user in the largest model. */
const mostReadings = 100;

/** What was learnt since the cuff was plugged in. */
interface Known {
  /** Parts of the identity that were said. */
  identity: Set<string>;
  timesAskedForIdentity: number;
  /** Readings that were said, by bank and bytes. */
  readings: Set<string>;
  /** Banks whose oldest reading was reached once: before that, a known reading does not mean the rest is known. */
  readToTheEnd: Set<number>;
  /** How many readings each bank has, as it said last. */
  counts: Map<number, number>;
  hasSaidEmpty: boolean;
  sets: number;
}

export async function* converseOmron(asking: Asking): AsyncGenerator<Heard, void, void> {
  const known: Known = {
    identity: new Set(),
    timesAskedForIdentity: 0,
    readings: new Set(),
    readToTheEnd: new Set(),
    counts: new Map(),
    hasSaidEmpty: false,
    sets: 0,
  };
  const asker = createAsker(asking);
  while (!asking.ended) {
    yield* readIdentity(asking, asker, known);
    if (await openSection(asking, readingsSection)) yield* readBanks(asking, asker, known);
    await asking.pause(lookAgainMs);
  }
}

/** Asked again when it was not told the first time: the serial number tells this cuff's readings from another's. */
async function* readIdentity(asking: Asking, asker: Asker, known: Known): AsyncGenerator<Heard, void, void> {
  const missing = [['VER', 'version'] as const, ['SRL', 'serial'] as const].filter(([, kind]) => !known.identity.has(kind));
  if (missing.length === 0 || known.timesAskedForIdentity === timesToAskForIdentity) return;
  known.timesAskedForIdentity += 1;
  if (!(await openSection(asking, identitySection))) return;
  for (const [mnemonic, kind] of missing) {
    const answer = await asker.ask(mnemonic, [0x30, 0x30], false, kind);
    yield* asker.noise();
    if (answer === null) continue;
    known.identity.add(kind);
    yield sayIdentity(kind, answer.data, answer);
  }
}

async function* readBanks(asking: Asking, asker: Asker, known: Known): AsyncGenerator<Heard, void, void> {
  for (const bank of banks) yield* readBank(asking, asker, bank, known);
}

async function* readBank(asking: Asking, asker: Asker, bank: number, known: Known): AsyncGenerator<Heard, void, void> {
  const counted = await asker.ask('GDC', [0x00, bank, 0x00, 0x00], true, 'count');
  yield* asker.noise();
  if (counted === null) return;
  const count = ((counted.data[2] ?? 0) << 8) | (counted.data[3] ?? 0);
  known.counts.set(bank, count);
  const isEmpty = banks.every((one) => known.counts.get(one) === 0);
  if (isEmpty && !known.hasSaidEmpty) yield sayStatus('no-stored-readings', counted);
  known.hasSaidEmpty = isEmpty;
  yield* readReadings(asking, asker, bank, Math.min(count, mostReadings), known);
}

/** Newest first. */
async function* readReadings(asking: Asking, asker: Asker, bank: number, count: number, known: Known): AsyncGenerator<Heard, void, void> {
  const now = new Set<string>();
  for (let index = 0; index < count && !asking.ended; index += 1) {
    const answer = await asker.ask('GME', [0x00, bank, 0x00, index], true, 'reading');
    yield* asker.noise();
    if (answer === null) return;
    const key = `${bank}:${answer.data.join(',')}`;
    // The same reading under another index: a late answer to the question before. What stands here is read the next time.
    if (now.has(key)) return;
    now.add(key);
    // One that is known means all after it are known too, once all were read.
    if (known.readings.has(key) && known.readToTheEnd.has(bank)) return;
    if (known.readings.has(key)) continue;
    known.readings.add(key);
    known.sets += 1;
    yield* sayStored(answer.data, known.sets, answer);
  }
  if (!asking.ended) known.readToTheEnd.add(bank);
}
