/** Loggers whose memory is asked for: whole against their simulators, over damage, over a real serial port and real reports; reads and nothing else. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { recordsPerAnswer } from '../../drivers/elitech-hid/message.ts';
import { readRecord } from '../../drivers/elitech-hid/record.ts';
import { readSamples } from '../../drivers/lascar-el-usb/message.ts';
import { loggerDeviceById, loggerDevices } from '../../drivers/loggers.ts';
import type { Simulation } from '../../drivers/model/driver.ts';
import type { LoggerDevice, ReadOut, SimulatedMemory } from '../../drivers/model/logger-device.ts';
import { UnreadableLog } from '../../drivers/model/logger-format.ts';
import { emptyLog } from '../../drivers/model/logger-log.ts';
import { compareClocks, withReadOutClock } from '../../drivers/model/read-out-clock.ts';
import { holdLine } from '../../src/main/live/asked-line.ts';
import { type HidDevice, type HidLibrary, openHid } from '../../src/main/ports/hid.ts';
import { openSerial } from '../../src/main/ports/serial.ts';
import { systemTimers } from '../../src/main/ports/timers.ts';
import { answerOver, scriptedLine } from '../support/asked-line.ts';
import { itOverPty, openPty } from '../support/pty.ts';

/** Half degrees, which all of them can hold. */
const temperatures = Array.from({ length: 257 }, (_, index) => ((index * 7) % 61) / 2 - 20);
const memory: SimulatedMemory = {
  serial: '99001122',
  start: '2026-04-03T08:00:00',
  now: '2026-04-04T09:30:00',
  intervalSeconds: 300,
  temperatures,
};

/** The bytes that tell what a question asks; nothing outside these is ever sent. */
const reads: Readonly<Record<string, (asked: Uint8Array) => boolean>> = {
  'elitech-rc': (asked) => (asked[0] === 0xcc ? [0x06, 0x0a].includes(asked[2]!) : asked[0] === 0x33 && [0x01, 0x02].includes(asked[2]!)),
  'elitech-hid': (asked) => [0x0001, 0x0003].includes(asked[4]! | (asked[5]! << 8)),
  ut330: (asked) => [0x11, 0x19].includes(asked[3]!),
  'lascar-el-usb': (asked) => [0x00, 0x03].includes(asked[0]!),
};

async function download(device: LoggerDevice, simulation: Simulation) {
  const line = scriptedLine(simulation, 3_600_000);
  const steps: [number, number][] = [];
  const readOut = await device.download(line, (done, of) => steps.push([done, of]));
  return { ...readOut, line, steps };
}

describe.each(loggerDevices.map((device) => [device.id, device] as const))('%s', (id, device) => {
  it('gives every reading with its time, and the bytes they came in', async () => {
    const { log, original, steps } = await download(device, device.simulate(memory));
    expect(log.readings.map(({ value }) => value)).toEqual(temperatures);
    expect([log.readings[0]!.at, log.readings.at(-1)!.at]).toEqual(['2026-04-03T08:00:00', '2026-04-04T05:20:00']);
    expect([log.serial?.replace(/^0+/, ''), log.intervalSeconds, log.skipped, log.notes]).toEqual(['99001122', 300, [], []]);
    expect(log.clock.deviceNow).toBe(id === 'lascar-el-usb' ? null : memory.now);
    expect(original.length).toBeGreaterThan(temperatures.length);
    expect(steps.at(-1)![0]).toBe(steps.at(-1)![1]);
  });

  it('sends reading questions and nothing else', async () => {
    const { line } = await download(device, device.simulate(memory));
    expect(line.sent.length).toBeGreaterThan(1);
    expect(line.sent.filter((asked) => !reads[id]!(asked))).toEqual([]);
    expect(line.features).toEqual([]);
  });

  it('asks again for a damaged answer', async () => {
    const simulation = device.simulate(memory);
    simulation.press('disturb', 0);
    const { log } = await download(device, simulation);
    expect(log.readings.map(({ value }) => value)).toEqual(temperatures);
  });

  it('with an empty memory is an empty log', async () => {
    const { log } = await download(device, device.simulate({ ...memory, temperatures: [] }));
    expect(log.readings).toEqual([]);
  });

  it('that falls silent halfway gives no half log', async () => {
    const simulation = device.simulate(memory);
    let answers = 0;
    const silent: Simulation = { ...simulation, answer: (asked, atMs) => (++answers > 2 ? [] : simulation.answer(asked, atMs)) };
    await expect(
      id === 'ut330' || id === 'lascar-el-usb' ? download(device, { ...silent, answer: () => [] }) : download(device, silent),
    ).rejects.toThrow(UnreadableLog);
  });

  it('is read or refused in words whatever it answers, within bounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(8), async (junk, from) => {
        const simulation = device.simulate({ ...memory, temperatures: temperatures.slice(0, 20) });
        let answers = 0;
        const damaged: Simulation = {
          ...simulation,
          answer(asked, atMs) {
            answers += 1;
            if (answers <= from) return simulation.answer(asked, atMs);
            const [one] = simulation.answer(asked, atMs);
            const bytes = Uint8Array.from(one?.bytes ?? junk);
            for (const [index, byte] of junk.entries()) if (index < bytes.length) bytes[(index * 31 + byte) % bytes.length]! ^= byte;
            return [{ atMs, bytes }];
          },
        };
        try {
          const { log, line } = await download(device, damaged);
          expect(log.readings.length).toBeLessThanOrEqual(70_000);
          expect(line.sent.length).toBeLessThan(100);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableLog);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is connected', () => {
  it('is recognized by its own driver and by no other, on reading questions alone', async () => {
    for (const device of loggerDevices)
      for (const driver of loggerDevices) {
        const line = scriptedLine(device.simulate(memory), 3_600_000);
        expect([device.id, driver.id, await driver.recognize(line)]).toEqual([device.id, driver.id, device === driver]);
        expect(line.sent.every((asked) => reads[driver.id]!(asked))).toBe(true);
      }
  });
});

describe('the details of their memories', () => {
  it('an Elitech record that is marked faulty, empty, without a time or too warm has no value', () => {
    const bytes = (hex: string) => Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
    expect(readRecord(bytes('80e896d0d5182400'), 0x24)).toEqual({
      at: '2022-01-26T21:36:58',
      temperature: null,
      humidity: null,
      flags: ['error'],
    });
    expect(readRecord(bytes('c0e896d0d5182400'), 0x35)).toMatchObject({ temperature: 19.8, flags: [] });
    expect(readRecord(bytes('08e896d0d519e331'), 0x24)).toMatchObject({ temperature: -20.6, humidity: 19.9 });
    expect(readRecord(bytes('ffffffffffffffff'), 0x24)).toBe('empty');
    expect(readRecord(bytes('0000000000000000'), 0x24)).toHaveProperty('fault');
    expect(readRecord(bytes('00e896d0d5ffff00'), 0x24)).toHaveProperty('fault');
    // The bit that a program reads as 204.8 °C more; before that protocol it means nothing.
    expect(readRecord(bytes('00ea96d0d5192300'), 0x23)).toHaveProperty('fault');
    expect(readRecord(bytes('00ea96d0d5192300'), 0x22)).toMatchObject({ temperature: 20.6 });
    expect(recordsPerAnswer * 8 + 12).toBeLessThanOrEqual(64);
  });

  it('an EL-USB’s memory ends at the first unused byte; a pair of zeros is no value', () => {
    const humid = { name: '', hasHumidity: true };
    expect(readSamples(Uint8Array.of(124, 96, 0, 0, 81, 90, 0xff, 0xff, 124, 96), 10, humid, 'C')).toEqual([22, null, 0.5]);
    expect(readSamples(Uint8Array.of(78, 79), 10, { name: '', hasHumidity: false }, 'F')).toEqual([38, 39]);
  });

  it('a model whose memory is not known is refused by its number', async () => {
    const device = loggerDeviceById('elitech-rc')!;
    const simulation = device.simulate(memory);
    const other: Simulation = {
      ...simulation,
      answer: (asked, atMs) =>
        simulation.answer(asked, atMs).map(({ bytes, ...rest }) => {
          if (bytes.length !== 160) return { ...rest, bytes };
          const changed = Uint8Array.from(bytes);
          changed[3] = 0x77;
          changed[159] = (changed[159]! + 0x77 - 0x28) & 0xff;
          return { ...rest, bytes: changed };
        }),
    };
    await expect(download(device, other)).rejects.toThrow('model 119');
  });
});

describe('the clock at read-out', () => {
  const log = (deviceNow: string | null, offsetMinutes: number | null = null) => ({
    ...emptyLog(),
    clock: { offsetMinutes, offsetFrom: offsetMinutes === null ? null : ('file' as const), written: null, deviceNow },
  });
  const utc = Date.UTC(2026, 3, 4, 14, 30) / 1000;

  it('tells the offset to the quarter hour, and how far it is off', () => {
    expect(compareClocks('2026-04-04T09:31:00', utc)).toEqual({ offsetMinutes: -300, driftSeconds: 60 });
    expect(withReadOutClock(log('2026-04-04T09:31:00'), utc)).toMatchObject({
      clock: { offsetMinutes: -300, offsetFrom: 'read-out' },
      notes: [],
    });
    expect(withReadOutClock(log('2026-04-04T09:24:00'), utc).notes).toEqual(['The logger’s clock is 6 min slow.']);
  });

  it('says nothing of an offset where the clock was never set, and leaves one that was written', () => {
    expect(withReadOutClock(log('2000-01-01T00:00:00'), utc)).toMatchObject({
      clock: { offsetMinutes: null },
      notes: [expect.stringContaining('14 hours')],
    });
    expect(withReadOutClock(log('2026-04-04T09:30:00', 0), utc)).toMatchObject({
      clock: { offsetMinutes: 0, offsetFrom: 'file' },
      notes: [expect.stringContaining('slow')],
    });
    expect(withReadOutClock(log(null), utc)).toEqual(log(null));
  });
});

describe('over real ports', () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  for (const [id, questionLength] of [
    ['elitech-rc', (asked: Uint8Array) => (asked[0] === 0xcc ? 5 : 5)],
    ['ut330', () => 6],
  ] as const) {
    itOverPty(`${id} is read over a serial port, its answers cut anywhere`, async () => {
      const device = loggerDeviceById(id)!;
      if (device.line.kind !== 'serial') throw new Error('not a serial logger');
      const pty = openPty();
      stop = answerOver(pty, device.simulate(memory), questionLength, 13);
      const held = holdLine(await openSerial(pty.path, device.line), systemTimers);
      const { log } = await device.download(held.asking, () => undefined);
      await held.close();
      pty.hangUp();
      expect(log.readings.map(({ value }) => value)).toEqual(temperatures);
    });
  }

  it('elitech-hid is read over reports as the HID library carries them', async () => {
    const device = loggerDeviceById('elitech-hid')!;
    if (device.line.kind !== 'hid') throw new Error('not a HID logger');
    const simulation = device.simulate(memory);
    const written: Buffer[] = [];
    let report: (bytes: Buffer) => void = () => undefined;
    const opened: HidDevice = {
      on: (event, hear) => {
        if (event === 'data') report = hear as never;
      },
      async write(bytes) {
        written.push(bytes);
        // The library wants the report's id first.
        for (const { bytes: said } of simulation.answer(bytes.subarray(1), 0)) setImmediate(() => report(Buffer.from(said)));
        return bytes.length;
      },
      sendFeatureReport: async () => 0,
      close: async () => undefined,
    };
    const library: HidLibrary = {
      devicesAsync: async () => [{ vendorId: 0x04d8, productId: 0x3005, path: 'one' }],
      HIDAsync: { open: async () => opened },
    };
    const held = holdLine(await openHid(device.line, async () => library), systemTimers);
    const { log }: ReadOut = await device.download(held.asking, () => undefined);
    await held.close();
    expect(log.readings.map(({ value }) => value)).toEqual(temperatures);
    expect(log.clock).toMatchObject({ offsetMinutes: -300, offsetFrom: 'file' });
    for (const bytes of written) expect([bytes.length, bytes[0]]).toEqual([65, 0]);
  });
});
