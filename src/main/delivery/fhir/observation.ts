/** A signed value as a US Core vital-sign Observation. Values and units as they were sent or typed. EHR notes 2.2 to 2.9. */
import { round } from '../../../../drivers/model/unit.ts';
import type { Measurement, ReadingValue, SheetKey } from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';
import type { DeliverableValue, VitalsDeliverable } from '../../storage/deliverable.ts';
import {
  allowedUnits,
  averagePressure,
  type Coding,
  cuffWords,
  methodCodings,
  positionCodings,
  pressureComponents,
  siteCodings,
  siteNamed,
  snomed,
  unitText,
  type VitalSign,
  vitalSigns,
} from './codes.ts';
import { isMeasuring, narrowerCodings } from './narrower-codes.ts';
import { givenOxygen, oxygenNote, oxygenParts } from './oxygen.ts';

/** Made once at signing and kept: what the server is asked for again after any doubt. */
export interface Naming {
  identifierSystem: string;
  identifier: string;
  /** The server's own patient, e.g. "Patient/123". */
  patientReference: string;
  stationName: string;
  /** Server references of what it is derived from, where they are known. */
  derivedFrom: readonly string[];
}

// The resource is built here and sent as JSON; its shape is checked by the validating server of the tests.
export type Resource = Record<string, unknown>;

export type Status = 'final' | 'corrected' | 'entered-in-error';

export function encodeObservation(deliverable: VitalsDeliverable, value: DeliverableValue, naming: Naming): Resource {
  const { measurement } = value;
  const isAverage = isAverageOf(value);
  const sign = isAverage ? averagePressure : vitalSigns[value.key];
  const status: Status = value.act === 'sign' ? 'final' : value.act === 'correct' ? 'corrected' : 'entered-in-error';
  return dropEmpty({
    resourceType: 'Observation',
    meta: { profile: [`http://hl7.org/fhir/us/core/StructureDefinition/${sign.profile}`] },
    contained: containedDevice(measurement),
    identifier: [{ system: naming.identifierSystem, value: naming.identifier }],
    status,
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs', display: 'Vital Signs' }] },
    ],
    code: codeOf(sign, value.key, measurement),
    subject: { reference: naming.patientReference },
    ...effectiveOf(value, isAverage),
    issued: localTime(value.changedAt ?? deliverable.signedAt),
    // Who typed or counted it took it; what a device measured, who signed it did.
    performer: [{ display: measurement.typedBy ?? deliverable.signedBy.name }],
    extension: extensionsOf(measurement, naming),
    bodySite: siteOf(measurement),
    method: methodOf(value),
    device: measurement.source === 'device' ? { reference: '#device' } : undefined,
    derivedFrom: naming.derivedFrom.map((reference) => ({ reference })),
    note: notesOf(value),
    ...valueOrComponents(value, isAverage),
  });
}

/** Also when a person corrected its number: it is the same resource, made of the same readings. */
export function isAverageOf({ key, madeOf }: Pick<DeliverableValue, 'key' | 'madeOf'>): boolean {
  return key === 'bloodPressure' && madeOf.length > 1;
}

function codeOf(sign: VitalSign, key: SheetKey, measurement: Measurement): Resource {
  return { coding: [...sign.codings, ...narrowerCodings(key, measurement)], text: sign.text };
}

function effectiveOf({ measurement, madeOf }: DeliverableValue, isAverage: boolean): Resource {
  if (!isAverage) return { effectiveDateTime: localTime(measurement.measuredAt) };
  const times = madeOf.map(({ measuredAt }) => measuredAt).sort();
  return { effectivePeriod: { start: localTime(times[0]!), end: localTime(times.at(-1)!) } };
}

function valueOrComponents(value: DeliverableValue, isAverage: boolean): Resource {
  const { measurement, key } = value;
  if (key === 'bloodPressure') return { component: pressureParts(measurement, isAverage, value.madeOf.length) };
  const reading = measurement.values[0];
  if (reading === undefined || reading.value === null) return { dataAbsentReason: absentBy(measurement) };
  const quantity = quantityOf(reading, key === 'respiratoryRate' ? 'breaths/minute' : undefined, allowedUnits[key]);
  const oxygen = key === 'spo2' ? givenOxygen(measurement) : null;
  return oxygen === null ? { valueQuantity: quantity } : { valueQuantity: quantity, component: oxygenParts(oxygen) };
}

function pressureParts(measurement: Measurement, isAverage: boolean, count: number): Resource[] {
  const parts = (['systolic', 'diastolic', 'meanArterialPressure'] as const).flatMap((quantity): Resource[] => {
    const codings = isAverage ? pressureComponents[quantity].average : pressureComponents[quantity].single;
    const reading = measurement.values.find((one) => one.quantity === quantity);
    if (codings === null) return [];
    const code = { coding: codings };
    if (reading !== undefined && reading.value !== null) return [{ code, valueQuantity: quantityOf(asFineAsSent(reading)) }];
    // Systolic and diastolic are always there; one that could not be had says so instead of a number.
    return quantity === 'meanArterialPressure' ? [] : [{ code, dataAbsentReason: absentBy(measurement) }];
  });
  const readings = { code: { coding: [snomed('246432004', 'Number of measurements')], text: 'Readings averaged' }, valueInteger: count };
  return isAverage ? [...parts, readings] : parts;
}

/** As fine as it was measured: a tenth of a kPa is nearly a whole mm[Hg], a hundredth nearly a tenth. EHR notes 2.3. */
function asFineAsSent(reading: ReadingValue): ReadingValue {
  const { value, sent } = reading;
  if (sent?.unit !== 'kPa' || value === null) return reading;
  return { ...reading, value: round(value, round(sent.value, 1) === sent.value ? 0 : 1) };
}

/** A device that tried could not; what a person left out is unknown. EHR notes 2.6. */
function absentBy({ source }: Measurement): Resource {
  const coding = (code: string) => [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code }];
  return source === 'device' ? { coding: coding('error'), text: 'Could not be determined' } : { coding: coding('unknown') };
}

/** All four: value, unit, system, code. The number and unit as sent where the receiver allows that unit. */
function quantityOf(reading: ReadingValue, unitWords?: string, allowed: readonly string[] = []): Resource {
  const { value, unit } =
    reading.sent !== null && allowed.includes(reading.sent.unit) ? reading.sent : { value: reading.value, unit: reading.unit };
  return { value, unit: unitWords ?? unitText[unit], system: 'http://unitsofmeasure.org', code: unit };
}

/** The instrument that measured, inside the resource: few servers take Device resources. */
function containedDevice(measurement: Measurement): Resource[] {
  if (measurement.source !== 'device') return [];
  const cuff = measurement.qualifiers.cuff;
  const { model, serial, firmware } = measurement.deviceIdentity ?? {};
  return [
    dropEmpty({
      resourceType: 'Device',
      id: 'device',
      extension:
        cuff === undefined
          ? []
          : [
              {
                url: 'http://hl7.org/fhir/us/vitals/StructureDefinition/bp-cuff-size-ext',
                valueCodeableConcept: dropEmpty({
                  coding: cuffWords[cuff].coding === undefined ? [] : [cuffWords[cuff].coding],
                  text: cuffWords[cuff].text,
                }),
              },
            ],
      identifier: measurement.deviceId === null ? [] : [{ value: measurement.deviceId }],
      serialNumber: serial,
      deviceName: [{ name: measurement.deviceLabel ?? 'Monitor', type: 'user-friendly-name' }],
      modelNumber: model,
      version: firmware === undefined ? [] : [{ value: firmware }],
    }),
  ];
}

function extensionsOf(measurement: Measurement, naming: Naming): Resource[] {
  const position = measurement.qualifiers.position;
  return [
    ...(position === undefined
      ? []
      : [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition',
            valueCodeableConcept: { coding: [positionCodings[position]] },
          },
        ]),
    // A value that a person typed did not come through the station's ports.
    ...(measurement.source === 'device'
      ? [{ url: 'http://hl7.org/fhir/StructureDefinition/observation-gatewayDevice', valueReference: { display: naming.stationName } }]
      : []),
  ];
}

/** Under the codes of the place, in the words that were said. */
function siteOf({ qualifiers: { site } }: Measurement): Resource | undefined {
  return site === undefined ? undefined : conceptOf(siteCodings, siteNamed(site), site);
}

function methodOf({ key, measurement }: DeliverableValue): Resource | undefined {
  const stated = measurement.qualifiers.method;
  const quantity = measurement.values[0]?.quantity;
  if (quantity === 'respiratoryRate' && measurement.source === 'counted')
    return { coding: [methodCodings.inspection], text: stated ? `Counted, ${stated}` : 'Counted' };
  if (stated !== undefined && stated !== '') return conceptOf(methodCodings, isMeasuring(key, stated) ? 'measured' : stated, stated);
  if (measurement.source !== 'device') return undefined;
  if (measurement.kind === 'bloodPressure') return { coding: [methodCodings.oscillometry] };
  const { pulseSource } = measurement.values[0]?.note ?? {};
  if (pulseSource === 'oximeter') return { coding: [methodCodings.oximetry] };
  return pulseSource === 'ecg' ? { coding: [methodCodings.ekg] } : undefined;
}

function conceptOf(codings: Readonly<Record<string, Coding>>, name: string, words = name): Resource | undefined {
  if (words === '') return undefined;
  const coding = codings[name];
  return coding === undefined ? { text: words } : { coding: [coding], text: words };
}

function notesOf(value: DeliverableValue): Resource[] {
  const { measurement, before, why, changedAt } = value;
  const notes: Resource[] = [];
  if (measurement.qualifiers.note) notes.push({ text: measurement.qualifiers.note });
  if (measurement.qualifiers.step) notes.push({ text: `Orthostatic set: ${measurement.qualifiers.step}` });
  if (measurement.qualifiers.symptoms?.length) notes.push({ text: `Symptoms: ${measurement.qualifiers.symptoms.join(', ')}` });
  const cuff = cuffNote(measurement);
  if (cuff !== null) notes.push({ text: cuff });
  const oxygen = value.key === 'spo2' ? oxygenNote(measurement) : null;
  if (oxygen !== null) notes.push({ text: oxygen });
  if (measurement.arithmetic !== null) notes.push({ text: measurement.arithmetic });
  if (why !== null && changedAt !== null) {
    const was =
      value.act === 'correct' && before !== null ? `Was ${before.values.map((one) => one.sent?.value ?? one.value).join('/')}; ` : '';
    notes.push({ time: localTime(changedAt), authorString: value.changedBy ?? undefined, text: `${was}${why}` });
  }
  return notes.map(dropEmpty);
}

/** The cuff is told with the device; where none is named, it must not be lost. */
function cuffNote({ source, qualifiers: { cuff } }: Measurement): string | null {
  return source === 'device' || cuff === undefined ? null : `Cuff: ${cuffWords[cuff].text}`;
}

/** FHIR knows no empty arrays and no null properties. */
function dropEmpty(resource: Resource): Resource {
  return Object.fromEntries(
    Object.entries(resource).filter(([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}
