/** A UT330 made of software. */
import { endsWithCrcModbus, withCrcModbus } from '../framing/crc-modbus.ts';
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedMemory } from '../model/logger-device.ts';
import { askConfiguration, askRecords, recordBytes } from './message.ts';

export function simulateUt330(memory: SimulatedMemory): Simulation {
  let isNoisy = false;
  function answerTo(asked: Uint8Array): Uint8Array | null {
    if (!endsWithCrcModbus(asked)) return null;
    if (asked[3] === askConfiguration[3]) return withCrcModbus(configuration(memory));
    return asked[3] === askRecords[3] ? withCrcModbus(records(memory)) : null;
  }
  return {
    controls: [{ id: 'disturb', label: 'Disturb the line' }],
    next: () => null,
    answer(asked, atMs): Sent[] {
      const bytes = answerTo(asked);
      if (bytes === null) return [];
      if (isNoisy) bytes[12] = bytes[12]! ^ 0x08;
      isNoisy = false;
      return [{ atMs: atMs + 15, bytes }];
    },
    press(control) {
      isNoisy = control === 'disturb';
      return [];
    },
  };
}

function configuration({ serial, intervalSeconds, temperatures, now }: SimulatedMemory): number[] {
  const bytes = new Uint8Array(44);
  bytes.set([0xab, 0xcd, 0x2b, 0x11]);
  bytes.set(
    [...serial.slice(0, 10)].map((letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(
    [intervalSeconds & 0xff, (intervalSeconds >> 8) & 0xff, intervalSeconds >> 16, temperatures.length & 0xff, temperatures.length >> 8],
    20,
  );
  bytes.set([90, 0, 0], 27);
  bytes.set([8, 2], 34);
  bytes.set(timeBytes(now), 38);
  return [...bytes];
}

function records({ start, intervalSeconds, temperatures }: SimulatedMemory): number[] {
  const rest = temperatures.length * recordBytes + 2;
  const bytes = [0xab, 0xcd, 0x00, 0x19, rest & 0xff, (rest >> 8) & 0xff, (rest >> 16) & 0xff, 0];
  for (const [index, celsius] of temperatures.entries()) {
    const raw = Math.round(celsius * 10) & 0xffff;
    bytes.push(...timeBytes(clockAt(clockSeconds(start) + index * intervalSeconds)!), raw & 0xff, raw >> 8, 0x90, 0x01, 0, 0);
  }
  return bytes;
}

function timeBytes(at: string): number[] {
  const [year, ...rest] = at.split(/[-T:]/).map(Number) as [number, ...number[]];
  return [year - 2000, ...rest];
}
