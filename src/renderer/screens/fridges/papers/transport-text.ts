/** A transport as it is being typed, and as it is saved. */
import type { TransportOrder, TransportRecord, VaccineLot } from '../../../../preload/contract.ts';
import { fieldOf, typedDegrees } from '../day/numbers.ts';

export const labels = {
  date: 'Day',
  sender: 'From',
  receiver: 'To',
  container: 'Container',
  loggerSerial: 'Logger in it',
  departed: 'Departed',
  arrived: 'Arrived',
  remark: 'Remark',
} as const;
export type Text = keyof typeof labels;

/** The thermometer read once on the way. */
export interface LookText {
  at: string;
  current: string;
  lowest: string;
  highest: string;
  initials: string;
}

export interface LotText {
  vaccine: string;
  lot: string;
  doses: string;
}

export interface TransportText {
  unitId: string;
  text: Record<Text, string>;
  looks: readonly LookText[];
  lots: readonly LotText[];
}

export const noLook = (initials: string): LookText => ({ at: '', current: '', lowest: '', highest: '', initials });
export const noLot: LotText = { vaccine: '', lot: '', doses: '' };

/** A new one: read at the start and at the end. */
export function nothingYet(unitId: string, initials: string): TransportText {
  const text = Object.fromEntries(Object.keys(labels).map((name) => [name, ''])) as Record<Text, string>;
  return { unitId, text, looks: [noLook(initials), noLook(initials)], lots: [] };
}

export function textOf(record: TransportRecord): TransportText {
  const { date, sender, receiver, container, loggerSerial, remark } = record;
  return {
    unitId: record.unitId,
    text: {
      date,
      sender,
      receiver,
      container,
      loggerSerial,
      remark,
      departed: localOf(record.departedAt),
      arrived: localOf(record.arrivedAt),
    },
    looks: record.looks.map(({ at, current, lowest, highest, initials }) => ({
      at: localOf(at),
      current: fieldOf(current),
      lowest: fieldOf(lowest),
      highest: fieldOf(highest),
      initials,
    })),
    lots: record.lots.map(({ vaccine, lot, doses }) => ({ vaccine, lot, doses: doses === null ? '' : String(doses) })),
  };
}

/** What stands in the unit, as it would travel. */
export function lotTexts(lots: readonly VaccineLot[]): LotText[] {
  return lots.map(({ vaccine, lot, doses }) => ({ vaccine, lot, doses: doses === null ? '' : String(doses) }));
}

/** "Start" and "End" are what the first and the last one are; those between are openings. */
export function lookWords(index: number, count: number): string {
  if (index === 0) return 'At the start';
  return index === count - 1 ? 'At the end' : 'When it was opened';
}

const isEmpty = ({ current, lowest, highest }: LookText) => [current, lowest, highest].every((text) => text.trim() === '');

/** When it was read: the start and the end of the way stand for a first and a last one without a time. */
function lookAt(index: number, { text, looks }: TransportText): string {
  const { at } = looks[index]!;
  if (at !== '') return at;
  if (index === 0) return text.departed;
  return index === looks.length - 1 ? text.arrived : '';
}

/** What is wrong with it, in words; null: it may be saved. */
export function problemOf(typed: TransportText): string | null {
  const { text, looks, lots } = typed;
  if (text.date === '' || text.sender.trim() === '' || text.receiver.trim() === '') return 'Day, from and to are needed.';
  if (text.departed !== '' && text.arrived !== '' && text.arrived < text.departed) return 'It arrived before it departed.';
  const numbers = looks.flatMap(({ current, lowest, highest }) => [current, lowest, highest]);
  if (numbers.some((number) => typedDegrees(number) === undefined)) return 'A temperature is no number.';
  const untimed = looks.findIndex((look, index) => !isEmpty(look) && lookAt(index, typed) === '');
  if (untimed >= 0) return `When was it read: ${lookWords(untimed, looks.length).toLowerCase()}?`;
  if (lots.some(({ vaccine }) => vaccine.trim() === '')) return 'A lot needs its vaccine.';
  return lots.every(({ doses }) => /^\d{0,5}$/.test(doses.trim())) ? null : 'Doses are a whole number.';
}

/** `typed` must have no problem. */
export function orderOf(typed: TransportText, id: string | null, programPin: string): TransportOrder {
  const { unitId, text, looks, lots } = typed;
  const { date, sender, receiver, container, loggerSerial, remark } = text;
  const times = looks.map((_, index) => lookAt(index, typed));
  return {
    ...{ id, unitId, date, sender, receiver, container, loggerSerial, remark, programPin },
    departedAt: instantOf(text.departed),
    arrivedAt: instantOf(text.arrived),
    looks: looks.flatMap((look, index) =>
      isEmpty(look)
        ? []
        : [
            {
              at: instantOf(times[index]!)!,
              current: typedDegrees(look.current)!,
              lowest: typedDegrees(look.lowest)!,
              highest: typedDegrees(look.highest)!,
              initials: look.initials.trim(),
            },
          ],
    ),
    lots: lots.map(({ vaccine, lot, doses }) => ({
      vaccine: vaccine.trim(),
      lot: lot.trim(),
      doses: doses.trim() === '' ? null : Number(doses),
    })),
  };
}

function instantOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

/** As a field for a local time takes it. */
function localOf(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
