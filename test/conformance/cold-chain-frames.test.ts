/** Published and constructed frames of probes and loggers, decoded as they say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readScratchpad } from '../../drivers/ds18b20/scratchpad.ts';
import { hear } from '../../drivers/modbus-temperature/converse.ts';
import { question } from '../../drivers/modbus-temperature/message.ts';
import type { ProbeHeard } from '../../drivers/model/storage-probe.ts';
import { channelsOf } from '../../drivers/pcsensor-temper/firmware.ts';
import { readValues } from '../../drivers/pcsensor-temper/message.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const framesOf = (name: string) => JSON.parse(readFileSync(join(sharedFixtures, 'cold-chain/frames', `${name}.json`), 'utf8'));
const bytesOf = (hex: string) => Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
const span = { from: 0, at: 1 };

function toldOf(heard: readonly ProbeHeard[], quantity: string, sensor?: string): number | null | undefined {
  for (const one of heard)
    if (one.kind === 'storage' && one.quantity === quantity && (sensor === undefined || one.sensor === sensor)) return one.value;
  return undefined;
}

describeWithCaptures('frames of probes and loggers', () => {
  it('Modbus transmitters', () => {
    const frames = framesOf('modbus-onewire').modbus as {
      model: string;
      request: string;
      response: string;
      decoded: Record<string, number>;
    }[];
    expect(frames).toHaveLength(4);
    for (const { model, request, response, decoded } of frames) {
      const [, readFunction, high, first, , count] = bytesOf(request) as unknown as number[];
      const transmitter = {
        address: 1,
        registers: { readFunction: readFunction as 3 | 4, first: (high! << 8) | first!, count: count as 1 | 2 },
        scale: model.includes('x100') ? (100 as const) : (10 as const),
      };
      expect(question(1, transmitter.registers)).toEqual(bytesOf(request));
      const heard = hear(bytesOf(response), transmitter, span);
      expect([model, toldOf(heard, 'storageTemperature'), toldOf(heard, 'storageHumidity')]).toEqual([
        model,
        decoded.temperatureC,
        decoded.rh,
      ]);
    }
  });

  it('DS18B20 scratchpads', () => {
    const pads = framesOf('modbus-onewire').ds18b20Scratchpad as {
      hex: string;
      decoded: { temperatureC?: number; status?: string; error?: string };
    }[];
    const expected = pads.map(({ decoded: { temperatureC, status, error } }) =>
      status !== undefined
        ? { fault: 'power-on' }
        : error === 'crc'
          ? { fault: 'check' }
          : error !== undefined
            ? { fault: 'no-device' }
            : { celsius: temperatureC },
    );
    expect(pads.map(({ hex }) => readScratchpad(bytesOf(hex)))).toEqual(expected);
    expect(pads).toHaveLength(5);
  });

  it('TEMPer answers', () => {
    const frames = framesOf('temper-hid').frames as { firmware: string; hex: string; decoded: Record<string, number | null> }[];
    expect(frames).toHaveLength(6);
    for (const { firmware, hex, decoded } of frames) {
      const heard = readValues(bytesOf(hex), channelsOf(firmware)!, span);
      const all = {
        internalC: toldOf(heard, 'storageTemperature', 'internal'),
        externalC: toldOf(heard, 'storageTemperature', 'external'),
        internalRh: toldOf(heard, 'storageHumidity', 'internal'),
      };
      expect([firmware, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))]).toEqual([firmware, decoded]);
    }
  });
});
