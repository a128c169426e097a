/** An average in the chart: with or without the readings it was made of, corrected, and taken back. */
import type { Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { measuredAt, pressure } from './clinic.ts';
import { serve, startDelivering } from './delivering.ts';

const second = new Date(measuredAt.getTime() + 70_000);
const average = pressure(126, 81, { madeOf: [pressure(128, 82), pressure(124, 80, { at: second })] });

async function delivered(sendIndividualReadings = true) {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl, sendIndividualReadings });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [average]);
  await delivering.reaches('delivered');
  const chart = async () => {
    const all = await server.observations();
    return { all, panel: all.find((one) => codeOf(one) === '96607-7')!, singles: all.filter((one) => codeOf(one) === '85354-9') };
  };
  return { server, delivering, signed, chart };
}

const codeOf = ({ code }: Observation) => code.coding![0]!.code;
const systolicOf = ({ component }: Observation) => component![0]!.valueQuantity!.value;
const derivation = ({ derivedFrom }: Observation) => derivedFrom?.map(({ reference }) => reference);

test('its readings go before it, each with its own time, and it is derived from them', async () => {
  const { chart } = await delivered();
  const { panel, singles } = await chart();
  expect(singles.map((one) => [systolicOf(one), new Date(one.effectiveDateTime!)])).toEqual([
    [128, measuredAt],
    [124, second],
  ]);
  expect(derivation(panel)).toEqual(singles.map(({ id }) => `Observation/${id}`));
  expect(new Set(singles.map(({ identifier }) => identifier![0]!.value)).size).toBe(2);
});

test('where the clinic sends the average alone, it is alone', async () => {
  const { chart } = await delivered(false);
  const { all, panel } = await chart();
  expect(all).toHaveLength(1);
  expect(panel.derivedFrom).toBeUndefined();
});

test('corrected, it is the same average of the same readings with another number; the readings stay', async () => {
  const { delivering, signed, chart } = await delivered();
  const before = await chart();
  delivering.clinic.change(signed, 0, 'Read from the wrong line', pressure(136, 84));
  await delivering.reaches('delivered', 2);
  const { all, panel, singles } = await chart();
  expect(all).toHaveLength(3);
  expect(panel).toMatchObject({ id: before.panel.id, status: 'corrected', effectivePeriod: before.panel.effectivePeriod });
  expect(
    panel.component!.map(({ code, valueQuantity, valueInteger }) => [code.coding![0]!.code, valueQuantity?.value ?? valueInteger]),
  ).toEqual([
    ['96608-5', 136],
    ['96609-3', 84],
    ['246432004', 2],
  ]);
  expect(derivation(panel)).toEqual(derivation(before.panel));
  expect(singles).toEqual(before.singles);
});

test('withdrawn, it takes its readings with it, also after a correction', async () => {
  const { delivering, signed, chart } = await delivered();
  const corrected = delivering.clinic.change(signed, 0, 'Read from the wrong line', pressure(136, 84));
  delivering.clinic.change(corrected, 0, 'Cuff on another patient');
  await delivering.reaches('delivered', 3);
  const { all, panel } = await chart();
  expect(all.map(({ status }) => status)).toEqual(['entered-in-error', 'entered-in-error', 'entered-in-error']);
  expect(codeOf(panel)).toBe('96607-7');
});

test('a reading whose answer was lost is found again, and stored once', async () => {
  const server = await serve();
  server.faults.add({ method: 'POST', does: 'commit-then-drop', times: 1 });
  const delivering = startDelivering({ baseUrl: server.baseUrl, sendIndividualReadings: true });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [average]);
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const all = await server.observations();
  expect(all).toHaveLength(3);
  expect(derivation(all.find((one) => codeOf(one) === '96607-7')!)).toHaveLength(2);
});
