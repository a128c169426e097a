/** Live probes of storage units: what each says to a simulated refrigerator, to damage, to nobody, and over a real serial port. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { crcDallas, readRom, readScratchpad } from '../../drivers/ds18b20/scratchpad.ts';
import { bytesOf, slotsOf } from '../../drivers/ds18b20/wire.ts';
import { crcModbus, withCrcModbus } from '../../drivers/framing/crc-modbus.ts';
import { hear as hearModbus } from '../../drivers/modbus-temperature/converse.ts';
import { readAnswer } from '../../drivers/modbus-temperature/message.ts';
import type { Simulation } from '../../drivers/model/driver.ts';
import { quantities, storageQuantities } from '../../drivers/model/quantity.ts';
import type { ProbeHeard, ProbeSettings, SimulatedStorage, StorageProbe } from '../../drivers/model/storage-probe.ts';
import { channelsOf } from '../../drivers/pcsensor-temper/firmware.ts';
import { readTextLine, readValues } from '../../drivers/pcsensor-temper/message.ts';
import { simulateTemper } from '../../drivers/pcsensor-temper/simulate.ts';
import { probeById, storageProbes } from '../../drivers/probes.ts';
import { holdLine } from '../../src/main/live/asked-line.ts';
import { openSerial } from '../../src/main/ports/serial.ts';
import { systemTimers } from '../../src/main/ports/timers.ts';
import { answerOver, scriptedLine } from '../support/asked-line.ts';
import { itOverPty, openPty } from '../support/pty.ts';

const fridge: SimulatedStorage = { internalCelsius: 21.5, externalCelsius: -4.5, relativeHumidity: 40 };
const span = { from: 0, at: 8 };

async function hear(probe: StorageProbe, variant: string, simulation: Simulation, untilMs = 3000, meanwhile?: (nowMs: number) => void) {
  const line = scriptedLine(simulation, untilMs, meanwhile);
  const heard: ProbeHeard[] = [];
  for await (const one of probe.converse(line, { variant, everyMs: 1000 })) heard.push(one);
  return { heard, line };
}

const told = (heard: readonly ProbeHeard[]) =>
  heard.flatMap((one) =>
    one.kind === 'storage' ? [[one.quantity, one.sensor, one.value, ...(one.about === undefined ? [] : [one.about])]] : [],
  );

describe('the catalogue of probes', () => {
  it('has ids of its own, and quantities that are none of a patient’s', () => {
    expect(new Set(storageProbes.map(({ id }) => id)).size).toBe(storageProbes.length);
    for (const quantity of Object.keys(storageQuantities)) expect(Object.keys(quantities)).not.toContain(quantity);
    for (const probe of storageProbes) expect(probeById(probe.id)).toBe(probe);
  });

  it.each(storageProbes.flatMap((probe) => probe.variants.map((variant) => [probe.id, variant.id] as const)))(
    '%s %s hears its simulator',
    async (id, variant) => {
      const probe = probeById(id)!;
      const { heard } = await hear(probe, variant, probe.simulate(fridge, variant));
      expect(told(heard).some(([quantity, , value]) => quantity === 'storageTemperature' && value === -4.5)).toBe(true);
      expect(heard.filter(({ kind }) => kind === 'noise')).toEqual([]);
    },
  );
});

describe('Modbus transmitters', () => {
  const probe = probeById('modbus-temperature')!;

  it('send reads and nothing else, once a round', async () => {
    const { line, heard } = await hear(probe, 'xy-md02', probe.simulate(fridge, 'xy-md02'), 3500);
    expect(new Set(line.sent.map((bytes) => Buffer.from(bytes).toString('hex')))).toEqual(new Set(['010400010002200b']));
    expect(told(heard).slice(0, 2)).toEqual([
      ['storageTemperature', 'external', -4.5],
      ['storageHumidity', 'external', 40],
    ]);
  });

  it('are asked three times when they answer in part, and nothing is said in place of a value', async () => {
    const simulation = probe.simulate(fridge, 'xy-md02');
    simulation.press('disturb', 0);
    const { line, heard } = await hear(probe, 'xy-md02', simulation, 1600);
    expect(line.sent).toHaveLength(3);
    expect(heard.map(({ kind }) => kind)).toEqual(['noise', 'noise', 'noise']);
  });

  it('of another kind refuse the question, and say so', async () => {
    const { heard } = await hear(probe, 'rs485-th', probe.simulate(fridge, 'xy-md02'), 900);
    expect(heard).toMatchObject([{ kind: 'status', status: 'refused', about: 'Modbus exception 2' }]);
  });

  it('have no temperature beyond what they measure', () => {
    const registers = { readFunction: 4, first: 1, count: 1 } as const;
    const said = (celsius: number) => {
      const raw = (celsius * 10) & 0xffff;
      return hearModbus(withCrcModbus([1, 4, 2, raw >> 8, raw & 0xff]), { address: 1, registers, scale: 10 }, span);
    };
    expect(said(-60)).toMatchObject([{ kind: 'storage', value: -60 }]);
    for (const celsius of [-60.1, -75, 100.1, 305]) expect(said(celsius)).toMatchObject([{ kind: 'status', status: 'not-measurable' }]);
  });

  it('never pass a damaged bit for a value', () => {
    const answer = withCrcModbus([1, 4, 4, 0x01, 0x31, 0x02, 0x22]);
    fc.assert(
      fc.property(fc.nat(8 * answer.length - 1), (bit) => {
        const damaged = Uint8Array.from(answer);
        damaged[bit >> 3] = damaged[bit >> 3]! ^ (1 << (bit & 7));
        expect(readAnswer(damaged, 1, { readFunction: 4, first: 1, count: 2 })).toHaveProperty('damaged');
      }),
    );
    expect(crcModbus([])).toBe(0xffff);
  });
});

describe('a DS18B20', () => {
  const probe = probeById('ds18b20')!;

  it('is measured at both speeds, and told by its own number', async () => {
    const { heard, line } = await hear(probe, 'uart', probe.simulate(fridge), 4000);
    expect(heard[0]).toMatchObject({ status: 'identity', identity: { model: 'DS18B20', serial: '28-01A987654321' } });
    expect(told(heard)[0]).toEqual(['storageTemperature', 'external', -4.5]);
    expect(line.bauds.slice(0, 2)).toEqual([9600, 115200]);
    const commands = line.sent
      .filter((bytes) => bytes.length > 1 && bytes.some((byte) => byte === 0))
      .map((bytes) => Buffer.from(bytesOf(bytes)).toString('hex'));
    expect([...new Set(commands)].sort()).toEqual(['33', 'cc44', 'ccbe']);
  });

  it('that is pulled out, or whose wire is disturbed, has no value and a reason', async () => {
    const simulation = probe.simulate(fridge);
    const pulled = await hear(probe, 'uart', simulation, 6000, (now) => void (now > 2500 && simulation.press('pull', now)));
    expect(told(pulled.heard).at(-1)).toEqual(['storageTemperature', 'external', null, 'no sensor answers on the wire']);
    const disturbed = probe.simulate(fridge);
    disturbed.press('damage', 0);
    const { heard } = await hear(probe, 'uart', disturbed, 3500);
    expect(told(heard)[0]).toEqual(['storageTemperature', 'external', null, 'its answers are damaged']);
    expect(heard.filter(({ kind }) => kind === 'noise')).toHaveLength(3);
  });

  it('has the temperatures of the maker’s table, and no value for 85, nine FF and nine zeros', () => {
    const table: [number, number][] = [
      [0x07d0, 125],
      [0x0191, 25.0625],
      [0x00a2, 10.125],
      [0x0008, 0.5],
      [0xfff8, -0.5],
      [0xff5e, -10.125],
      [0xfe6f, -25.0625],
      [0xfc90, -55],
    ];
    const pad = (raw: number) => {
      const bytes = [raw & 0xff, raw >> 8, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10];
      return Uint8Array.of(...bytes, crcDallas(bytes));
    };
    for (const [raw, celsius] of table) expect(readScratchpad(pad(raw))).toEqual({ celsius });
    expect(readScratchpad(pad(0x0550))).toEqual({ fault: 'power-on' });
    expect(readScratchpad(new Uint8Array(9))).toEqual({ fault: 'short' });
    expect(readScratchpad(new Uint8Array(9).fill(0xff))).toEqual({ fault: 'no-device' });
    expect(readRom(new Uint8Array(8))).toBeNull();
    expect(bytesOf(slotsOf([0xa5, 0x3c]))).toEqual(Uint8Array.of(0xa5, 0x3c));
  });
});

describe('a TEMPer', () => {
  const probe = probeById('pcsensor-temper')!;

  it('with a firmware nobody knows is shown and not read', async () => {
    const { heard } = await hear(probe, 'hid', simulateTemper(fridge, 'hid', 'TEMPer9_V9.9'), 1200);
    expect(told(heard)).toEqual([]);
    expect(heard.at(-1)).toMatchObject({ status: 'wrong-dialect', about: expect.stringMatching(/TEMPer9_V9\.9.*80 80 08 66/) });
  });

  it('with an empty socket has no value there', async () => {
    const { heard } = await hear(probe, 'hid', probe.simulate({ ...fridge, externalCelsius: null }), 1200);
    expect(told(heard)).toEqual([
      ['storageTemperature', 'internal', 21.5],
      ['storageTemperature', 'external', null, 'not plugged in'],
    ]);
  });

  it('decodes every layout of its table, signs and formulas', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 0xff : 0x38));
    const firmwares = [
      'TEMPerF1.4',
      'TEMPer2V1.3',
      'TEMPer1F_V1.3',
      'TEMPerNTC1.O',
      'TEMPerGold_V3.5',
      'TEMPer1F_V4.1',
      'TEMPerX_V3.3',
      'TEMPer2_V3.9',
      'TEMPerHUM_V3.9',
    ];
    for (const firmware of firmwares) {
      const heard = readValues(bytes, channelsOf(firmware)!, span);
      for (const one of heard)
        if (one.kind === 'storage' && one.quantity === 'storageTemperature') expect([-0.781, -2]).toContain(one.value);
      expect(heard.length).toBe(channelsOf(firmware)!.length);
    }
    const formula = readValues(Uint8Array.of(0x80, 0x04, 0x19, 0x60, 0x07, 0x20, 0, 0), channelsOf('TEMPer1F_H1V1.5F')!, span);
    expect(told(formula).map(([, , value]) => value)).toEqual(
      [-46.85 + (175.72 * (0x1960 << 2)) / 65536, -6 + (125 * (0x0720 << 4)) / 65536].map((value) => Math.round(value * 1000) / 1000),
    );
    expect(channelsOf('')).toBeNull();
  });

  it('that answers in text is read line by line, anything else is noise', () => {
    expect(told(readTextLine('Temp-Inner:30.48 [C],40.19 [%RH]', span))).toEqual([
      ['storageTemperature', 'internal', 30.48],
      ['storageHumidity', 'internal', 40.19],
    ]);
    expect(readTextLine('Temp-Inner:30.48 [F]', span)).toMatchObject([{ kind: 'noise' }]);
  });
});

describe('over a real serial port', () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  const questionLengths: Readonly<Record<string, (asked: Uint8Array) => number>> = {
    'modbus-temperature': () => 8,
    // A reset is one character, a question a whole number of bytes' bits; the conversation waits for each echo.
    ds18b20: (asked) => asked.length,
    'pcsensor-temper': (asked) => (asked[0] === 0x56 ? 'Version'.length : 'ReadTemp'.length),
  };

  for (const [id, variant] of [
    ['modbus-temperature', 'xy-md02'],
    ['modbus-temperature', 'rs485-th'],
    ['ds18b20', 'uart'],
    ['pcsensor-temper', 'serial'],
  ] as const) {
    itOverPty(`${id} ${variant} is read`, async () => {
      const probe = probeById(id)!;
      const { line } = probe.variants.find((one) => one.id === variant)!;
      if (line.kind !== 'serial') throw new Error('not a serial probe');
      const pty = openPty();
      stop = answerOver(pty, probe.simulate(fridge, variant), questionLengths[id]!);
      const held = holdLine(await openSerial(pty.path, line), systemTimers);
      const settings: ProbeSettings = { variant, everyMs: 20 };
      const values: unknown[] = [];
      for await (const one of probe.converse(held.asking, settings)) {
        if (one.kind === 'storage' && one.quantity === 'storageTemperature' && one.sensor === 'external') values.push(one.value);
        if (values.length === 2) break;
      }
      await held.close();
      pty.hangUp();
      expect(values).toEqual([-4.5, -4.5]);
    });
  }

  itOverPty('a cable that is pulled ends the conversation', async () => {
    const probe = probeById('modbus-temperature')!;
    const pty = openPty();
    stop = answerOver(pty, probe.simulate(fridge, 'xy-md02'), questionLengths['modbus-temperature']!);
    const held = holdLine(await openSerial(pty.path, probe.variants[0].line as never), systemTimers);
    let heard = 0;
    const conversation = (async () => {
      for await (const _ of probe.converse(held.asking, { variant: 'xy-md02', everyMs: 20 })) {
        heard += 1;
        if (heard === 2) pty.hangUp();
      }
    })();
    await conversation.catch((thrown) => expect(String(thrown)).toMatch(/gone/));
    expect(heard).toBeGreaterThanOrEqual(2);
    await held.close();
  });
});
