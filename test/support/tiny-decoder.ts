import type { Decoder } from '../../drivers/model/driver.ts';
import type { Heard } from '../../drivers/model/heard.ts';

/** A mark and a saturation; 0 says that there is none. Three bytes "mark FE n" are a stored reading of day n, "mark FD n" an aged one of n seconds, "mark FC n" says that the device is model n. */
export function byteDecoder(mark: number): Decoder {
  let pending: number[] = [];
  let offset = 0;
  let set = 0;
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (const byte of bytes) {
      pending.push(byte);
      offset += 1;
      const fact = frame();
      if (fact !== null) {
        heard.push(fact);
        pending = [];
      }
    }
    return heard;
  }
  function frame(): Heard | null {
    const [first, second, third] = pending;
    const span = { from: offset - pending.length, at: offset };
    if (first !== mark) return { kind: 'noise', ...span, bytes: pending.length };
    if (second === undefined || (second >= 0xfc && third === undefined)) return null;
    if (second === 0xfc) return { kind: 'status', ...span, status: 'identity', identity: { model: `T${third}` } };
    set += 1;
    const reading = { kind: 'reading', quantity: 'spo2', unit: '%', ...span, set } as const;
    if (second === 0xfe) return { ...reading, value: 98, how: 'spot', note: { stored: true, deviceTime: `2026-11-0${third}T08:00:00` } };
    if (second === 0xfd) return { ...reading, value: 97, how: 'spot', note: { ageSeconds: third! } };
    return { ...reading, value: second === 0 ? null : second, how: 'continuous' };
  }
  return { hear, end: () => [] };
}
