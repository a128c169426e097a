/** What orders for papers must look like. */
import { z } from 'zod';
import type { TransportOrder } from '../../../preload/contract.ts';

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const short = z.string().max(200);
const degrees = z.number().finite().nullable();

/** "2026-05" */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const days = { from: day, to: day };

/** The later day is not before the other. */
export function inOrder({ from, to }: { from: string; to: string }): boolean {
  return from <= to;
}

export const transport: z.ZodType<TransportOrder> = z
  .strictObject({
    id: z.string().nullable(),
    date: day,
    unitId: z.string(),
    sender: short,
    receiver: short,
    programPin: short,
    container: short,
    loggerSerial: short,
    departedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    looks: z.array(z.object({ at: instant, current: degrees, lowest: degrees, highest: degrees, initials: z.string().max(20) })).max(100),
    lots: z.array(z.object({ vaccine: short, lot: short, doses: z.number().int().min(0).nullable() })).max(200),
    remark: z.string().max(2000),
  })
  .refine(({ departedAt, arrivedAt }) => departedAt === null || arrivedAt === null || Date.parse(departedAt) <= Date.parse(arrivedAt));
