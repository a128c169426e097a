/** A Modbus transmitter made of software: answers reads of its own registers, refuses others, is silent to anything damaged. */
import { endsWithCrcModbus, withCrcModbus } from '../framing/crc-modbus.ts';
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedStorage } from '../model/storage-probe.ts';
import type { Transmitter } from './converse.ts';

const answerMs = 30;
const illegalAddress = 2;

export function simulateModbus(storage: SimulatedStorage, { address, registers, scale }: Transmitter): Simulation {
  let isCut = false;
  function answer(asked: Uint8Array, atMs: number): Sent[] {
    if (asked.length !== 8 || !endsWithCrcModbus(asked) || asked[0] !== address) return [];
    const isOwn = asked[1] === registers.readFunction && asked[3] === registers.first && asked[5]! <= 2;
    if (!isOwn) return [{ atMs: atMs + answerMs, bytes: withCrcModbus([address, asked[1]! | 0x80, illegalAddress]) }];
    const values = [storage.externalCelsius ?? 0, storage.relativeHumidity]
      .slice(0, asked[5])
      .map((value) => Math.round(value * scale) & 0xffff);
    const bytes = withCrcModbus([
      address,
      registers.readFunction,
      2 * values.length,
      ...values.flatMap((value) => [value >> 8, value & 0xff]),
    ]);
    return [{ atMs: atMs + answerMs, bytes: isCut ? bytes.subarray(0, 4) : bytes }];
  }
  return {
    controls: [
      { id: 'disturb', label: 'Disturb the line' },
      { id: 'calm', label: 'Calm the line' },
    ],
    next: () => null,
    answer,
    press(control) {
      isCut = control === 'disturb';
      return [];
    },
  };
}
