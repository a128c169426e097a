/**
 * Masimo ASCII 1: one text line a second, keys and values in any number and order, which vary by model and firmware.
 *
 *   MM/dd/yy HH:mm:ss SN=... SPO2=098% BPM=097 PI=03.60% ... ALARM=0000 EXC=000800
 *
 * Rad-8 operator manual; sample lines of Rad-8 and Radical-7. EXC is a set of bits in hexadecimal of varying width;
 * 800 alone is a clean reading. ASCII 2 (the printer's format: "SpO2=097 PR=069", where 000 means nothing) is
 * recognized and named, and gives no readings: the monitor is to be set to ASCII 1.
 */
import { deviceClock } from '../framing/device-clock.ts';
import type { LineDecoder } from '../model/driver.ts';
import type { Heard, Mark, Span, Status } from '../model/heard.ts';
import { sayReading, sayStatus } from '../model/say.ts';

const stamp = /^\s*(\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)\s+(.*)$/;

/** The bits of EXC. 'no': there is no value to take; the others are the device's doubts. */
const blocking: readonly (readonly [bit: number, status: Status['status']])[] = [
  [0x001, 'sensor-disconnected'],
  [0x002, 'sensor-defective'],
  [0x080, 'sensor-defective'],
  [0x020, 'sensor-off'],
  [0x008, 'searching'],
];
const doubts: readonly (readonly [bit: number, mark: Mark])[] = [
  [0x004, 'low-perfusion'],
  [0x010, 'interference'],
  [0x040, 'interference'],
  [0x400, 'low-signal'],
];
const alarms = ['SpO2 high', 'SpO2 low', 'pulse high', 'pulse low'];

export function decodeMasimo(): LineDecoder {
  let set = 0;
  let told: Status['status'] = 'ready';
  let toldAlarm = '';
  function tell(status: Status['status'], span: Span, about?: string): Heard[] {
    if (told === status) return [];
    told = status;
    return [sayStatus(status, span, about)];
  }
  function tellAlarm(bits: number, span: Span): Heard[] {
    const words = alarms.filter((_, bit) => bits & (1 << bit)).join(', ');
    if (words === toldAlarm) return [];
    toldAlarm = words;
    return words === '' ? [sayStatus(told, span, 'alarm ended')] : [{ ...sayStatus('alarm', span, words), level: 'medium' }];
  }
  function hear(text: string, span: Span): Heard[] {
    const found = stamp.exec(text.replace(/[\r\n]+$/, ''));
    const fields = found === null ? null : fieldsOf(found[5]!);
    if (found === null || fields === null) return text.trim() === '' ? [] : [noise(span)];
    if (isAscii2(fields)) return tell('wrong-dialect', span, 'ASCII 2 is selected on the monitor; set it to ASCII 1');
    if (!fields.has('SPO2') || !fields.has('BPM') || !fields.has('EXC')) return [noise(span)];
    const exceptions = hexOf(fields.get('EXC'));
    if (exceptions === null) return [noise(span)];
    set += 1;
    const blocked = blocking.find(([bit]) => exceptions & bit);
    const marks = blocked === undefined ? doubts.filter(([bit]) => exceptions & bit).map(([, mark]) => mark) : [];
    const deviceTime = clockOf(found);
    const note = { ...(deviceTime === null ? {} : { deviceTime }), pulseSource: 'oximeter' as const };
    const value = (key: string) => (blocked === undefined ? numberOf(fields.get(key)) : null);
    const about = { how: 'continuous' as const, set, marks: [...new Set(marks)], note };
    return [
      ...tell(blocked?.[1] ?? 'ready', span),
      ...tellAlarm(hexOf(fields.get('ALARM')) ?? 0, span),
      sayReading('spo2', value('SPO2'), span, about),
      sayReading('pulseRate', value('BPM'), span, about),
      ...(fields.has('PI') ? [sayPerfusion(value('PI'), span, about)] : []),
    ];
  }
  return { hear, end: () => [] };
}

/** A perfusion index of zero is no measurement and no fault: there is simply none. */
function sayPerfusion(value: number | null, span: Span, about: Parameters<typeof sayReading>[3]): Heard {
  return sayReading('perfusionIndex', value === 0 ? null : value, span, about);
}

/** Keys in the letters they came in, or null when the line is not made of them. */
function fieldsOf(text: string): Map<string, string> | null {
  const pairs = text.trim().split(/\s+/);
  if (pairs.length < 2 || pairs.some((pair) => !/^[A-Za-z0-9]+=\S*$/.test(pair))) return null;
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function clockOf([, month, day, year, time = '']: RegExpExecArray): string | null {
  const [hour, minute, second] = time.split(':').map(Number);
  return deviceClock(2000 + Number(year), Number(month), Number(day), hour!, minute!, second!);
}

function isAscii2(fields: ReadonlyMap<string, string>): boolean {
  return fields.has('SpO2') && fields.has('PR');
}

/** A number, or null for dashes. Anything else is no number either. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || text.includes('-')) return null;
  const digits = text.replace('%', '');
  return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : null;
}

function hexOf(text: string | undefined): number | null {
  return text !== undefined && /^[0-9A-Fa-f]{1,8}$/.test(text) ? Number.parseInt(text, 16) : null;
}

function noise(span: Span): Heard {
  return { kind: 'noise', ...span, bytes: span.at - span.from, why: 'not a line of this format' };
}
