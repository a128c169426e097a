/** A dialect at another speed than its driver states, for a device whose menu was set so. Remembered as "escape@4800". */
import type { Driver, SerialLine, Variant } from '../../../drivers/model/driver.ts';

/** What serial devices are commonly set to, where their driver names no others. */
const commonBauds: readonly number[] = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];

export function atSpeed(variant: Variant, baud: number): Variant {
  const { line } = variant;
  if (line.kind !== 'serial' || line.baud === baud) return variant;
  return { ...variant, id: `${variant.id}@${baud}`, line: { ...line, baud } };
}

/** The dialect of that name, at the speed behind its @; undefined where the driver has none. */
export function variantNamed(driver: Driver, name: string): Variant | undefined {
  const [, id, baud] = /^(.*?)(?:@(\d+))?$/.exec(name)!;
  const found = driver.variants.find((variant) => variant.id === id);
  return found === undefined || baud === undefined ? found : atSpeed(found, Number(baud));
}

/** The dialect as its driver states it. */
export function atOwnSpeed(driver: Driver, { id }: Variant): Variant {
  return variantNamed(driver, id.replace(/@\d+$/, '')) ?? driver.variants[0];
}

/** All speeds worth trying but the present one: the driver's own first. */
export function otherSpeeds(driver: Driver, variant: Variant): number[] {
  const own = atOwnSpeed(driver, variant).line;
  if (own.kind !== 'serial') return [];
  const { baud } = variant.line as SerialLine;
  return [...new Set([own.baud, ...(own.otherBauds ?? commonBauds)])].filter((other) => other !== baud);
}
