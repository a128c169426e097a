/** A TEMPer2_V4.1 stick made of software; its serial sister answers in text. */
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedStorage } from '../model/storage-probe.ts';

const firmware = 'TEMPer2_V4.1';

export function simulateTemper(storage: SimulatedStorage, variant = 'hid', name: string = firmware): Simulation {
  const raw = (celsius: number | null) => (celsius === null ? 0x4e20 : Math.round(celsius * 100) & 0xffff);
  const pair = (value: number) => [value >> 8, value & 0xff];
  const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  function reports(asked: Uint8Array, atMs: number): Sent[] {
    if (asked[1] === 0x86) return split(letters(name.padEnd(16, ' ')), atMs);
    if (asked[1] !== 0x80) return [];
    return split(
      [
        0x80,
        0x80,
        ...pair(raw(storage.internalCelsius)),
        0x4e,
        0x20,
        0,
        0,
        0x80,
        0x01,
        ...pair(raw(storage.externalCelsius)),
        0x4e,
        0x20,
        0,
        0,
      ],
      atMs,
    );
  }
  function text(asked: Uint8Array, atMs: number): Sent[] {
    const words = String.fromCharCode(...asked);
    const degrees = (celsius: number | null) => (celsius ?? 200).toFixed(2);
    const lines = `Temp-Inner:${degrees(storage.internalCelsius)} [C],${storage.relativeHumidity.toFixed(2)} [%RH]\r\nTemp-Outer:${degrees(storage.externalCelsius)} [C]\r\n`;
    const said = words === 'Version' ? 'TEMPerX232_V2.0\r\n' : words === 'ReadTemp' ? lines : '';
    return said === '' ? [] : [{ atMs: atMs + 20, bytes: Uint8Array.from(letters(said)) }];
  }
  return { controls: [], next: () => null, answer: variant === 'serial' ? text : reports, press: () => [] };
}

function split(bytes: readonly number[], atMs: number): Sent[] {
  return [0, 8].map((from) => ({ atMs: atMs + 10 + from, bytes: Uint8Array.from(bytes.slice(from, from + 8)) }));
}
