/** What a sheet remembers between starts. Kept as JSON with the visit. */
import { z } from 'zod';
import type { SheetKey } from '../../preload/contract.ts';

const key = z.enum([
  'bloodPressure',
  'pulseRate',
  'spo2',
  'temperature',
  'respiratoryRate',
  'weight',
  'height',
  'bodyMassIndex',
  'painScore',
]);

const averaged = z.object({
  protocol: z.object({ restSeconds: z.number(), readings: z.number(), betweenSeconds: z.number(), dropFirst: z.boolean() }),
  restEndsAt: z.string(),
  betweenEndsAt: z.string().nullable(),
  readingIds: z.array(z.string()),
  planned: z.number(),
  stopped: z.boolean(),
  useAll: z.boolean(),
  /** When its average was signed: it is then only looked at. */
  signedAt: z.string().nullable().default(null),
});

const orthostatic = z.object({
  steps: z.array(
    z.object({
      position: z.enum(['supine', 'sitting', 'standing']),
      label: z.string(),
      waitSeconds: z.number(),
      startedAt: z.string().nullable(),
      measurementId: z.string().nullable(),
      symptoms: z.array(z.string()),
    }),
  ),
  current: z.number(),
  signedAt: z.string().nullable().default(null),
});

const draft = z.object({
  /** What a person said of a row; rows not here follow the rules. */
  ticks: z.partialRecord(key, z.boolean()).default({}),
  /** The measurement a person chose for a row; rows not here take the newest. */
  taken: z.partialRecord(key, z.string()).default({}),
  averaged: averaged.nullable().default(null),
  orthostatic: orthostatic.nullable().default(null),
  /** Readings that belong to a signed procedure: they are not proposed again by themselves. */
  used: z.array(z.string()).default([]),
});

export type Draft = z.infer<typeof draft>;
export type AveragedDraft = z.infer<typeof averaged>;
export type OrthostaticDraft = z.infer<typeof orthostatic>;

export const sheetKeys = key.options as readonly SheetKey[];

/** A draft that cannot be read is an empty one: measurements are elsewhere, only ticks are lost. */
export function readDraft(text: string): Draft {
  try {
    return draft.parse(JSON.parse(text));
  } catch {
    return draft.parse({});
  }
}
