/** What may be written about an incident. */
import { z } from 'zod';
import type { FridgeIncidentCalls, IncidentForm } from '../../../preload/contract.ts';

export const words = (longest: number) => z.string().trim().max(longest);
const instant = z.iso.datetime({ offset: true }).nullable();
/** In the unit's basis: colder and hotter is a slip of the finger. */
const degrees = z.number().min(-150).max(200).nullable();
const long = words(5000);

export const formToWrite: z.ZodType<Partial<IncidentForm>> = z
  .strictObject({
    discoveredAt: instant,
    temperatureAtDiscovery: degrees,
    roomTemperature: degrees,
    completedBy: words(120),
    title: words(120),
    description: long,
    elseInUnit: long,
    earlierProblems: long,
    moved: long,
    administeredAfter: long,
    remarks: long,
    storedProperlyAt: instant,
    prevention: long,
    programReference: words(120),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  })
  .partial() as z.ZodType<Partial<IncidentForm>>;

export const lotToWrite: z.ZodType<FridgeIncidentCalls['fridge.writeLot']['in']['lot']> = z.object({
  id: z.string().nullable(),
  vaccine: words(120).min(1),
  maker: words(120),
  lot: words(60),
  expires: z.union([z.literal(''), z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/)]),
  doses: z.number().min(0).max(100_000).nullable(),
  funding: z.enum(['public', 'private']).nullable(),
  opened: z.boolean().nullable(),
  earlierExposure: words(500),
});

export const callToWrite: z.ZodType<FridgeIncidentCalls['fridge.writeCall']['in']['call']> = z.object({
  id: z.string().nullable(),
  organization: words(120).min(1),
  person: words(120),
  phone: words(40),
  said: long,
  caseNumber: words(80),
  called: z.boolean(),
});
