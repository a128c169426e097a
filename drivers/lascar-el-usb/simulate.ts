/** An EL-USB-2 made of software, at the boundary of its bulk endpoints. */
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedMemory } from '../model/logger-device.ts';

const memoryBytes = 32_768;
const packetBytes = 64;

export function simulateElUsb(memory: SimulatedMemory): Simulation {
  let isCut = false;
  function answer(asked: Uint8Array, atMs: number): Sent[] {
    if (asked.length !== 3 || asked[1] !== 0xff || asked[2] !== 0xff) return [];
    const block = asked[0] === 0x00 ? configuration(memory) : asked[0] === 0x03 ? samples(memory) : null;
    if (block === null) return [];
    const whole = isCut ? block.subarray(0, block.length / 2) : block;
    isCut = false;
    const sent: Sent[] = [{ atMs: atMs + 2, bytes: Uint8Array.of(0x02, block.length & 0xff, block.length >> 8) }];
    for (let from = 0; from < whole.length; from += packetBytes)
      sent.push({ atMs: atMs + 3, bytes: whole.slice(from, from + packetBytes) });
    return sent;
  }
  return {
    controls: [{ id: 'disturb', label: 'Lose half of an answer' }],
    next: () => null,
    answer,
    press(control) {
      isCut = control === 'disturb';
      return [];
    },
  };
}

function configuration({ serial, start, intervalSeconds, temperatures }: SimulatedMemory): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  const [year, month, day, hour, minute, second] = start.split(/[-T:]/).map(Number) as [number, number, number, number, number, number];
  bytes[0] = 3;
  bytes.set(
    [...'Fridge 1'].map((letter) => letter.charCodeAt(0)),
    2,
  );
  bytes.set([hour, minute, second, day, month, year - 2000], 18);
  view.setUint16(28, intervalSeconds, true);
  view.setUint16(30, temperatures.length, true);
  bytes.set([96, 84], 34);
  bytes.set(
    [...'v2.0'].map((letter) => letter.charCodeAt(0)),
    48,
  );
  view.setUint32(52, Number(serial.replace(/\D/g, '')), true);
  return bytes;
}

function samples({ temperatures }: SimulatedMemory): Uint8Array {
  const bytes = new Uint8Array(memoryBytes).fill(0xff);
  for (const [index, celsius] of temperatures.entries()) bytes.set([Math.round((celsius + 40) * 2), 90], 2 * index);
  return bytes;
}
