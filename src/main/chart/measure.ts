/** What a measurement is made of and which row of the sheet it belongs to. Pure. */
import type { Reading } from '../../../drivers/model/heard.ts';
import type { Quantity } from '../../../drivers/model/quantity.ts';
import type { LiveTile, Measurement, ReadingValue, SheetKey } from '../../preload/contract.ts';
import type { Arrival } from '../live/arrival.ts';

const pressures: readonly Quantity[] = ['systolic', 'diastolic', 'meanArterialPressure'];

const keys: Readonly<Partial<Record<Quantity, SheetKey>>> = {
  heartRate: 'pulseRate',
  pulseRate: 'pulseRate',
  spo2: 'spo2',
  temperature: 'temperature',
  respiratoryRate: 'respiratoryRate',
  weight: 'weight',
  height: 'height',
  bodyMassIndex: 'bodyMassIndex',
  painScore: 'painScore',
};

/** The row or tile a measurement belongs to; null for one that has neither. */
export function tileKeyOf(measurement: Measurement): LiveTile['key'] | null {
  if (measurement.kind === 'bloodPressure') return 'bloodPressure';
  const quantity = measurement.values[0]?.quantity;
  if (quantity === undefined) return null;
  return quantity === 'perfusionIndex' ? 'perfusionIndex' : (keys[quantity] ?? null);
}

export function valueFor(measurement: Measurement, quantity: Quantity): ReadingValue | undefined {
  return measurement.values.find((value) => value.quantity === quantity);
}

/** Whether it holds a number at all. */
export function hasValue(measurement: Measurement): boolean {
  return measurement.values.some(({ value }) => value !== null);
}

/** An arrival as measurements: the pressures of one cuff together, everything else by itself. `nextId` makes an id each. */
export function measurementsFrom(arrival: Arrival, nextId: () => string): Measurement[] {
  const cuff = arrival.readings.filter(({ quantity }) => pressures.includes(quantity));
  const others = arrival.readings.filter(({ quantity }) => !pressures.includes(quantity));
  const groups = [...(cuff.length > 0 ? [cuff] : []), ...others.map((reading) => [reading])];
  return groups.map((readings) => measurementOf(arrival, readings, nextId));
}

function measurementOf(arrival: Arrival, readings: readonly Reading[], nextId: () => string): Measurement {
  const site = readings.find(({ note }) => note?.bodySite)?.note?.bodySite;
  return {
    id: nextId(),
    kind: pressures.includes(readings[0]!.quantity) ? 'bloodPressure' : 'single',
    values: readings.map((reading) => readingValue(reading, nextId())),
    source: 'device',
    how: arrival.how,
    deviceId: arrival.from.deviceId,
    driverId: arrival.from.driverId,
    deviceLabel: arrival.from.deviceLabel,
    deviceIdentity: arrival.from.identity,
    receivedAt: arrival.receivedAt.toISOString(),
    measuredAt: arrival.measuredAt.toISOString(),
    typedBy: null,
    qualifiers: site === undefined ? {} : { site },
    apart: null,
    withdrawn: false,
    setAside: null,
    madeOf: [],
    arithmetic: null,
  };
}

function readingValue({ quantity, value, unit, sent, marks, note }: Reading, id: string): ReadingValue {
  return { id, quantity, value, unit, sent: sent ?? null, marks: marks ?? [], note: note ?? {} };
}

/** The patient identifier a device sent with it, or null. */
export function patientIdSent(measurement: Measurement): string | null {
  return measurement.values.find(({ note }) => note.patientId)?.note.patientId ?? null;
}

/** Scales and gateways pad numbers with zeros: the same number is the same patient. */
export function isSameIdentifier(sent: string, mrn: string): boolean {
  const bare = (text: string) => text.replace(/[\s-]/g, '').replace(/^0+/, '').toUpperCase();
  return bare(sent) === bare(mrn);
}
