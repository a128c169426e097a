import { describe, expect, test } from 'vitest';
import { sum8 } from '../../drivers/framing/checksum.ts';
import { nonin } from '../../drivers/nonin/driver.ts';
import { bytesOfHex, hearPieces, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { hearHex, hearText, noiseOf, person, statusesOf, valuesOf } from './heard-values.ts';

const variant = (id: string) => variantOf(nonin, id);

describe('data format 1', () => {
  test.each([
    ['80 48 61', 97, 72],
    ['81 07 62', 98, 135],
    ['80 7F 62', 98, 127],
    ['81 00 62', 98, 128],
    ['81 7F 62', 98, 255],
    ['82 00 62', 98, 256],
    ['82 41 62', 98, 321],
    ['C3 7F 7F', null, null],
    ['83 7F 61', 97, null],
    ['80 48 7F', null, 72],
  ])('%s is SpO2 %s, pulse %s', (hex, spo2, pulseRate) => {
    expect(valuesOf(hearHex(variant('format-1'), hex))).toEqual({ spo2, pulseRate });
  });

  test('a number that cannot be a measurement is said, not given', () => {
    const heard = hearHex(variant('format-1'), '80 11 00');
    expect(readingsOf(heard)).toEqual([]);
    expect(statusesOf(heard)).toEqual(['not-measurable', 'not-measurable']);
  });

  test('a disconnected sensor is said once, and again when it is back', () => {
    expect(statusesOf(hearHex(variant('format-1'), 'C3 7F 7F C3 7F 7F 80 48 61 80 48 61'))).toEqual(['sensor-disconnected', 'ready']);
  });
});

describe('data format 8', () => {
  test.each([
    ['80 48 61 00', 97, 72],
    ['81 07 62 20', 98, 135],
    ['83 7F 7F 08', null, null],
    ['80 48 61 08', null, null],
  ])('%s is SpO2 %s, pulse %s', (hex, spo2, pulseRate) => {
    expect(valuesOf(hearHex(variant('format-8'), hex))).toEqual({ spo2, pulseRate });
  });

  test('low battery and the sensor alarm are states', () => {
    expect(statusesOf(hearHex(variant('format-8'), '80 48 61 01 80 48 61 08 80 48 61 00'))).toEqual(['low-battery', 'sensor-off', 'ready']);
  });
});

/** A packet of format 2 with these slow bytes; every pleth sample is 50. */
function packet(slow: Record<number, number>, status = 0x80): number[] {
  return Array.from({ length: 25 }, (_, index) => {
    const frame = [0x01, status | (index === 0 ? 1 : 0), 0x50, slow[index + 1] ?? 0];
    return [...frame, sum8(frame)];
  }).flat();
}

describe('data format 2', () => {
  const slow = { 1: 0x01, 2: 0x07, 3: 0x62, 4: 0x30 };

  test('its frames are the ones in the description', () => {
    const bytes = packet({ ...slow, 20: 0x01, 21: 0x07 });
    const frame = (number: number) => bytes.slice(number * 5 - 5, number * 5);
    expect(frame(1)).toEqual([...bytesOfHex('01 81 50 01 D3')]);
    expect(frame(2)).toEqual([...bytesOfHex('01 80 50 07 D8')]);
    expect(frame(3)).toEqual([...bytesOfHex('01 80 50 62 33')]);
    expect(frame(4)).toEqual([...bytesOfHex('01 80 50 30 01')]);
    expect(frame(20)).toEqual([...bytesOfHex('01 80 50 01 D2')]);
    expect(frame(25)).toEqual([...bytesOfHex('01 80 50 00 D1')]);
  });

  test('a packet is pulse 135, SpO2 98, revision 30 and 25 samples', () => {
    const heard = hearWhole(variant('format-2'), new Uint8Array(packet(slow)));
    expect(valuesOf(heard)).toEqual({ spo2: 98, pulseRate: 135 });
    expect(heard).toContainEqual(expect.objectContaining({ status: 'identity', identity: { firmware: 'revision 30' } }));
    expect(heard.filter(({ kind }) => kind === 'wave')).toEqual([
      expect.objectContaining({ signal: 'pleth', hz: 75, range: [0, 255], samples: Array(25).fill(0x50) }),
    ]);
  });

  test('the upper bits of a high byte mean nothing', () => {
    expect(valuesOf(hearWhole(variant('format-2'), new Uint8Array(packet({ ...slow, 1: 0x7d }))))).toEqual({ spo2: 98, pulseRate: 135 });
  });

  test('a packet with a lost frame gives no numbers, and the next one does', () => {
    const bytes = new Uint8Array([...packet(slow).slice(0, 60), ...packet(slow).slice(65), ...packet({ ...slow, 3: 0x61 })]);
    expect(readingsOf(hearWhole(variant('format-2'), bytes)).map(({ value }) => value)).toEqual([97, 135]);
  });

  test('a damaged frame leaves a gap in the waveform, not a sample', () => {
    const bytes = new Uint8Array(packet(slow));
    bytes[52] = 0xff;
    const [wave] = hearWhole(variant('format-2'), bytes).filter((one) => one.kind === 'wave');
    expect(wave?.samples).toEqual([...Array(10).fill(0x50), null, ...Array(14).fill(0x50)]);
  });

  test('an early SYNC begins a packet anew', () => {
    const bytes = new Uint8Array([...packet({ ...slow, 3: 0x30 }).slice(0, 100), ...packet(slow)]);
    expect(valuesOf(hearWhole(variant('format-2'), bytes))).toEqual({ spo2: 98, pulseRate: 135 });
  });

  test('the sensor alarm takes the values away', () => {
    const heard = hearWhole(variant('format-2'), new Uint8Array(packet(slow, 0x88)));
    expect(valuesOf(heard)).toEqual({ spo2: null, pulseRate: null });
    expect(statusesOf(heard)).toContain('sensor-off');
  });
});

describe('data format 7', () => {
  test('reads the frames of the description, and a 16-bit waveform', () => {
    const rest = Array.from({ length: 22 }, () => '80 4E 2A 00 F8').join(' ');
    const heard = hearHex(variant('format-7'), `81 4E 20 01 F0 80 4E 20 07 F5 80 4E 2A 62 5A ${rest}`);
    expect(valuesOf(heard)).toEqual({ spo2: 98, pulseRate: 135 });
    expect(heard).toContainEqual(
      expect.objectContaining({ kind: 'wave', range: [0, 65535], samples: [20000, 20000, ...Array(23).fill(20010)] }),
    );
  });
});

describe('data format 13', () => {
  const example = '00 02 00 0D 00 0E 20 26 03 14 09 05 07 00 02 00 00 48 00 62 1E 03';

  test('the example is 72 and 98 at 2026-03-14 09:05:07', () => {
    const heard = hearHex(variant('format-13'), example);
    expect(valuesOf(heard)).toEqual({ spo2: 98, pulseRate: 72 });
    expect(readingsOf(heard)[0]).toMatchObject({ how: 'spot', note: { deviceTime: '2026-03-14T09:05:07', smartPoint: true } });
    expect(readingsOf(heard)[0]?.note?.stored).toBeUndefined();
  });

  test.each([
    ['from memory', '20 26 03 14 09 05 07 00 00 10 00 48 00 62', { spo2: 98, pulseRate: 72 }],
    ['with 321', '20 26 03 14 09 05 07 00 00 00 01 41 00 62', { spo2: 98, pulseRate: 321 }],
    ['without a measurement', '20 26 03 14 09 05 07 00 01 00 00 48 00 62', { spo2: null, pulseRate: null }],
    ['with missing numbers', '20 26 03 14 09 05 07 00 00 00 01 FF 00 7F', { spo2: null, pulseRate: null }],
  ])('%s', (_name, data, values) => {
    const bytes = bytesOfHex(data);
    const heard = hearWhole(variant('format-13'), joined([0, 2, 0, 0x0d, 0, 0x0e], bytes, [sum8(bytes), 3]));
    expect(valuesOf(heard)).toEqual(values);
    expect(readingsOf(heard).every(({ note }) => (note?.stored ?? false) === data.includes('00 10 00 48'))).toBe(true);
  });

  test('a wrong sum or end is noise', () => {
    for (const damaged of [example.replace('1E 03', '1F 03'), example.replace('1E 03', '1E 04')]) {
      const heard = hearHex(variant('format-13'), damaged);
      expect(readingsOf(heard)).toEqual([]);
      expect(noiseOf(heard)).toBe(22);
    }
  });
});

describe('the ASCII line', () => {
  test.each([
    ['SPO2=097 HR=072', 97, 72],
    ['09:05:07 SPO2=098 HR=135 F', 98, 135],
    ['SPO2=--- HR=---', null, null],
    ['SPO2=097 HR=072 F*B', 97, 72],
  ])('%s', (line, spo2, pulseRate) => {
    expect(valuesOf(hearText(variant('ascii'), `${line}<CR><LF>`))).toEqual({ spo2, pulseRate });
  });

  test('a header is passed over; a damaged line is noise', () => {
    expect(hearText(variant('ascii'), 'NONIN 2500  03/14/26 09:05<CR><LF>')).toEqual([]);
    expect(noiseOf(hearText(variant('ascii'), 'SPO2=0x7 HR=072<CR><LF>'))).toBe(17);
  });
});

describe('finding out by listening', () => {
  const patient = { ...person, pulseRate: 135 };
  const formats = nonin.variants.map(({ id }) => id).filter((id) => id !== 'auto');

  test.each(formats)('what is sent in %s is heard as in that format', (format) => {
    const simulation = nonin.simulate(patient, format);
    const pieces = Array.from({ length: 100 }, () => simulation.next()!.bytes);
    const chosen = hearPieces(variant('auto'), pieces);
    expect(readingsOf(chosen)).toEqual(readingsOf(hearPieces(variant(format), pieces)));
    expect(readingsOf(chosen).length).toBeGreaterThan(0);
  });

  test('the frames of one format are never taken for another, whatever the pleth and the pulse', () => {
    for (let pulseRate = 40; pulseRate < 240; pulseRate += 3) {
      for (const format of ['format-2', 'format-7']) {
        const simulation = nonin.simulate({ ...patient, pulseRate, seed: pulseRate }, format);
        const heard = hearPieces(
          variant('auto'),
          Array.from({ length: 75 }, () => simulation.next()!.bytes),
        );
        expect(
          new Set(readingsOf(heard).map(({ quantity, value }) => (quantity === 'spo2' ? value : Math.abs(value! - pulseRate) <= 2))),
        ).toEqual(new Set([98, true]));
      }
    }
  });

  test('bytes that convince nobody are noise, told while they come', () => {
    const heard = hearWhole(variant('auto'), new Uint8Array(9000).fill(0x55));
    expect(heard.map(({ kind }) => kind)).toEqual(['noise', 'noise', 'noise']);
    expect(noiseOf(heard)).toBe(9000);
  });

  test('offsets count from the first byte heard, also after noise that convinced nobody', () => {
    const simulation = nonin.simulate(patient, 'format-1');
    const frames = joined(...Array.from({ length: 6 }, () => simulation.next()!.bytes));
    const heard = hearWhole(variant('auto'), joined(new Uint8Array(4096).fill(0x55), frames));
    expect(readingsOf(heard)[0]).toMatchObject({ from: 4096, at: 4099 });
  });
});
