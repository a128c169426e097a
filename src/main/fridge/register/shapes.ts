/** What the register's calls must look like. */
import { z } from 'zod';
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';

const words = (longest: number) => z.string().trim().max(longest);
const said = (longest: number) =>
  words(longest)
    .nullable()
    .transform((text) => (text === '' ? null : text));
const day = z.iso.date().nullable();

/** A logger's own wall clock. */
export const clockTime = z.string().refine((at) => !Number.isNaN(clockSeconds(at)));

const lot = z.strictObject({
  vaccine: words(100).min(1),
  maker: words(100),
  lot: words(60),
  expires: z.union([z.literal(''), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.iso.date()]),
  doses: z.int().min(0).max(100_000).nullable(),
  funding: z.enum(['public', 'private']).nullable(),
  opened: z.boolean().nullable(),
});

export const unitToSave = z
  .strictObject({
    id: z.string().nullable(),
    name: words(60).min(1),
    place: words(60),
    kind: z.enum(['refrigerator', 'freezer', 'ultra-cold']),
    basis: z.enum(['C', 'F']),
    low: z.number().min(-250).max(250),
    high: z.number().min(-250).max(250),
    program: z.string(),
    contents: words(2000),
    lots: z.array(lot).max(500),
  })
  .refine(({ low, high }) => low < high, { path: ['high'] });

const programRule = z
  .strictObject({
    kind: z.enum(['refrigerator', 'freezer', 'ultra-cold']),
    side: z.enum(['high', 'low']),
    mode: z.enum(['single', 'cumulative']),
    minutes: z
      .int()
      .min(0)
      .max(7 * 24 * 60),
    windowHours: z
      .int()
      .min(1)
      .max(7 * 24)
      .nullable(),
    limit: z.number().min(-250).max(250).nullable(),
  })
  .refine(({ mode, windowHours }) => (mode === 'cumulative') === (windowHours !== null), { path: ['windowHours'] })
  .refine(({ minutes, windowHours }) => windowHours === null || (minutes > 0 && minutes <= windowHours * 60), { path: ['minutes'] });

export const programToSave = z.strictObject({
  id: z.string().nullable(),
  label: words(60).min(1),
  checkedOn: z.iso.date(),
  says: words(500),
  longestInterval: z.int().min(1).max(60),
  levels: z.boolean(),
  rules: z
    .array(programRule)
    .max(60)
    .refine((rules) => new Set(rules.map((rule) => JSON.stringify(rule))).size === rules.length),
});

const certificate = z.strictObject({
  number: said(100),
  maker: said(100),
  model: said(100),
  probeSerial: said(100),
  calibratedOn: day,
  issuedOn: day,
  expiresOn: day,
  laboratory: said(200),
  traceability: said(500),
  uncertaintyCelsius: z.number().min(0).max(50).nullable(),
  inTolerance: z.boolean().nullable(),
  testPoints: said(2000),
});

export const serialNumber = words(100).min(1);

export const loggerToSave = z.strictObject({
  serial: serialNumber,
  model: said(100),
  intervalSeconds: z.int().min(1).max(86_400).nullable(),
  buffer: words(100),
  isBackup: z.boolean(),
  certificate: certificate.nullable(),
});
