/**
 * A unit's readings as a FHIR R4 collection: the unit as Location, its loggers as Devices, and of each logger an Observation a day whose
 * value is the day's evenly spaced readings (SampledData); a gap or a change of the clock begins another. Of a logger that keeps only
 * days, an Observation a day of its minimum and maximum. EHR notes 2.11.
 */
import { createHash } from 'node:crypto';
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import { localTime } from '../local-time.ts';
import { offsetText } from './export-csv.ts';
import type { ExportPage, ExportRow, ExportSpan } from './export-rows.ts';

export interface FhirNaming {
  /** Of identifiers of readings, units and loggers. */
  identifierSystem: string;
  facility: string;
}

type Resource = Record<string, unknown>;

interface Stretch {
  rows: ExportRow[];
  /** Seconds from reading to reading. */
  step: number;
}

/** What an Observation is about, and whose identifiers it bears. */
interface About {
  unit: ExportSpan['unit'];
  naming: FhirNaming;
  location: string;
  hung: ExportPage['hung'];
}

export async function exportFhir(pages: AsyncIterable<ExportPage>, { unit }: ExportSpan, naming: FhirNaming): Promise<Uint8Array> {
  const location = addressOf(`unit:${unit.id}`);
  const devices = new Map<string, Resource>();
  const observations: Resource[] = [];
  let open: { key: string; stretch: Stretch; about: About } | null = null;
  const close = () => {
    if (open !== null) observations.push(observationOf(open.stretch, open.about));
    open = null;
  };
  for await (const { hung, rows } of pages) {
    devices.set(hung.serial, deviceOf(hung, location, naming));
    for (const row of rows) {
      const key = `${hung.sensor} ${hung.run} ${row.at.slice(0, 10)} ${row.offsetMinutes} ${row.extreme !== undefined}`;
      if (open !== null && (open.key !== key || !joins(open.stretch, row, hung.intervalSeconds))) close();
      open ??= { key, stretch: { rows: [], step: hung.intervalSeconds ?? 0 }, about: { unit, naming, location, hung } };
      const { stretch } = open;
      if (stretch.rows.length === 1) stretch.step = clockSeconds(row.at) - clockSeconds(stretch.rows[0]!.at);
      stretch.rows.push(row);
    }
  }
  close();
  const entries = [locationOf(unit, naming), ...devices.values(), ...observations].map((resource) => {
    const fullUrl =
      resource.resourceType === 'Location'
        ? location
        : resource.resourceType === 'Device'
          ? addressOf(`logger:${resource.serialNumber}`)
          : null;
    return { ...(fullUrl === null ? {} : { fullUrl }), resource };
  });
  return Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: entries }));
}

function joins({ rows, step }: Stretch, row: ExportRow, interval: number | null): boolean {
  // The lowest and the highest of a day are two, whenever they were.
  if (row.extreme !== undefined) return true;
  const apart = clockSeconds(row.at) - clockSeconds(rows.at(-1)!.at);
  if (rows.length === 1) return apart > 0 && (interval === null || apart <= 2 * interval);
  return apart === step;
}

const ucum = { C: { unit: '°C', code: 'Cel' }, F: { unit: '°F', code: '[degF]' } } as const;

function quantity(value: number, basis: 'C' | 'F'): Resource {
  return { value, unit: ucum[basis].unit, system: 'http://unitsofmeasure.org', code: ucum[basis].code };
}

function observationOf(stretch: Stretch, about: About): Resource {
  const { unit, naming, location, hung } = about;
  const [first, last] = [stretch.rows[0]!, stretch.rows.at(-1)!];
  const isDay = first.extreme !== undefined;
  const day = first.at.slice(0, 10);
  const notes = notesOf(stretch.rows);
  // A logger of several sensors has several readings of one time.
  const from = hung.sensorName === null ? hung.serial : `${hung.serial}:${hung.sensorName}`;
  return {
    resourceType: 'Observation',
    identifier: [{ system: naming.identifierSystem, value: `${from}:${isDay ? day : instantOf(first)}` }],
    status: 'final',
    code: {
      coding: [{ system: 'urn:isoline:codes', code: 'storage-temp', display: 'Vaccine storage temperature' }],
      text: 'Vaccine storage temperature',
    },
    subject: { reference: location, display: unit.name },
    ...(isDay ? { effectiveDateTime: day } : { effectivePeriod: { start: instantOf(first), end: instantOf(last) } }),
    device: {
      reference: addressOf(`logger:${hung.serial}`),
      display: hung.sensorName === null ? hung.serial : `${hung.serial}, sensor ${hung.sensorName}`,
    },
    ...(isDay ? { component: stretch.rows.map((row) => extremeOf(row, unit)) } : { valueSampledData: sampledOf(stretch, unit) }),
    referenceRange: [{ low: quantity(unit.low, unit.basis), high: quantity(unit.high, unit.basis) }],
    ...(notes.length === 0 ? {} : { note: notes }),
  };
}

function sampledOf({ rows, step }: Stretch, { basis }: ExportSpan['unit']): Resource {
  return {
    origin: quantity(0, basis),
    period: (step > 0 ? step : 1) * 1000,
    dimensions: 1,
    // E: the logger had no value.
    data: rows.map(({ value }) => value ?? 'E').join(' '),
  };
}

const extremeWords = { lowest: 'Minimum', highest: 'Maximum' } as const;

/** Of a day of which a logger kept no more. */
function extremeOf({ extreme, value }: ExportRow, { basis }: ExportSpan['unit']): Resource {
  return { code: { text: `${extremeWords[extreme!]} of the day` }, valueQuantity: quantity(value!, basis) };
}

function notesOf(rows: readonly ExportRow[]): Resource[] {
  const times = rows.flatMap(({ extreme, at }) =>
    extreme === undefined || at.length === 10 ? [] : [`${extremeWords[extreme]} at ${at.slice(11, 16)} by the logger's clock.`],
  );
  const isOpen = rows[0]!.offsetMinutes === null;
  const zone = isOpen ? ["The logger does not say in what zone its clock stands; it is taken to be the station's."] : [];
  return [...times, ...zone].map((text) => ({ text }));
}

/** With the logger's own offset; where it has none, as the station's clock has it at that time. */
function instantOf({ at, offsetMinutes }: ExportRow): string {
  return offsetMinutes === null ? localTime(new Date(at).toISOString()) : `${at}${offsetText(offsetMinutes)}`;
}

function locationOf({ id, name, kind, retired_at }: ExportSpan['unit'], { identifierSystem, facility }: FhirNaming): Resource {
  return {
    resourceType: 'Location',
    identifier: [{ system: identifierSystem, value: `unit:${id}` }],
    status: retired_at === null ? 'active' : 'inactive',
    name,
    physicalType: { text: kind === 'refrigerator' ? 'Refrigerator' : kind === 'freezer' ? 'Freezer' : 'Ultra-cold freezer' },
    ...(facility === '' ? {} : { managingOrganization: { display: facility } }),
  };
}

function deviceOf({ serial, model }: ExportPage['hung'], location: string, { identifierSystem }: FhirNaming): Resource {
  return {
    resourceType: 'Device',
    identifier: [{ system: identifierSystem, value: `logger:${serial}` }],
    status: 'active',
    serialNumber: serial,
    ...(model === null ? {} : { deviceName: [{ name: model, type: 'model-name' }] }),
    type: { text: 'Digital data logger' },
    location: { reference: location },
  };
}

/** The same for the same thing in every export. */
function addressOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
