/**
 * Asks the cuff for its identity and its stored readings, then looks for new ones. "NO" means not ready: the same question
 * again. END is never sent: it would switch the device off in the person's hands.
 */
import type { Asking, Frame } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';
import { sayStatus } from '../model/say.ts';
import { type AnswerKind, dataOf, kindOf, longestAnswer, questionReports, sayIdentity, sayStored, usefulBytes } from './message.ts';

const banks = [0, 1];
const replyTimeoutMs = 1000;
const triesPerQuestion = 6;
const lookAgainMs = 10_000;
/** The memory holds 84 readings a user in the largest model. */
const mostReadings = 100;

interface Answer extends Span {
  data: number[];
}

export async function* converseOmron(asking: Asking): AsyncGenerator<Heard, void, void> {
  const seen = new Set<string>();
  const readToTheEnd = new Set<number>();
  let set = 0;
  yield* readIdentity(asking);
  while (!asking.ended) {
    if (await openSection(asking, [0x74, 0xbc])) {
      for (const bank of banks) {
        for await (const heard of readBank(asking, bank, { seen, readToTheEnd }, () => (set += 1))) yield heard;
      }
    }
    await asking.pause(lookAgainMs);
  }
}

async function* readIdentity(asking: Asking): AsyncGenerator<Heard, void, void> {
  if (!(await openSection(asking, [0x01, 0x01]))) return;
  for (const [mnemonic, kind] of [
    ['VER', 'version'],
    ['SRL', 'serial'],
  ] as const) {
    const answer = await ask(asking, mnemonic, [0x30, 0x30], false, kind);
    if (answer !== null) yield sayIdentity(kind, answer.data, answer);
  }
}

interface Known {
  /** Readings that were said, by bank and bytes. */
  seen: Set<string>;
  /** Banks whose oldest reading was reached once: before that, a known reading does not mean the rest is known. */
  readToTheEnd: Set<number>;
}

async function* readBank(
  asking: Asking,
  bank: number,
  { seen, readToTheEnd }: Known,
  nextSet: () => number,
): AsyncGenerator<Heard, void, void> {
  const counted = await ask(asking, 'GDC', [0x00, bank, 0x00, 0x00], true, 'count');
  if (counted === null) return;
  const count = ((counted.data[2] ?? 0) << 8) | (counted.data[3] ?? 0);
  if (count === 0 && bank === 0 && seen.size === 0) yield sayStatus('no-stored-readings', counted);
  for (let index = 0; index < Math.min(count, mostReadings) && !asking.ended; index += 1) {
    const answer = await ask(asking, 'GME', [0x00, bank, 0x00, index], true, 'reading');
    if (answer === null) return;
    const key = `${bank}:${answer.data.join(',')}`;
    // Newest first: one that is known means all after it are known too, once all were read.
    if (seen.has(key) && readToTheEnd.has(bank)) return;
    if (seen.has(key)) continue;
    seen.add(key);
    yield* sayStored(answer.data, nextSet(), answer);
  }
  if (!asking.ended) readToTheEnd.add(bank);
}

/** Chooses a section by feature report and clears what the device may have half sent, until it says OK. */
async function openSection(asking: Asking, section: readonly number[]): Promise<boolean> {
  await asking.sendFeature(new Uint8Array(section));
  for (let attempt = 0; attempt < triesPerQuestion && !asking.ended; attempt += 1) {
    for (const count of [7, 7, 7, 2]) await asking.send(new Uint8Array([count, 0, 0, 0, 0, 0, 0, 0]));
    const answer = await nextAnswer(asking);
    if (answer !== null && answer.bytes.length === 2 && answer.bytes[0] === 0x4f && answer.bytes[1] === 0x4b) return true;
  }
  return false;
}

async function ask(
  asking: Asking,
  mnemonic: string,
  commandArguments: readonly number[],
  withCheck: boolean,
  kind: AnswerKind,
): Promise<Answer | null> {
  for (let attempt = 0; attempt < triesPerQuestion && !asking.ended; attempt += 1) {
    for (const report of questionReports(mnemonic, commandArguments, withCheck)) await asking.send(report);
    const answer = await nextAnswer(asking, kind);
    if (answer !== null && kindOf(answer.bytes) === kind) return { ...answer, data: dataOf(answer.bytes) };
  }
  return null;
}

interface Gathered extends Span {
  bytes: number[];
}

/** Gathers reports into one answer. Busy and empty reports are passed over. A full report is followed by more, unless the answer is complete. */
async function nextAnswer(asking: Asking, kind?: AnswerKind): Promise<Gathered | null> {
  const bytes: number[] = [];
  let from = -1;
  for (let passed = 0; passed < 12; passed += 1) {
    const frame: Frame | null = await asking.nextFrame(replyTimeoutMs);
    if (frame === null) return null;
    const useful = usefulBytes(frame.bytes);
    if (useful === null || useful.length === 0) continue;
    if (from < 0) from = frame.from;
    bytes.push(...useful);
    const isWhole = useful.length < 7 || (kind !== undefined && kindOf(bytes) === kind) || bytes.length >= longestAnswer;
    if (isWhole) return { bytes, from, at: frame.at };
  }
  return null;
}
