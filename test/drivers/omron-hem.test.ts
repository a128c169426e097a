import { describe, expect, test } from 'vitest';
import type { Simulation } from '../../drivers/model/driver.ts';
import type { Heard } from '../../drivers/model/heard.ts';
import { converseOmron } from '../../drivers/omron-hem/converse.ts';
import { omronHem } from '../../drivers/omron-hem/driver.ts';
import { dataOf, kindOf, questionReports } from '../../drivers/omron-hem/message.ts';
import { bytesOfHex, readingsOf, variantOf } from '../support/replay.ts';
import { scriptedAsking } from '../support/scripted-asking.ts';
import { hearHex, noiseOf, person, statusesOf, valuesOf } from './heard-values.ts';

const variant = variantOf(omronHem, 'hid');

describe('an answer', () => {
  test('with a stored reading: 2007-01-01 00:06:38, 123/78, pulse 87', () => {
    const heard = hearHex(variant, '07 4F 4B 00 07 01 01 00  07 06 26 00 00 7B 4E 57  03 00 00 45 00 7B 4E 57');
    expect(valuesOf(heard)).toEqual({ systolic: 123, diastolic: 78, pulseRate: 87 });
    for (const reading of readingsOf(heard)) {
      expect(reading).toMatchObject({ how: 'spot', set: 1, note: { deviceTime: '2007-01-01T00:06:38', stored: true } });
      expect(reading.marks).toBeUndefined();
    }
  });

  test('with a weekly average is no measurement', () => {
    const average = [...bytesOfHex('4F 4B 00 80 03 06 0C 1F 61 4C 4D F6')];
    expect(kindOf(average)).toBe('average');
    expect(hearHex(variant, '07 4F 4B 00 80 03 06 0C 05 1F 61 4C 4D F6 00 00')).toEqual([]);
  });

  test('with a count: two, of which the check byte is over the data', () => {
    const count = [...bytesOfHex('4F 4B 00 00 14 00 02 16')];
    expect(kindOf(count)).toBe('count');
    expect(dataOf(count)).toEqual([0x00, 0x14, 0x00, 0x02]);
  });

  test('with the model', () => {
    const heard = hearHex(variant, '07 4F 4B 00 4D 37 30 38 07 30 49 54 20 32 30 37 01 4A 49 00 20 32 30 37');
    expect(heard).toEqual([expect.objectContaining({ status: 'identity', identity: { model: 'M7080IT 207' } })]);
  });

  test.each([
    ['irregular beat', '01', '44', ['irregular-beat']],
    ['movement', '02', '47', ['movement']],
  ])('keeps %s with the values', (_name, flags, check, marks) => {
    const heard = hearHex(variant, `07 4F 4B 00 07 01 01 00 07 06 26 00 00 7B 4E 57 03 00 ${flags} ${check} 00 00 00 00`);
    for (const reading of readingsOf(heard)) expect(reading.marks).toEqual(marks);
    expect(readingsOf(heard)).toHaveLength(3);
  });

  test('whose check byte is wrong is noise', () => {
    const heard = hearHex(variant, '07 4F 4B 00 07 01 01 00 07 06 26 00 00 7B 4E 57 03 00 00 46 00 7B 4E 57');
    expect(readingsOf(heard)).toEqual([]);
    expect(noiseOf(heard)).toBe(24);
  });

  test('of "not ready", "busy" or nothing is passed over', () => {
    expect(hearHex(variant, '02 4E 4F 00 00 00 00 00 08 60 00 00 00 00 00 00 00 00 00 00 00 00 00 00')).toEqual([]);
  });

  test('with an empty memory says so', () => {
    expect(statusesOf(hearHex(variant, '07 4F 4B 00 00 00 00 00 01 00 00 00 00 00 00 00'))).toEqual(['no-stored-readings']);
  });
});

test('what the vendor’s program asks again and again is told once', () => {
  const model = '07 4F 4B 00 4D 37 30 38 07 30 49 54 20 32 30 37 01 4A 49 00 20 32 30 37';
  const none = '07 4F 4B 00 00 00 00 00 01 00 00 00 00 00 00 00';
  expect(statusesOf(hearHex(variant, [model, none, model, none].join(' ')))).toEqual(['identity', 'no-stored-readings']);
});

describe('a conversation', () => {
  const isQuestion = (bytes: Uint8Array, mnemonic: string) => String.fromCharCode(...bytes.slice(1, 4)) === mnemonic;
  const talk = async (simulation: Simulation, untilMs: number) => {
    const heard: Heard[] = [];
    for await (const one of converseOmron(scriptedAsking(simulation, variant, untilMs))) heard.push(one);
    return heard;
  };
  const withMemory = (readings: number) => {
    const simulation = omronHem.simulate(person);
    for (let count = 1; count < readings; count += 1) simulation.press('measure', count * 60_000);
    return simulation;
  };
  const clocksOf = (heard: readonly Heard[]) =>
    readingsOf(heard)
      .filter(({ quantity }) => quantity === 'systolic')
      .map(({ note }) => note?.deviceTime?.slice(11, 16));

  test('tells the readings newest first, each with its own bytes', async () => {
    const heard = await talk(withMemory(3), 9000);
    expect(clocksOf(heard)).toEqual(['09:07', '09:06', '09:05']);
    for (const { from, at } of readingsOf(heard)) expect(at - from).toBe(24);
    expect(new Set(readingsOf(heard).map(({ from }) => from)).size).toBe(3);
  });

  test('loses none when an answer comes after the question was asked again', async () => {
    const inner = withMemory(3);
    let questions = 0;
    const late: Simulation = {
      ...inner,
      answer(bytes, atMs) {
        if (isQuestion(bytes, 'GME')) questions += 1;
        return inner.answer(bytes, questions === 3 ? atMs + 1500 : atMs);
      },
    };
    const heard = await talk(late, 60_000);
    expect([...clocksOf(heard)].sort()).toEqual(['09:05', '09:06', '09:07']);
  });

  test('counts a damaged answer as noise and asks again', async () => {
    const inner = withMemory(1);
    let answers = 0;
    const damaged: Simulation = {
      ...inner,
      answer: (bytes, atMs) =>
        inner.answer(bytes, atMs).map((sent) => {
          if (sent.bytes[1] !== 0x05) return sent;
          answers += 1;
          return answers === 1 ? { ...sent, bytes: sent.bytes.map((byte, index) => (index === 6 ? byte ^ 0x10 : byte)) } : sent;
        }),
    };
    const heard = await talk(damaged, 9000);
    expect(valuesOf(heard)).toEqual({ systolic: 124, diastolic: 78, pulseRate: 72 });
    expect(noiseOf(heard)).toBe(24);
  });

  test('says once that nothing is stored, and only when no user has a reading', async () => {
    const inner = withMemory(1);
    const saying = (hex: (bank: number) => string): Simulation => {
      let bank = 0;
      return {
        ...inner,
        answer(bytes, atMs) {
          const answers = inner.answer(bytes, atMs);
          if (isQuestion(bytes, 'GDC')) bank = bytes[5]!;
          const isCount = answers[0]?.bytes[5] === 0x14;
          return isCount
            ? [{ atMs: atMs + 40, bytes: bytesOfHex(hex(bank)) }, ...answers.slice(1).map((one) => ({ ...one, bytes: bytesOfHex(hex(9)) }))]
            : answers;
        },
      };
    };
    const none = saying((bank) => (bank === 9 ? '01 14 00 00 00 00 00 00' : '07 4F 4B 00 00 14 00 00'));
    expect(statusesOf(await talk(none, 60_000))).toEqual(['identity', 'identity', 'no-stored-readings']);
    expect(statusesOf(await talk(withMemory(1), 60_000))).toEqual(['identity', 'identity']);
  });

  test('asks for the serial number again when it was not told the first time', async () => {
    const inner = withMemory(1);
    let isMute = true;
    const forgetful: Simulation = {
      ...inner,
      answer(bytes, atMs) {
        if (isQuestion(bytes, 'GME')) isMute = false;
        return isMute && isQuestion(bytes, 'SRL') ? [] : inner.answer(bytes, atMs);
      },
    };
    const heard = await talk(forgetful, 60_000);
    const identities = heard.flatMap((one) => (one.kind === 'status' && one.identity ? [one.identity] : []));
    expect(identities).toEqual([{ model: 'M7080IT 207' }, { serial: '06000000000021' }]);
  });
});

test('the cuff’s own clock never shows an hour that is none, and its memory holds 84 readings', async () => {
  const simulation = omronHem.simulate(person);
  for (let count = 0; count < 100; count += 1) simulation.press('measure', count * 3_600_000);
  const heard: Heard[] = [];
  for await (const one of converseOmron(scriptedAsking(simulation, variant, 30_000))) heard.push(one);
  expect(readingsOf(heard)).toHaveLength(84 * 3);
  expect(statusesOf(heard)).not.toContain('not-measurable');
});

test('a question ends with the exclusive or of its arguments, in reports of seven bytes', () => {
  expect(questionReports('GME', [0x00, 0x01, 0x00, 0x02], true)).toEqual([
    bytesOfHex('07 47 4D 45 00 01 00 02'),
    bytesOfHex('01 03 00 00 00 00 00 00'),
  ]);
  expect(questionReports('VER', [0x30, 0x30], false)).toEqual([bytesOfHex('05 56 45 52 30 30 00 00')]);
});
