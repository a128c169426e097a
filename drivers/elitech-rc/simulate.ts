/** An RC-4 made of software. It would erase itself when told to set parameters, as the real one does: tests see whether that was asked. */
import { sum8 } from '../framing/checksum.ts';
import { clockSeconds } from '../framing/local-time.ts';
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedMemory } from '../model/logger-device.ts';
import { initAnswer, withSum } from './message.ts';

const station = 7;
const recordsPerPage = 100;
const modelNumber = 0x28;

export function simulateRc(memory: SimulatedMemory): Simulation {
  let records = memory.temperatures;
  let isNoisy = false;

  function info(): number[] {
    const bytes = new Array<number>(159).fill(0);
    const put = (at: number, values: readonly number[]) => bytes.splice(at, values.length, ...values);
    const seconds = memory.intervalSeconds;
    put(0, [
      0x55,
      station,
      1,
      modelNumber,
      0x0a,
      Math.floor(seconds / 3600),
      Math.floor(seconds / 60) % 60,
      seconds % 60,
      ...int16(80),
      ...int16(20),
    ]);
    put(12, timeBytes(memory.now));
    put(19, [1, ...timeBytes(memory.start), 0x13, 0x64, ...int16(records.length), ...timeBytes(memory.now)]);
    put(38, letters('Simulated'));
    put(138, letters(memory.serial.padStart(10, '0').slice(-10)));
    put(148, [0, 0x31, 0, 0x31]);
    return bytes;
  }
  function page(index: number): number[] {
    return [
      0x55,
      ...records.slice(index * recordsPerPage, (index + 1) * recordsPerPage).flatMap((celsius) => int16(Math.round(celsius * 10))),
    ];
  }
  function answerTo(asked: Uint8Array): number[] | null {
    if (sum8(asked.subarray(0, -1)) !== asked.at(-1)) return null;
    if (asked[0] === 0xcc) return asked[2] === 0x0a ? [...initAnswer.subarray(0, -1)] : asked[2] === 0x06 ? info() : null;
    if (asked[0] !== 0x33 || asked[1] !== station) return null;
    if (asked[2] === 0x01) return [0x55, ...int16(records.length), ...timeBytes(memory.start)];
    if (asked[2] === 0x02) return page(asked[3]!);
    if (asked[2] === 0x05) records = [];
    return [0x55, 0xa0];
  }
  return {
    controls: [{ id: 'disturb', label: 'Disturb the line' }],
    next: () => null,
    answer(asked, atMs): Sent[] {
      const said = answerTo(asked);
      if (said === null) return [];
      const bytes = withSum(said);
      if (isNoisy) bytes[1] = bytes[1]! ^ 0x10;
      isNoisy = false;
      return [{ atMs: atMs + 50, bytes }];
    },
    press(control) {
      isNoisy = control === 'disturb';
      return [];
    },
  };
}

function int16(value: number): [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function timeBytes(at: string): number[] {
  if (Number.isNaN(clockSeconds(at))) return new Array<number>(7).fill(0xff);
  const [year, ...rest] = at.split(/[-T:]/).map(Number) as [number, ...number[]];
  return [...int16(year), ...rest];
}
