/**
 * Modbus RTU questions and answers of temperature transmitters. Cold-chain notes 10.
 *
 *   question  | address | function 3 or 4 | register 2 | count 2 | CRC 2, low first |
 *   answer    | address | function | bytes | count x int16, high first | CRC 2 |        refusal: | address | function + 80 | code | CRC 2 |
 */
import { endsWithCrcModbus, withCrcModbus } from '../framing/crc-modbus.ts';

export interface Registers {
  /** 3 reads holding registers, 4 input registers. Nothing else is ever sent. */
  readFunction: 3 | 4;
  first: number;
  count: 1 | 2;
}

export function question(address: number, { readFunction, first, count }: Registers): Uint8Array {
  return withCrcModbus([address, readFunction, first >> 8, first & 0xff, 0, count]);
}

export const refusalLength = 5;

export function answerLength({ count }: Registers): number {
  return 5 + 2 * count;
}

export type Answer = { values: number[] } | { refused: number } | { damaged: string };

/** Signed 16-bit values, as sent. */
export function readAnswer(bytes: Uint8Array, address: number, registers: Registers): Answer {
  if (bytes.length < refusalLength) return { damaged: `${bytes.length} of ${answerLength(registers)} bytes came` };
  if (bytes[1] === (registers.readFunction | 0x80)) {
    const refusal = bytes.subarray(0, refusalLength);
    return endsWithCrcModbus(refusal) && bytes[0] === address ? { refused: bytes[2]! } : { damaged: 'a refusal with a wrong check' };
  }
  const whole = bytes.subarray(0, answerLength(registers));
  if (whole.length < answerLength(registers)) return { damaged: `${bytes.length} of ${answerLength(registers)} bytes came` };
  if (!endsWithCrcModbus(whole)) return { damaged: 'the check is wrong' };
  if (whole[0] !== address || whole[1] !== registers.readFunction || whole[2] !== 2 * registers.count)
    return { damaged: 'an answer to something else' };
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  return { values: Array.from({ length: registers.count }, (_, index) => view.getInt16(3 + 2 * index)) };
}
