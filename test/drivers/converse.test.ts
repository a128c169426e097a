/** Conversations with devices that must be asked, against the devices made of software. */
import { describe, expect, test } from 'vitest';
import { converseBitalino } from '../../drivers/bitalino/converse.ts';
import { bitalino } from '../../drivers/bitalino/driver.ts';
import { converseDinamap } from '../../drivers/ge-dinamap/converse.ts';
import { geDinamap } from '../../drivers/ge-dinamap/driver.ts';
import { withCheck } from '../../drivers/ge-dinamap/message.ts';
import { simulateDinamap } from '../../drivers/ge-dinamap/simulate.ts';
import type { Asking, Simulation } from '../../drivers/model/driver.ts';
import type { Heard } from '../../drivers/model/heard.ts';
import { converseOmron } from '../../drivers/omron-hem/converse.ts';
import { omronHem } from '../../drivers/omron-hem/driver.ts';
import { converseCyton } from '../../drivers/openbci-cyton/converse.ts';
import { openbciCyton } from '../../drivers/openbci-cyton/driver.ts';
import { latin1Bytes, leadsTold, readingsOf, variantOf } from '../support/replay.ts';
import { scriptedAsking } from '../support/scripted-asking.ts';
import { noiseOf, person, statusesOf } from './heard-values.ts';

async function allOf(conversation: AsyncGenerator<Heard, void, void>): Promise<Heard[]> {
  const heard: Heard[] = [];
  for await (const one of conversation) heard.push(one);
  return heard;
}

const values = (heard: readonly Heard[], quantity: string) =>
  readingsOf(heard)
    .filter((one) => one.quantity === quantity)
    .map(({ value }) => value);

/** Presses each control once, when its time has come. */
function presses(simulation: Simulation, plan: readonly (readonly [atMs: number, control: string])[]): (nowMs: number) => void {
  const left = [...plan];
  return (nowMs) => {
    while (left[0] !== undefined && left[0][0] <= nowMs) simulation.press(left.shift()![1], nowMs);
  };
}

describe('a DINAMAP', () => {
  const variant = variantOf(geDinamap, 'host');
  const talk = async (untilMs: number, plan: readonly (readonly [number, string])[] = [], simulation = simulateDinamap(person)) => {
    const asking = scriptedAsking(simulation, variant, untilMs, presses(simulation, plan));
    return { heard: await allOf(converseDinamap(asking)), asking };
  };

  test('is asked for each in turn, with CR before and after, and never told to start a cuff', async () => {
    const { asking } = await talk(3000);
    const sent = asking.sent.map((bytes) => String.fromCharCode(...bytes));
    expect(sent.slice(0, 5)).toEqual(['\r NA!2\r', '\r OA!3\r', '\r RA!6\r', '\r TC!:\r', '\r NA!2\r']);
    expect(new Set(sent)).toEqual(new Set(sent.slice(0, 4)));
  });

  test('with nothing measured gives saturation and pulse only', async () => {
    const { heard } = await talk(4000);
    expect(new Set(readingsOf(heard).map(({ quantity }) => quantity))).toEqual(new Set(['spo2', 'pulseRate']));
    expect(new Set(values(heard, 'spo2'))).toEqual(new Set([98]));
  });

  test('gives each cuff once, with its age, and says that it measures', async () => {
    const { heard } = await talk(40_000, [
      [2000, 'press-start'],
      [20_000, 'press-start'],
    ]);
    expect(values(heard, 'systolic')).toEqual([124, 131]);
    expect(values(heard, 'diastolic')).toEqual([78, 84]);
    expect(values(heard, 'meanArterialPressure')).toEqual([93, 99]);
    expect(statusesOf(heard)).toEqual(['measuring', 'ready', 'measuring', 'ready']);
    for (const { note } of readingsOf(heard).filter(({ quantity }) => quantity === 'systolic')) expect(note?.ageSeconds).toBeLessThan(3);
  });

  test('says once that a cuff failed', async () => {
    const { heard } = await talk(20_000, [[1000, 'cuff-leak']]);
    expect(values(heard, 'systolic')).toEqual([]);
    expect(statusesOf(heard)).toEqual(['measuring', 'measurement-failed']);
  });

  test.each(['3', '4', '6', '7'])('that ends with status %s gives no pressure', async (status) => {
    const { heard } = await talk(20_000, [[1000, 'press-start']], simulateDinamap(person, undefined, { status }));
    expect(values(heard, 'systolic')).toEqual([]);
    expect(statusesOf(heard)).toContain('measurement-failed');
  });

  test('gives each temperature once', async () => {
    const { heard } = await talk(20_000, [
      [1000, 'temperature'],
      [9000, 'temperature'],
    ]);
    expect(values(heard, 'temperature')).toEqual([37, 37]);
  });

  test('has no saturation while the finger is out', async () => {
    const { heard } = await talk(9000, [
      [3000, 'finger-out'],
      [6000, 'finger-in'],
    ]);
    expect([...new Set(values(heard, 'spo2'))]).toEqual([98, null]);
    expect(statusesOf(heard)).toEqual(['sensor-off', 'ready']);
  });

  test('whose check sums are wrong gives noise and nothing else', async () => {
    const { heard } = await talk(5000, [[0, 'press-start']], simulateDinamap(person, undefined, { wrongCheck: true }));
    expect(new Set(heard.map(({ kind }) => kind))).toEqual(new Set(['noise']));
    expect(noiseOf(heard)).toBeGreaterThan(0);
  });

  test('that does not answer is asked again, and heard when it does', async () => {
    const { heard, asking } = await talk(30_000, [
      [0, 'silence'],
      [12_000, 'resume'],
    ]);
    expect(asking.sent.length).toBeGreaterThan(5);
    expect(readingsOf(heard).length).toBeGreaterThan(0);
  });

  test('of the Pro 200 refuses RA and is asked RC', async () => {
    const inner = simulateDinamap(person);
    const pro200: Simulation = {
      ...inner,
      answer: (asked, atMs) =>
        String.fromCharCode(...asked).includes(' RA')
          ? [{ atMs: atMs + 40, bytes: latin1Bytes(`${withCheck(' @1')}\r`) }]
          : inner.answer(asked, atMs),
    };
    const { heard, asking } = await talk(5000, [], pro200);
    expect(asking.sent.map((bytes) => String.fromCharCode(...bytes)).filter((text) => text.includes(' RA'))).toHaveLength(1);
    expect(values(heard, 'pulseRate').length).toBeGreaterThan(0);
  });
});

describe('an Omron cuff', () => {
  const variant = variantOf(omronHem, 'hid');
  const talk = async (untilMs: number, plan: readonly (readonly [number, string])[] = [], simulation = omronHem.simulate(person)) => {
    const asking = scriptedAsking(simulation, variant, untilMs, presses(simulation, plan));
    return { heard: await allOf(converseOmron(asking)), asking };
  };

  test('tells what it is and what it remembers, through "busy" and "not ready"', async () => {
    const { heard } = await talk(9000);
    expect(heard.filter(({ kind }) => kind === 'status')).toEqual([
      expect.objectContaining({ identity: { model: 'M7080IT 207' } }),
      expect.objectContaining({ identity: { serial: '06000000000021' } }),
    ]);
    expect([values(heard, 'systolic'), values(heard, 'diastolic'), values(heard, 'pulseRate')]).toEqual([[124], [78], [72]]);
    expect(readingsOf(heard)[0]?.note).toMatchObject({ stored: true, deviceTime: '2026-03-14T09:05:07' });
  });

  test('is looked at again, and gives what is new once', async () => {
    const { heard } = await talk(80_000, [
      [15_000, 'measure'],
      [40_000, 'measure-irregular'],
    ]);
    expect(values(heard, 'systolic')).toEqual([124, 131, 131]);
    expect(readingsOf(heard).filter(({ marks }) => marks?.includes('irregular-beat'))).toHaveLength(3);
  });

  test('is never switched off, and its sections are chosen by feature report', async () => {
    const { asking } = await talk(30_000);
    const words = asking.sent.map((bytes) => String.fromCharCode(...bytes.slice(1, 4)));
    expect(words).not.toContain('END');
    expect(asking.features[0]).toEqual(Uint8Array.of(0x01, 0x01));
    expect(asking.features[1]).toEqual(Uint8Array.of(0x74, 0xbc));
    expect(asking.sent.every(({ length }) => length === 8)).toBe(true);
  });

  test('gives its older readings too when it fell silent half way the first time', async () => {
    const inner = omronHem.simulate(person);
    inner.press('measure', 60_000);
    inner.press('measure', 120_000);
    let asked = 0;
    let isMute = false;
    const flaky: Simulation = {
      ...inner,
      answer(bytes, atMs) {
        const isQuestion = String.fromCharCode(...bytes.slice(1, 4)) === 'GME';
        if (isQuestion) asked += 1;
        if (isQuestion || bytes[1] === 0) isMute = isQuestion && asked >= 3 && asked < 9;
        return isMute ? [] : inner.answer(bytes, atMs);
      },
    };
    const { heard } = await talk(120_000, [], flaky);
    expect(new Set(readingsOf(heard).map(({ note }) => note?.deviceTime)).size).toBe(3);
  });

  test('that never answers is left when the link ends', async () => {
    const mute: Simulation = { next: () => null, answer: () => [], press: () => [], controls: [] };
    const { heard } = await talk(60_000, [], mute);
    expect(heard).toEqual([]);
  });
});

describe('a Cyton', () => {
  const variant = variantOf(openbciCyton, 'cyton');
  /** Half a second of what it sends once it has been told to. */
  const answering = (simulation: Simulation): Simulation => ({
    ...simulation,
    answer(asked, atMs) {
      simulation.answer(asked, atMs);
      return Array.from({ length: 30 }, () => simulation.next()!);
    },
  });

  test('is told to begin when it is silent, and told nothing else', async () => {
    const asking = scriptedAsking(answering(openbciCyton.simulate(person)), variant, 2000);
    const heard = await allOf(converseCyton(asking, variant));
    expect(asking.sent).toEqual([Uint8Array.of(0x62)]);
    expect(leadsTold(heard)).toMatchObject({ lost: [], contacts: [] });
    expect(leadsTold(heard).instants).toHaveLength(120);
  });
});

describe('a BITalino', () => {
  const variant = variantOf(bitalino, 'a2');

  test('is told the rate and the channel of its sensor when it is silent, and nothing else', async () => {
    const simulation = bitalino.simulate(person);
    const answering: Simulation = {
      ...simulation,
      answer(asked, atMs) {
        simulation.answer(asked, atMs);
        const sent = simulation.next();
        return sent === null ? [] : [sent, ...Array.from({ length: 30 }, () => simulation.next()!)];
      },
    };
    const asking = scriptedAsking(answering, variant, 1900);
    const heard = await allOf(converseBitalino(asking, variant));
    expect(asking.sent).toEqual([Uint8Array.of(0xc3), Uint8Array.of(0x09)]);
    expect(leadsTold(heard)).toMatchObject({ lost: [], contacts: [] });
    expect(leadsTold(heard).instants).toHaveLength(31 * 16);
  });
});

const conversations = [
  ['a DINAMAP', converseDinamap],
  ['an Omron cuff', converseOmron],
  ['a BITalino', (asking: Asking) => converseBitalino(asking, variantOf(bitalino, 'a1'))],
  ['a Cyton', (asking: Asking) => converseCyton(asking, variantOf(openbciCyton, 'cyton'))],
] as const;

test.each(conversations)('the conversation with %s ends at once when the link has ended', async (_name, converse) => {
  const asking = scriptedAsking({ next: () => null, answer: () => [], press: () => [], controls: [] }, variantOf(omronHem, 'hid'), 1000);
  asking.end();
  expect(await allOf(converse(asking))).toEqual([]);
});
