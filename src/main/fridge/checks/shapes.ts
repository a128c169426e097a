/** What a check, a note and a review must look like. */
import { z } from 'zod';
import type { CheckOrder, CheckValues } from '../../../preload/contract.ts';

const words = (longest: number) => z.string().trim().max(longest);
/** In the unit's basis: colder and hotter is a slip of the finger. */
const degrees = z.number().min(-150).max(200).nullable();

const values = {
  current: degrees,
  lowest: degrees,
  highest: degrees,
  alarmSeen: z.boolean().nullable(),
  resetDone: z.boolean(),
  roomTemperature: degrees,
  comment: words(2000),
};

/** A look at a unit from which nothing was read is none. */
const readSomething = ({ current, lowest, highest }: CheckValues) => current !== null || lowest !== null || highest !== null;
const inOrder = ({ lowest, highest }: Pick<CheckValues, 'lowest' | 'highest'>) => lowest === null || highest === null || lowest <= highest;

export const valuesToWrite: z.ZodType<CheckValues> = z
  .strictObject(values)
  .refine(readSomething, { path: ['current'] })
  .refine(inOrder, { path: ['lowest'] });

const extremes = { lowest: z.number().nullable(), highest: z.number().nullable() };

export const checkToWrite: z.ZodType<CheckOrder> = z
  .strictObject({
    ...values,
    unitId: z.string(),
    half: z.enum(['AM', 'PM']),
    source: z.enum(['typed', 'logger']),
    shown: z.strictObject(extremes),
    catchUp: z.array(z.strictObject({ date: z.iso.date(), ...extremes })).max(31),
    readDifferently: z.array(z.enum(['current', 'lowest', 'highest'])).max(3),
  })
  .refine(readSomething, { path: ['current'] })
  .refine(inOrder, { path: ['lowest'] });

export const reason = words(500).min(1);
export const remark = words(2000);
export const noteText = words(500).min(1);
export const span = { from: z.iso.date(), to: z.iso.date() };
export const isSpan = ({ from, to }: { from: string; to: string }) => from <= to;
