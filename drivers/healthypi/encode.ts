/** Samples to packets of a HealthyPi, as decode.ts reads them. */
import type { LeadEncoder } from '../model/lead-encoder.ts';
import type { Electrode } from '../model/leads.ts';
import { version3, version5 } from './decode.ts';

function packet(type: number, payload: readonly number[]): Uint8Array {
  return Uint8Array.from([0x0a, 0xfa, payload.length & 0xff, payload.length >> 8, type, ...payload, 0x00, 0x0b]);
}

const bytesOf = (value: number, count: number) => Array.from({ length: count }, (_, index) => (value >> (8 * index)) & 0xff);

const held = (value: number, largest: number) => Math.max(-largest - 1, Math.min(largest, value));

/** v3 and v4: a packet an instant. */
export function encodeVersion3(): LeadEncoder {
  return {
    hz: version3.hz,
    leads: ['ECG'],
    nanovoltsPerBit: version3.nanovoltsPerBit,
    encode([value = null], off) {
      const isOff = value === null || isOpen(off);
      const ecg = isOff ? 0 : held(value, 0x7fff);
      return packet(version3.type, [...bytesOf(ecg, 2), ...Array<number>(version3.payload - 3).fill(0), isOff ? 1 : 0]);
    },
    // The board counts nothing: what is lost leaves no mark.
    lose: () => undefined,
  };
}

/** 5: eight instants a packet. */
export function encodeVersion5(hz = version5.hz): LeadEncoder {
  let gathered: number[] = [];
  return {
    hz,
    leads: ['ECG'],
    nanovoltsPerBit: version5.nanovoltsPerBit,
    encode([value = null], off) {
      // An open input stands at its end of range; the packet has no other way to say it.
      gathered.push(value === null || isOpen(off) ? 0x1_ffff : held(value, 0x1_ffff));
      if (gathered.length < version5.instants) return new Uint8Array();
      const payload = [...gathered.flatMap((one) => bytesOf(one, 4)), ...Array<number>(version5.payload - 32).fill(0)];
      gathered = [];
      return packet(version5.type, payload);
    },
    lose: () => undefined,
  };
}

function isOpen(off: ReadonlySet<Electrode>): boolean {
  return off.has('RA') || off.has('LA');
}
