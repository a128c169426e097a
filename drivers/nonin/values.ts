/**
 * Value coding shared by the binary formats: pulse is 9 bits in two 7-bit halves, 511 is missing; SpO2 is 7 bits,
 * 127 is missing. Nonin 9560 specification 6470-000-01.
 */
import type { Heard, Mark, ReadingNote, Span, Status } from '../model/heard.ts';
import { sayReading, sayStatus } from '../model/say.ts';

/** Pulse rate in beats a minute, or null where the device has none. The upper bits of the first byte are undefined. */
export function pulseOf(high: number, low: number): number | null {
  const pulse = ((high & 0x03) << 7) | (low & 0x7f);
  return pulse === 511 ? null : pulse;
}

/** SpO2 in percent, or null where the device has none. */
export function saturationOf(byte: number): number | null {
  const saturation = byte & 0x7f;
  return saturation === 127 ? null : saturation;
}

export interface Oximetry {
  pulse: number | null;
  saturation: number | null;
  how: 'spot' | 'continuous';
  marks: readonly Mark[];
  note?: ReadingNote;
}

/** Both values of one frame or packet. */
export function sayOximetry(oximetry: Oximetry, set: number, span: Span): Heard[] {
  const { pulse, saturation, how, marks, note } = oximetry;
  return [
    sayReading('spo2', saturation, span, { how, set, marks, note }),
    sayReading('pulseRate', pulse, span, { how, set, marks, note: { ...note, pulseSource: 'oximeter' } }),
  ];
}

/** Says a state when it changes, and only then. */
export function createStateTeller(): (status: Status['status'], span: Span, about?: string) => Heard[] {
  let told: string | null = null;
  return (status, span, about) => {
    if (told === status) return [];
    const first = told === null && status === 'ready';
    told = status;
    return first ? [] : [sayStatus(status, span, about)];
  };
}
