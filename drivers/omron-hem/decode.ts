/**
 * Reads a plain capture of input reports, where nobody knows what was asked: answers are told apart by length and
 * check byte. An answer ends with a report that is not full, or where the next begins.
 */
import type { Decoder } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';
import { sayStatus } from '../model/say.ts';
import { dataOf, isBusy, kindOf, longestAnswer, reportLength, sayIdentity, sayStored, usefulBytes } from './message.ts';

export function decodeOmron(): Decoder {
  let report: number[] = [];
  let answer: number[] = [];
  let from = 0;
  let at = 0;
  let set = 0;
  /** Its identity and whether its memory is empty, as last said: the vendor's program asks both again and again. */
  const said = new Map<string, string>();
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (const byte of bytes) {
      report.push(byte);
      at += 1;
      if (report.length < reportLength) continue;
      heard.push(...readReport(new Uint8Array(report)));
      report = [];
    }
    return heard;
  }
  function readReport(whole: Uint8Array): Heard[] {
    const useful = usefulBytes(whole);
    if (useful === null) {
      if (isBusy(whole)) return [];
      return [...finish(at - reportLength), noise({ from: at - reportLength, at }, 'a report with an impossible count')];
    }
    if (useful.length === 0) return finish(at - reportLength);
    const begins = useful[0] === 0x4f && useful[1] === 0x4b;
    const heard = begins && answer.length > 0 ? finish(at - reportLength) : [];
    if (answer.length === 0) from = at - reportLength;
    answer.push(...useful);
    if (useful.length < 7 || answer.length > longestAnswer) heard.push(...finish(at));
    return heard;
  }
  function finish(until: number): Heard[] {
    if (answer.length === 0) return [];
    const whole = answer;
    answer = [];
    const heard = readAnswer(whole, set + 1, { from, at: until });
    if (heard.some(({ kind }) => kind === 'reading')) {
      set += 1;
      said.delete('no-stored-readings');
    }
    return heard.filter(isNews);
  }
  function isNews(one: Heard): boolean {
    if (one.kind !== 'status' || one.status === 'not-measurable') return true;
    const topic = [one.status, ...Object.keys(one.identity ?? {})].join(' ');
    const words = JSON.stringify([one.identity, one.about]);
    const isNew = said.get(topic) !== words;
    said.set(topic, words);
    return isNew;
  }
  function end(): Heard[] {
    const heard = finish(at - report.length);
    if (report.length === 0) return heard;
    return [...heard, noise({ from: at - report.length, at }, 'the last report is cut short')];
  }
  return { hear, end };
}

function readAnswer(answer: readonly number[], set: number, span: Span): Heard[] {
  const text = String.fromCharCode(...answer);
  // "OK" to a clearing, "NO" for not ready and "OFF" at the end carry no data.
  if (text === 'OK' || text === 'NO' || text === 'OFF\r\n') return [];
  const kind = kindOf(answer);
  if (kind === null) return [noise(span, 'no known answer, or its check byte is wrong')];
  const data = dataOf(answer);
  if (kind === 'version' || kind === 'serial') return [sayIdentity(kind, data, span)];
  if (kind === 'count') return data[3] === 0 && data[2] === 0 ? [sayStatus('no-stored-readings', span)] : [];
  // Weekly averages and the profile are no measurements.
  return kind === 'reading' ? sayStored(data, set, span) : [];
}

function noise(span: Span, why: string): Heard {
  return { kind: 'noise', ...span, bytes: span.at - span.from, why };
}
