/// <reference path="./dcmjs.d.ts" />
/** Elements of a data set to be written, as dcmjs takes them. */
import type { DicomDataset } from 'dcmjs';
import { UnwritableTracing } from '../model/tracing-format.ts';
import type { Code } from './dataset.ts';

export type Element = readonly [tag: string, vr: string, ...values: unknown[]];

const longest: Readonly<Record<string, number>> = { SH: 16, LO: 64, ST: 1024, PN: 64, CS: 16, DS: 16 };

/** Elements whose values are null stay empty. Throws `UnwritableTracing` for text that does not fit. */
export function datasetOf(elements: readonly Element[]): DicomDataset {
  return Object.fromEntries(
    elements.map(([tag, vr, ...values]) => {
      const given = values.filter((value) => value !== null);
      for (const value of given) if (typeof value === 'string') checkText(value, vr, tag);
      return [tag, { vr, Value: given }];
    }),
  );
}

function checkText(value: string, vr: string, tag: string): void {
  const most = longest[vr];
  const where = `${tag.slice(0, 4)},${tag.slice(4)}`;
  if (most !== undefined && value.length > most) {
    throw new UnwritableTracing(`"${value.slice(0, 40)}" is longer than the ${most} characters that DICOM has for it (element ${where})`);
  }
  if (vr !== 'ST' && value.includes('\\')) {
    throw new UnwritableTracing(`"${value.slice(0, 40)}" holds a backslash, which parts values in DICOM (element ${where})`);
  }
}

/** A person's name or a part of it. Throws `UnwritableTracing` where it holds what parts names in DICOM. */
export function nameText(name: string | null): string | null {
  if (name !== null && /[\^=]/.test(name)) throw new UnwritableTracing(`the name "${name}" holds a character that parts names in DICOM`);
  return name;
}

export function codeItem({ value, scheme, meaning }: Code): DicomDataset {
  return datasetOf([
    ['00080100', 'SH', value],
    ['00080102', 'SH', scheme],
    ...(scheme === 'SCPECG' ? [['00080103', 'SH', '1.3'] as const] : []),
    ['00080104', 'LO', meaning],
  ]);
}

/** A decimal string is 16 characters at the most; a number that needs more is not written as another. */
export function decimal(value: number, what: string): string {
  const text = String(value);
  if (text.length > 16) throw new UnwritableTracing(`${what}: ${text} has more digits than DICOM has room for`);
  return text;
}

/** As many digits as a decimal string holds: for the worth of a step, whose tenth digit nobody can see in a voltage. */
export function nearestDecimal(value: number): string {
  if (value === 0) return '0';
  for (let digits = 15; digits >= 8; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return decimal(value, 'the worth of a step');
}
