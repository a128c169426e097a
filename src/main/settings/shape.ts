/** What a clinic may set, and within which bounds. Each top-level name is stored by itself. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { quantities } from '../../../drivers/model/quantity.ts';
import type { ClinicLimit, DestinationSettings, Quantity, Settings } from '../../preload/contract.ts';
import { defaultLimits } from './default-limits.ts';
import { defaultFridgeSettings, fridgeSettings } from './fridge-shape.ts';

const words = (longest: number) => z.string().trim().max(longest);
const distinctNames = z
  .array(words(60).min(1))
  .max(100)
  .refine((names) => new Set(names).size === names.length);
const bound = z.number().finite().nullable();

const limit: z.ZodType<ClinicLimit> = z
  .strictObject({
    quantity: z.enum(Object.keys(quantities) as [Quantity, ...Quantity[]]),
    fromYears: z.number().min(0).max(150),
    toYears: z.number().min(0).max(150).nullable(),
    level: z.enum(['before-seen', 'now']),
    atOrBelow: bound,
    atOrAbove: bound,
  })
  .refine(({ fromYears, toYears }) => toYears === null || fromYears < toYears, { path: ['toYears'] })
  .refine(({ atOrBelow, atOrAbove }) => atOrBelow !== null || atOrAbove !== null, { path: ['atOrAbove'] })
  .refine(({ atOrBelow, atOrAbove }) => atOrBelow === null || atOrAbove === null || atOrBelow < atOrAbove, { path: ['atOrAbove'] });

const bloodPressure = z
  .strictObject({
    restSeconds: z.int().min(0).max(1800),
    readings: z.int().min(1).max(10),
    betweenSeconds: z.int().min(0).max(600),
    dropFirst: z.boolean(),
  })
  .refine(({ readings, dropFirst }) => !dropFirst || readings >= 2, { path: ['readings'] });

const destinations: z.ZodType<DestinationSettings> = z.strictObject({
  fhir: z
    .strictObject({
      baseUrl: words(500).min(1),
      identifierSystem: words(200),
      mrnSystem: words(200),
      sendIndividualReadings: z.boolean(),
      sendProvenance: z.boolean(),
    })
    .nullable(),
  folder: z.strictObject({ path: z.string().max(1000).refine(isAbsolute) }).nullable(),
});

/** One check a name; `limitsSetBy` and `limitsSetOn` are written by the station itself. */
export const settingChecks: { [Name in keyof Settings]: z.ZodType<Settings[Name]> } = {
  clinicName: words(80).min(1),
  stationName: words(60).min(1),
  room: words(60),
  rooms: distinctNames,
  clinicians: distinctNames,
  idleLockMinutes: z.number().min(1).max(15),
  letterKeys: z.boolean(),
  temperatureUnit: z.enum(['Cel', '[degF]']),
  weightUnit: z.enum(['kg', '[lb_av]']),
  heightUnit: z.enum(['cm', '[in_i]']),
  readingTooOldMinutes: z.number().min(1).max(240),
  bloodPressure,
  limits: z.array(limit).max(1000),
  limitsSetBy: words(80),
  limitsSetOn: words(40),
  destinations,
  ekg: z.strictObject({
    analysis: z.boolean(),
    qtcFormula: z.enum(['bazett', 'fridericia', 'framingham', 'hodges']),
    paper: z.enum(['letter', 'a4']),
    electrodeColors: z.enum(['aha', 'iec']),
    inboxFolder: z.string().max(1000).refine(isAbsolute).nullable(),
  }),
  fridge: fridgeSettings,
};

export const defaultSettings: Readonly<Settings> = {
  clinicName: 'Clinic',
  stationName: 'Station 1',
  room: '',
  rooms: [],
  clinicians: [],
  idleLockMinutes: 3,
  letterKeys: true,
  temperatureUnit: '[degF]',
  weightUnit: 'kg',
  heightUnit: 'cm',
  readingTooOldMinutes: 10,
  bloodPressure: { restSeconds: 300, readings: 3, betweenSeconds: 60, dropFirst: true },
  limits: [...defaultLimits],
  limitsSetBy: 'Isoline defaults, clinic must confirm',
  limitsSetOn: '',
  destinations: { fhir: null, folder: null },
  ekg: { analysis: true, qtcFormula: 'bazett', paper: 'letter', electrodeColors: 'aha', inboxFolder: null },
  fridge: defaultFridgeSettings,
};

/** What anyone signed in may set: how this station shows things, and where it stands. All else is the administrator's. */
export const openToAll: readonly (keyof Settings)[] = ['room', 'letterKeys', 'temperatureUnit', 'weightUnit', 'heightUnit'];
