/** `isoline decode`: the bytes of a file as facts, with the same decoder that hears a port. */
import { decoderOf } from '../../../drivers/framing/lines.ts';
import { driverById, drivers } from '../../../drivers/index.ts';
import type { Driver, Variant } from '../../../drivers/model/driver.ts';

export interface DecodeOrder {
  driverId: string;
  /** null: the driver's own default. */
  variant: string | null;
  bytes: Uint8Array;
}

/** The decoder is fed this much at once, so that a long file begins to be told before it is read to its end. */
const pieceLength = 4096;

/** One JSON line for each thing heard. Throws at once, with the known names, when the driver or its dialect is not known. */
export function decodeFile({ driverId, variant, bytes }: DecodeOrder): Iterable<string> {
  const driver = driverById(driverId);
  if (driver === undefined) throw new Error(`there is no driver "${driverId}". Known: ${drivers.map(({ id }) => id).join(', ')}.`);
  return hearAll(dialectOf(driver, variant), bytes);
}

function dialectOf(driver: Driver, id: string | null): Variant {
  const dialect = id === null ? driver.variants[0] : driver.variants.find((variant) => variant.id === id);
  if (dialect === undefined) {
    throw new Error(`the driver ${driver.id} has no variant "${id}". Known: ${driver.variants.map((variant) => variant.id).join(', ')}.`);
  }
  return dialect;
}

function* hearAll(variant: Variant, bytes: Uint8Array): Generator<string> {
  const decoder = decoderOf(variant);
  for (let start = 0; start < bytes.length; start += pieceLength) {
    for (const heard of decoder.hear(bytes.subarray(start, start + pieceLength))) yield JSON.stringify(heard);
  }
  for (const heard of decoder.end()) yield JSON.stringify(heard);
}
