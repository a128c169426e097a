/**
 * Masimo ASCII 1: one text line a second, keys and values in any number and order, which vary by model and firmware.
 *
 *   MM/dd/yy HH:mm:ss SN=... SPO2=098% BPM=097 PI=03.60% ... ALARM=0000 EXC=000800
 *
 * Rad-8 operator manual; sample lines of Rad-8 and Radical-7. EXC is a set of bits in hexadecimal of varying width;
 * 800 alone is a clean reading. ASCII 2 is the printer's format, and that of stored trends:
 *
 *   MM/dd/yy HH:mm:ss SpO2=097 PR=069 PI=04.69 EXC=800:SET        000 where there is no value
 *
 * It is named, so that the monitor can be set to ASCII 1. Its values are questionable: they may be of another time.
 */
import { deviceClock } from '../framing/device-clock.ts';
import type { LineDecoder } from '../model/driver.ts';
import type { Heard, Mark, Span, Status } from '../model/heard.ts';
import type { Quantity } from '../model/quantity.ts';
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
/** What the values are called in ASCII 1 and in ASCII 2. */
const live = { saturation: 'SPO2', pulse: 'BPM' };
const printed = { saturation: 'SpO2', pulse: 'PR' };
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
    const isPrinted = isAscii2(fields);
    const keys = isPrinted ? printed : live;
    const exceptions = hexOf(isPrinted ? fields.get('EXC')?.split(':')[0] : fields.get('EXC'));
    if (exceptions === null || !(fields.has(keys.saturation) || fields.has(keys.pulse))) return [noise(span)];
    set += 1;
    const blocked = blocking.find(([bit]) => exceptions & bit);
    const doubted = blocked === undefined ? doubts.filter(([bit]) => exceptions & bit).map(([, mark]) => mark) : [];
    const marks: readonly Mark[] = isPrinted ? ['questionable', ...doubted] : doubted;
    const deviceTime = clockOf(found);
    const note = { ...(deviceTime === null ? {} : { deviceTime }), pulseSource: 'oximeter' as const };
    const about = { how: 'continuous' as const, set, marks: [...new Set(marks)], note };
    function say(quantity: Quantity, key: string): Heard[] {
      if (!fields!.has(key)) return [];
      const value = blocked === undefined ? numberOf(fields!.get(key)) : null;
      // A perfusion index of zero is no measurement and no fault; in print, every zero is one that is not there.
      const isNone = value === 0 && (isPrinted || quantity === 'perfusionIndex');
      return [sayReading(quantity, isNone ? null : value, span, about)];
    }
    return [
      ...(isPrinted
        ? tell('wrong-dialect', span, 'ASCII 2 is selected on the monitor; set it to ASCII 1')
        : tell(blocked?.[1] ?? 'ready', span)),
      ...tellAlarm(hexOf(fields.get('ALARM')) ?? 0, span),
      ...say('spo2', keys.saturation),
      ...say('pulseRate', keys.pulse),
      ...say('perfusionIndex', 'PI'),
    ];
  }
  return { hear, end: () => [] };
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
  return fields.has(printed.saturation) && fields.has(printed.pulse);
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
