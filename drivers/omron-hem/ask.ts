/**
 * One question and its answer, over reports of seven bytes at most. Answers do not say what they answer, so one that comes
 * late must never be taken for the next: whatever waits on the line is passed over before a question is sent.
 */
import type { Asking } from '../model/driver.ts';
import type { Noise, Span } from '../model/heard.ts';
import { type AnswerKind, dataOf, isBusy, kindOf, longestAnswer, questionReports, reportLength, usefulBytes } from './message.ts';

const replyTimeoutMs = 1000;
/** The vendor's program waits about so long after "NO" and after "busy". */
const notReadyMs = 100;
const triesPerQuestion = 6;
/** "Busy" and empty reports that are passed over while one answer is awaited. */
const mostPassedOver = 12;
/** Reports that can wait on the line at most: a device that never stops talking must not hold the conversation up. */
const mostWaiting = 256;

export interface Answer extends Span {
  data: number[];
}

export interface Asker {
  /** The data of the answer, or null when none of the kind came after some tries. */
  ask(mnemonic: string, commandArguments: readonly number[], withCheck: boolean, kind: AnswerKind): Promise<Answer | null>;
  /** Damaged answers since it was last asked for them. */
  noise(): Noise[];
}

export function createAsker(asking: Asking): Asker {
  let damaged: Noise[] = [];
  async function tryOnce(reports: readonly Uint8Array[], kind: AnswerKind): Promise<Answer | null> {
    await passOverWaiting(asking);
    for (const report of reports) await asking.send(report);
    const gathered = await nextAnswer(asking, kind);
    if (gathered === null) return null;
    const { bytes, from, at } = gathered;
    const came = kindOf(bytes);
    if (came === kind) return { from, at, data: dataOf(bytes) };
    if (isNotReady(bytes)) await asking.pause(notReadyMs);
    else if (came === null && !isReady(bytes)) damaged.push({ kind: 'noise', from, at, bytes: at - from, why: 'a damaged answer' });
    return null;
  }
  return {
    async ask(mnemonic, commandArguments, withCheck, kind) {
      const reports = questionReports(mnemonic, commandArguments, withCheck);
      for (let attempt = 0; attempt < triesPerQuestion && !asking.ended; attempt += 1) {
        const answer = await tryOnce(reports, kind);
        if (answer !== null) return answer;
      }
      return null;
    },
    noise() {
      const told = damaged;
      damaged = [];
      return told;
    },
  };
}

/** Chooses a section by feature report and clears what the device may have half sent, until it says OK. */
export async function openSection(asking: Asking, section: readonly number[]): Promise<boolean> {
  await passOverWaiting(asking);
  await asking.sendFeature(new Uint8Array(section));
  for (let attempt = 0; attempt < triesPerQuestion && !asking.ended; attempt += 1) {
    for (const count of [7, 7, 7, 2]) await asking.send(new Uint8Array([count, 0, 0, 0, 0, 0, 0, 0]));
    const answer = await nextAnswer(asking);
    if (answer !== null && isReady(answer.bytes)) return true;
  }
  return false;
}

async function passOverWaiting(asking: Asking): Promise<void> {
  for (let passed = 0; passed < mostWaiting && !asking.ended; passed += 1) {
    if ((await asking.nextFrame(0)) === null) return;
  }
}

interface Gathered extends Span {
  bytes: number[];
}

/** Gathers reports into one answer; a torn one is given as far as it came. A full report is followed by more, unless the answer is whole. */
async function nextAnswer(asking: Asking, kind?: AnswerKind): Promise<Gathered | null> {
  const bytes: number[] = [];
  let from = -1;
  let at = -1;
  for (let passed = 0; passed < mostPassedOver; passed += 1) {
    const frame = await asking.nextFrame(replyTimeoutMs);
    if (frame === null) break;
    const useful = usefulBytes(frame.bytes);
    if (isBusy(frame.bytes) || useful?.length === 0) continue;
    if (from < 0) from = frame.from;
    at = frame.at;
    bytes.push(...(useful ?? frame.bytes.slice(0, reportLength)));
    const isWhole = useful === null || useful.length < 7 || kindOf(bytes) === kind || bytes.length >= longestAnswer;
    if (isWhole) break;
  }
  return from < 0 ? null : { bytes, from, at };
}

/** "OK" alone. */
function isReady(bytes: readonly number[]): boolean {
  return bytes.length === 2 && bytes[0] === 0x4f && bytes[1] === 0x4b;
}

/** "NO". */
function isNotReady(bytes: readonly number[]): boolean {
  return bytes.length === 2 && bytes[0] === 0x4e && bytes[1] === 0x4f;
}
