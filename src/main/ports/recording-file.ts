/**
 * A recorded session, as JSON lines: a header, then what went over the line and when.
 *
 *   {"isolineRecording":1,"driver":"nonin","variant":"auto","line":{"kind":"serial",...},"at":"2026-11-23T09:41:07.118Z"}
 *   {"ms":12,"way":"in","hex":"8048"}
 */
import { z } from 'zod';
import type { Line } from '../../../drivers/model/driver.ts';

export interface Recording {
  driver: string;
  variant: string;
  line: Line;
  at: string;
  moments: { ms: number; way: 'in' | 'out'; bytes: Uint8Array }[];
}

/** A recording that cannot be read; the words name the line. */
export class RecordingProblem extends Error {}

const lineShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('serial'),
    baud: z.number().int().positive(),
    dataBits: z.union([z.literal(7), z.literal(8)]),
    parity: z.enum(['none', 'odd', 'even']),
    stopBits: z.union([z.literal(1), z.literal(2)]),
    dtr: z.boolean(),
    rts: z.boolean(),
    otherBauds: z.array(z.number()).readonly().optional(),
  }),
  z.object({ kind: z.literal('hid'), vendorId: z.number(), productId: z.number(), reportBytes: z.number().int().positive() }),
  z.object({ kind: z.literal('tcp'), port: z.number().int() }),
]);
const headerShape = z.object({ isolineRecording: z.literal(1), driver: z.string(), variant: z.string(), line: lineShape, at: z.string() });
const momentShape = z.object({ ms: z.number().nonnegative(), way: z.enum(['in', 'out']), hex: z.string().regex(/^([0-9a-f]{2})*$/i) });

/** Throws RecordingProblem naming the first line that is none of a recording. */
export function readRecording(text: string): Recording {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  const { driver, variant, line, at } = readLine(headerShape, first, 1);
  const moments = rest.map((moment, index) => {
    const { ms, way, hex } = readLine(momentShape, moment, index + 2);
    return { ms, way, bytes: new Uint8Array(Buffer.from(hex, 'hex')) };
  });
  return { driver, variant, line, at, moments };
}

export function writeRecording({ driver, variant, line, at, moments }: Recording): string {
  const header = { isolineRecording: 1, driver, variant, line, at };
  const lines = moments.map(({ ms, way, bytes }) => ({ ms, way, hex: Buffer.from(bytes).toString('hex') }));
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function readLine<T>(shape: z.ZodType<T>, line: string, number: number): T {
  const found = shape.safeParse(parseJson(line));
  if (found.success) return found.data;
  const { path, message } = found.error.issues[0]!;
  throw new RecordingProblem(
    `line ${number} is no line of an Isoline recording (${[path.join('.'), message].filter(Boolean).join(': ')}).`,
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
