import { expect, it } from 'vitest';
import type { TransportRecord } from '../../../../src/preload/contract.ts';
import {
  lookWords,
  noLook,
  nothingYet,
  orderOf,
  problemOf,
  type TransportText,
  textOf,
} from '../../../../src/renderer/screens/fridges/papers/transport-text.ts';

const blank = nothingYet('unit-1', 'MR');
const way = {
  ...blank.text,
  date: '2026-05-04',
  sender: 'Clinic',
  receiver: 'School',
  departed: '2026-05-04T08:00',
  arrived: '2026-05-04T09:30',
};
const look = (change: object) => ({ ...noLook('MR'), ...change });
const typed = (change: Partial<TransportText>): TransportText => ({ ...blank, text: way, ...change });

it('asks for what is missing, in words, before it can be saved', () => {
  expect(problemOf(blank)).toBe('Day, from and to are needed.');
  expect(problemOf(typed({}))).toBeNull();
  expect(problemOf(typed({ text: { ...way, arrived: '2026-05-04T07:00' } }))).toBe('It arrived before it departed.');
  expect(problemOf(typed({ looks: [look({ current: 'warm' })] }))).toBe('A temperature is no number.');
  const opened = [look({ current: '4.6' }), look({ current: '5.0' }), look({ current: '5.2' })];
  expect(problemOf(typed({ looks: opened }))).toBe('When was it read: when it was opened?');
  expect(problemOf(typed({ lots: [{ vaccine: ' ', lot: 'A1', doses: '' }] }))).toBe('A lot needs its vaccine.');
  expect(problemOf(typed({ lots: [{ vaccine: 'MMR', lot: 'A1', doses: '2.5' }] }))).toBe('Doses are a whole number.');
});

it('reads the start and the end at departure and arrival, leaves out what was not read, and keeps absent apart from zero', () => {
  const order = orderOf(
    typed({
      looks: [look({ current: '0,0' }), look({ at: '2026-05-04T08:40', highest: '7.9' }), look({})],
      lots: [{ vaccine: ' MMR ', lot: 'A1', doses: '' }],
    }),
    null,
    '4711',
  );
  const instant = (local: string) => new Date(local).toISOString();
  expect(order.looks).toEqual([
    { at: instant('2026-05-04T08:00'), current: 0, lowest: null, highest: null, initials: 'MR' },
    { at: instant('2026-05-04T08:40'), current: null, lowest: null, highest: 7.9, initials: 'MR' },
  ]);
  expect(order.lots).toEqual([{ vaccine: 'MMR', lot: 'A1', doses: null }]);
  expect([order.id, order.programPin, order.departedAt]).toEqual([null, '4711', instant('2026-05-04T08:00')]);
});

it('lays a record open for correction as it was written', () => {
  const order = orderOf(
    typed({
      looks: [look({ at: '2026-05-04T08:05', current: '4.6', lowest: '-1.5' })],
      lots: [{ vaccine: 'MMR', lot: 'A1', doses: '10' }],
    }),
    't1',
    '',
  );
  const record: TransportRecord = { ...order, id: 't1', by: 'Maria', writtenAt: '2026-05-04T12:00:00Z', minutes: 90, isTooLong: false };
  expect(orderOf(textOf(record), 't1', '')).toEqual(order);
});

it('names each reading by its place on the way', () => {
  expect([0, 1, 2].map((index) => lookWords(index, 3))).toEqual(['At the start', 'When it was opened', 'At the end']);
});
