/** A DS18B20 behind a UART adapter, made of software: echoes every character as the wire would, at whichever speed it is sent. */
import type { Sent, Simulation } from '../model/driver.ts';
import type { SimulatedStorage } from '../model/storage-probe.ts';
import { crcDallas } from './scratchpad.ts';
import { bytesOf, slotsOf } from './wire.ts';

const number = [0x28, 0x21, 0x43, 0x65, 0x87, 0xa9, 0x01];

export function simulateDs18b20(storage: SimulatedStorage): Simulation {
  let commands: number[] = [];
  let hasConverted = false;
  let state: 'well' | 'pulled' | 'damaged' = 'well';

  function scratchpad(): number[] {
    const raw = hasConverted ? Math.round((storage.externalCelsius ?? 0) * 16) & 0xffff : 0x0550;
    const bytes = [raw & 0xff, raw >> 8, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10];
    return [...bytes, crcDallas(bytes) ^ (state === 'damaged' ? 1 : 0)];
  }
  function echo(asked: Uint8Array): Uint8Array {
    if (asked.length === 1) {
      commands = [];
      return Uint8Array.of(state === 'pulled' || storage.externalCelsius === null ? 0xf0 : 0xe0);
    }
    const isRead = asked.every((character) => character === 0xff) && commands.length > 0;
    if (!isRead) {
      commands.push(...bytesOf(asked));
      if (commands.at(-1) === 0x44) hasConverted = true;
      return asked;
    }
    const said = commands[0] === 0x33 ? [...number, crcDallas(number)] : commands.at(-1) === 0xbe ? scratchpad() : [];
    return Uint8Array.from(asked, (_, index) => slotsOf(said)[index] ?? 0xff);
  }
  return {
    controls: [
      { id: 'pull', label: 'Pull the sensor out' },
      { id: 'plug', label: 'Plug the sensor in' },
      { id: 'damage', label: 'Disturb the wire' },
    ],
    next: () => null,
    answer: (asked, atMs): Sent[] => [{ atMs: atMs + 2, bytes: echo(asked) }],
    press(control) {
      state = control === 'pull' ? 'pulled' : control === 'damage' ? 'damaged' : 'well';
      return [];
    },
  };
}
