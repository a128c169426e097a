/** A DICOM EKG: one or more multiplex groups, annotations about them, and who, when and with what. EKG notes 1.2. */
import { type BeatPoints, type Filters, type Measurements, noMeasurements, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { meant, measurementCodes, placementConcept, pointCodes } from './codes.ts';
import { type Dataset, openDataset } from './dataset.ts';
import { momentOf, patientOf } from './facts.ts';
import { type Group, joinGroups, readGroup } from './waveforms.ts';

const mostGroups = 32;

/** Throws `UnreadableTracing`. */
export function readDicom(bytes: Uint8Array): Tracing {
  const { dataset, isLittle } = openDataset(bytes);
  const items = dataset.items('54000100');
  if (items.length === 0) throw new UnreadableTracing('the file holds no waveform', 'element 5400,0100');
  if (items.length > mostGroups) throw new UnreadableTracing(`${items.length} waveform groups are more than a record has`);
  const remarks: string[] = [];
  const groups = items.map((item, index) => readGroup(item, index + 1, isLittle, remarks));
  const recorded = groups.filter(({ isDerived }) => !isDerived);
  const derived = groups.find(({ isDerived }) => isDerived);
  const rhythm = recorded.length > 0 ? recorded : groups.slice(0, 1);
  const beat = recorded.length > 0 ? derived : undefined;
  const annotations = dataset.items('0040B020');
  const confirmed = dataset.person('00081060');
  const operator = dataset.person('00081070');
  return {
    ...tracingOf('dicom-ecg', joinGroups(rhythm, remarks)),
    startedAt: momentOf(dataset),
    patient: patientOf(dataset),
    device: {
      manufacturer: dataset.text('00080070'),
      model: dataset.text('00081090'),
      serial: dataset.text('00181000'),
      software: dataset.text('00181020'),
    },
    filters: filtersOf(rhythm),
    placement: placementOf(dataset),
    deviceMeasurements: measurementsOf(annotations),
    statements: annotations.flatMap((item) => item.texts('00700006')),
    confirmedBy: nameOf(confirmed),
    technician: nameOf(operator),
    institution: dataset.text('00080080'),
    orderNumber: dataset.text('00080050'),
    representativeBeat: beat === undefined ? null : { leads: beat.leads, points: pointsOf(annotations, beat) },
    remarks,
  };
}

function nameOf(person: ReturnType<Dataset['person']>): string | null {
  const parts = [person?.given, person?.family].filter((part) => part);
  return parts.length === 0 ? null : parts.join(' ');
}

/** Of the first channel that tells any: carts leave them out on some. */
function filtersOf(groups: readonly Group[]): Filters {
  const channels = groups.flatMap((group) => group.channels);
  const first = (tag: string) => channels.map((channel) => channel.number(tag)).find((value) => value !== null) ?? null;
  const orNull = (hz: number | null) => (hz === 0 ? null : hz);
  return { highPassHz: orNull(first('003A0220')), lowPassHz: orNull(first('003A0221')), notchHz: first('003A0222') };
}

function placementOf(dataset: Dataset): Tracing['placement'] {
  const item = dataset.items('00400555').find((one) => one.code('0040A043')?.value === placementConcept);
  const number = /^5\.4\.5-33-1-(\d)$/.exec(item?.code('0040A168')?.value ?? '')?.[1];
  if (number === '1') return 'standard';
  if (number === '2' || number === '3') return 'mason-likar';
  if (number === '5' || number === '6') return 'derived';
  return number === '4' ? 'other' : null;
}

/** The first of each that is about the whole record. Units of axes are not believed: some carts write ms. Zero is none. */
function measurementsOf(annotations: readonly Dataset[]): Measurements | null {
  const found: Measurements = noMeasurements();
  for (const item of annotations) {
    const [code, value] = [item.code('0040A043'), item.number('0040A30A')];
    const name = code === null || value === null ? null : meant(measurementCodes, code);
    if (name === null || found[name] !== null || (item.numbers('0040A0B0')[1] ?? 0) !== 0) continue;
    const isAxis = measurementCodes[name].unit === 'deg';
    if (isAxis ? Math.abs(value!) <= 180 : value! > 0) found[name] = value;
    if (name === 'qtc' && found.qtc !== null) {
      found.qtcFormula =
        (['bazett', 'fridericia', 'framingham', 'hodges'] as const).find((one) => code!.meaning.toLowerCase().includes(one)) ?? null;
    }
  }
  return Object.values(found).every((value) => value === null) ? null : found;
}

/** Sample positions are taken to count from 1 (README). Some carts name the rhythm's group for points that can only be the beat's. */
function pointsOf(annotations: readonly Dataset[], beat: Group): BeatPoints | null {
  const found: BeatPoints = { pOn: null, pOff: null, qrsOn: null, qrsOff: null, tOff: null };
  const length = beat.leads[0]!.samples.length;
  const ordered = [...annotations].sort((a, b) => Number(isAbout(b, beat)) - Number(isAbout(a, beat)));
  for (const item of ordered) {
    const [code, position] = [item.code('0040A043'), item.number('0040A132')];
    const name = code === null || position === null ? null : meant(pointCodes, code);
    if (name !== null && found[name] === null && position! >= 1 && position! <= length) found[name] = position! - 1;
  }
  return Object.values(found).every((value) => value === null) ? null : found;
}

function isAbout(item: Dataset, { number }: Group): boolean {
  return item.numbers('0040A0B0')[0] === number;
}
