/** Published and constructed frames of probes and loggers, decoded as they say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readScratchpad } from '../../drivers/ds18b20/scratchpad.ts';
import { question as hidQuestion } from '../../drivers/elitech-hid/message.ts';
import { readRecord } from '../../drivers/elitech-hid/record.ts';
import * as serial from '../../drivers/elitech-rc/message.ts';
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

  it('Elitech serial loggers', () => {
    const frames = framesOf('elitech-serial').frames as { name: string; hex: string; decoded?: Record<string, unknown> }[];
    const frame = (name: string) => frames.find((one) => one.name === name)!;
    const bytes = (name: string) => bytesOf(frame(name).hex);
    expect(serial.askInit).toEqual(bytes('init-request'));
    expect(serial.initAnswer).toEqual(bytes('init-response'));
    expect(serial.askInfo).toEqual(bytes('devinfo-request'));
    expect(serial.askHeader(130)).toEqual(bytes('header-request-station-130'));
    expect(serial.askPage(1, 0)).toEqual(bytes('body-request-station-1-page-0'));
    expect(serial.askPage(130, 131)).toEqual(bytes('body-request-station-130-page-131'));
    for (const name of ['devinfo-response', 'header-response', 'body-response-100-records', 'body-response-10-records-signed'])
      expect([name, serial.hasRightSum(bytes(name))]).toEqual([name, true]);
    const info = serial.readInfo(bytes('devinfo-response'));
    const { decoded } = frame('devinfo-response');
    expect({
      station: info.station,
      model: info.modelNumber,
      modelName: info.model?.name,
      intervalSeconds: info.intervalSeconds,
      upperLimitC: info.upperLimit,
      lowerLimitC: info.lowerLimit,
      lastOnline: info.lastOnline,
      startTime: info.start,
      stopButton: info.stopButton,
      recordCount: info.count,
      deviceTime: info.now,
      userInfo: info.userText,
      deviceNumber: info.number,
      startDelayHours: info.startDelayHours,
      tone: info.tone,
      unit: info.unit,
      calibrationC: info.offset,
    }).toEqual(Object.fromEntries(Object.entries(decoded!).filter(([key]) => key !== 'workStatus' && key !== 'alarm')));
    const header = serial.readHeader(bytes('header-response'));
    expect({ recordCount: header.count, startTime: header.start }).toEqual(frame('header-response').decoded);
    const page = serial.readPage(bytes('body-response-100-records'), false);
    expect(page).toEqual(
      (frame('body-response-100-records').decoded!.runs as [number, number][]).flatMap(([value, count]) => Array(count).fill(value)),
    );
    expect(serial.readPage(bytes('body-response-10-records-signed'), false)).toEqual(
      frame('body-response-10-records-signed').decoded!.temperaturesC,
    );
  });

  it('Elitech USB records and questions', () => {
    const { records, requests } = framesOf('elitech-hid-records') as {
      records: { hex: string; decoded: Record<string, unknown> | null }[];
      requests: { hex: string }[];
    };
    expect(records).toHaveLength(5);
    for (const { hex, decoded } of records) {
      const record = readRecord(bytesOf(hex), 0x24);
      if (decoded === null) expect(record).toBe('empty');
      else
        expect(record).toEqual({ at: decoded.time, temperature: decoded.temperatureC, humidity: decoded.humidity, flags: decoded.flags });
    }
    const asked = [hidQuestion('parameters', 0, 2), hidQuestion('records', 255, 2)].map((report) => report.subarray(0, 12));
    expect(asked).toEqual(requests.map(({ hex }) => bytesOf(hex)));
  });
});
