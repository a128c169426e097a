/** An Elitech RC-5+ made of software, at the report boundary. */
import { sum8 } from '../framing/checksum.ts';
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedMemory } from '../model/logger-device.ts';
import { operations, parameterBytes, reportBytes } from './message.ts';

export function simulateHid(memory: SimulatedMemory): Simulation {
  let isNoisy = false;
  const parameters = parametersOf(memory);

  function data(operation: number, offset: number, count: number): number[] | null {
    if (operation === operations.parameters) return [...parameters.subarray(offset, offset + count)];
    if (operation !== operations.records) return null;
    return Array.from({ length: count }, (_, index) => record(memory, offset + index)).flat();
  }
  return {
    controls: [{ id: 'disturb', label: 'Disturb the line' }],
    next: () => null,
    answer(asked, atMs): Sent[] {
      if (asked.length !== reportBytes || asked[0] !== 0x33 || sum8(asked.subarray(0, 11)) !== asked[11]) return [];
      const said = data(asked[4]! | (asked[5]! << 8), asked[8]! | (asked[7]! << 8) | (asked[9]! << 16), asked[10]!);
      if (said === null) return [];
      const bytes = new Uint8Array(reportBytes);
      const frame = [...asked.subarray(0, 3), 12 + said.length, ...asked.subarray(4, 11), ...said];
      bytes.set([...frame, sum8(frame) ^ (isNoisy ? 1 : 0)]);
      isNoisy = false;
      return [{ atMs: atMs + 4, bytes }];
    },
    press(control) {
      isNoisy = control === 'disturb';
      return [];
    },
  };
}

function parametersOf(memory: SimulatedMemory): Uint8Array {
  const bytes = new Uint8Array(parameterBytes);
  const view = new DataView(bytes.buffer);
  const time = (at: number, written: string) => {
    const [year, month, day, hour, minute, second] = written.split(/[-T:]/).map(Number) as [number, number, number, number, number, number];
    bytes.set([year - 2000, month, 1, day, hour, minute, second], at);
  };
  view.setUint16(0, 5);
  bytes.set([...memory.serial].map((letter) => letter.charCodeAt(0)).slice(0, 12), 2);
  bytes[0x1f] = 17;
  // Five hours west.
  bytes[0x24] = 19;
  bytes[0x27] = 9;
  time(0x30, memory.start);
  time(0x88, memory.now);
  view.setUint32(0x42, 32_000);
  view.setUint32(0x46, memory.temperatures.length);
  view.setUint16(0x4c, memory.intervalSeconds / 10);
  bytes[0x95] = 0x24;
  return bytes;
}

function record(memory: SimulatedMemory, index: number): number[] {
  const celsius = memory.temperatures[index];
  const at = clockAt(clockSeconds(memory.start) + index * memory.intervalSeconds);
  if (celsius === undefined || at === null) return new Array<number>(8).fill(0xff);
  const [year, month, day, hour, minute, second] = at.split(/[-T:]/).map(Number) as [number, number, number, number, number, number];
  const low = ((celsius < 0 ? 8 : 0) | (second << 10) | ((year - 2000) << 16) | (month << 23) | (day << 27)) >>> 0;
  const high = (hour | (Math.round(Math.abs(celsius) * 10) << 5) | (minute << 16)) >>> 0;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint32(0, low, true);
  bytes.setUint32(4, high, true);
  return [...new Uint8Array(bytes.buffer)];
}
