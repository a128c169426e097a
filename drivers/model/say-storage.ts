/** Making facts of a live probe: a number becomes a reading only when a storage unit can be that cold or warm. */
import type { Span } from './heard.ts';
import { isStorable, type StorageQuantity } from './quantity.ts';
import { sayStatus } from './say.ts';
import type { ProbeHeard, StorageReading } from './storage-probe.ts';

/** `value` null: the sensor has none, for the reason in `about`. */
export function sayStorage(
  quantity: StorageQuantity,
  value: number | null,
  span: Span,
  sensor: StorageReading['sensor'] = 'external',
  about?: string,
): ProbeHeard {
  if (value !== null && !isStorable(quantity, value)) return sayStatus('not-measurable', span, `${quantity} ${value}`);
  const reading: StorageReading = { kind: 'storage', from: span.from, at: span.at, quantity, value, sensor };
  return about === undefined ? reading : { ...reading, about };
}
