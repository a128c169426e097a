/** What a clinic may set about its vaccine fridges. Cold-chain notes 2.4 to 2.6. */
import { z } from 'zod';
import type { FridgeSettings } from '../../preload/contract.ts';
import { usualCalendar } from '../fridge/wanted-checks.ts';

const words = (longest: number) => z.string().trim().max(longest);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const isDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

export const fridgeSettings: z.ZodType<FridgeSettings> = z
  .strictObject({
    facility: words(120),
    programPin: words(40),
    workdays: z.array(z.int().min(0).max(6)).min(1).max(7).refine(isDistinct),
    closedDates: z.array(z.iso.date()).max(1000).refine(isDistinct),
    morningBy: timeOfDay,
    afternoonBy: timeOfDay.nullable(),
    retentionYears: z.int().min(3).max(100),
    contacts: z.array(z.strictObject({ name: words(80), organization: words(120), phone: words(40) })).max(50),
    downloadEveryDays: z.int().min(1).max(31),
  })
  .refine(({ morningBy, afternoonBy }) => afternoonBy === null || morningBy < afternoonBy, { path: ['afternoonBy'] });

export const defaultFridgeSettings: FridgeSettings = {
  facility: '',
  programPin: '',
  ...usualCalendar,
  retentionYears: 3,
  contacts: [],
  downloadEveryDays: 7,
};
