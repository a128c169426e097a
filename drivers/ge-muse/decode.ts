/**
 * GE MUSE RestingECG XML. EKG notes 1.4.
 *
 *   RestingECG / Waveform (Median, then Rhythm) / LeadData: Base64 of 16-bit samples, with a CRC-32 over them
 *              / RestingECGMeasurements (as edited); OriginalRestingECGMeasurements (as computed)
 */
import { crc32 } from '../framing/crc32.ts';
import { base64Bytes, samples16 } from '../framing/int16.ts';
import { textOf } from '../framing/text.ts';
import { allOf, at, type Element, numberAt, parseXml, textAt } from '../framing/xml.ts';
import { standardLead } from '../model/leads.ts';
import {
  type BeatPoints,
  type Filters,
  type Lead,
  type Measurements,
  noMeasurements,
  type RepresentativeBeat,
  type Tracing,
  tracingOf,
} from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

/** Throws `UnreadableTracing`. */
export function readMuse(bytes: Uint8Array): Tracing {
  const root = parseXml(textOf(bytes));
  if (root.name !== 'RestingECG') throw new UnreadableTracing('this is no MUSE resting EKG', `element ${root.name}`);
  const waveforms = allOf(root, 'Waveform');
  const rhythm = waveforms.find((one) => textAt(one, 'WaveformType') === 'Rhythm');
  if (rhythm === undefined) throw new UnreadableTracing('the file holds no rhythm waveform', 'element RestingECG');
  const remarks: string[] = [];
  const leads = leadsOf(rhythm, 'rhythm', remarks);
  if (leads.length === 0) throw new UnreadableTracing('the rhythm waveform holds no leads', 'element Waveform');
  const median = waveforms.find((one) => textAt(one, 'WaveformType') === 'Median');
  const measured = at(root, 'RestingECGMeasurements') ?? at(root, 'OriginalRestingECGMeasurements');
  const test = at(root, 'TestDemographics');
  return {
    ...tracingOf('ge-muse', leads),
    formatVersion: textAt(root, 'MuseInfo', 'MuseVersion'),
    startedAt: momentOf(textAt(test, 'AcquisitionDate'), textAt(test, 'AcquisitionTime')),
    patient: patientOf(at(root, 'PatientDemographics')),
    device: {
      manufacturer: 'GE',
      model: textAt(test, 'AcquisitionDevice'),
      serial: textAt(test, 'CartNumber'),
      software: textAt(test, 'AcquisitionSoftwareVersion'),
    },
    filters: filtersOf(rhythm),
    deviceMeasurements: measured === null ? null : measurementsOf(measured),
    statements: statementsOf(at(root, 'Diagnosis') ?? at(root, 'OriginalDiagnosis')),
    confirmedBy:
      textAt(test, 'Status') === 'CONFIRMED' ? joined(textAt(test, 'OverreaderFirstName'), textAt(test, 'OverreaderLastName')) : null,
    technician: joined(textAt(test, 'AcquisitionTechFirstName'), textAt(test, 'AcquisitionTechLastName')),
    institution: textAt(test, 'SiteName'),
    orderNumber: textAt(root, 'Order', 'HISOrderNumber') ?? textAt(root, 'Order', 'RequisitionNumber'),
    representativeBeat: median === undefined ? null : beatOf(median, measured, remarks),
    remarks,
  };
}

function joined(first: string | null, second: string | null): string | null {
  const words = [first, second].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(' ');
}

function leadsOf(waveform: Element, what: string, remarks: string[]): Lead[] {
  const hz = (numberAt(waveform, 'SampleBase') ?? 0) * 10 ** (numberAt(waveform, 'SampleExponent') ?? 0);
  if (!(hz > 0)) throw new UnreadableTracing(`the ${what} waveform names no sampling rate`, 'element SampleBase');
  return allOf(waveform, 'LeadData').map((lead) => leadOf(lead, hz, `${what} lead ${textAt(lead, 'LeadID') ?? '?'}`, remarks));
}

function leadOf(lead: Element, hz: number, where: string, remarks: string[]): Lead {
  const size = numberAt(lead, 'LeadSampleSize') ?? 2;
  if (size !== 2) throw new UnreadableTracing(`samples of ${size} bytes are not ones that Isoline reads`, where);
  const bytes = base64Bytes(at(lead, 'WaveFormData')?.text ?? '', where);
  const crc = numberAt(lead, 'LeadDataCRC32');
  if (crc !== null && crc !== crc32(bytes)) remarks.push(`${where}: the check sum is wrong.`);
  const samples = samples16(bytes);
  const announced = numberAt(lead, 'LeadSampleCountTotal');
  if (announced !== null && announced !== samples.length)
    remarks.push(`${where}: ${announced} samples are announced, ${samples.length} are there.`);
  if (textAt(lead, 'LeadOff') === 'TRUE') remarks.push(`${where}: the cart marks it as off.`);
  const id = textAt(lead, 'LeadID') ?? '?';
  const short = announced !== null && announced > samples.length ? { announced } : {};
  return { name: standardLead(id) ?? id, samples, hz, nanovoltsPerBit: nanovoltsOf(lead), baseline: 0, ...short };
}

const units: Readonly<Record<string, number>> = { MICROVOLTS: 1e3, MILLIVOLTS: 1e6 };

function nanovoltsOf(lead: Element): number | null {
  const worth = units[textAt(lead, 'LeadAmplitudeUnits') ?? 'MICROVOLTS'];
  const amount = numberAt(lead, 'LeadAmplitudeUnitsPerBit');
  return worth === undefined || amount === null ? null : Number((amount * worth).toPrecision(12));
}

/** Hundredths of a hertz below, hertz above. */
function filtersOf(waveform: Element): Filters {
  const high = numberAt(waveform, 'HighPassFilter');
  const notch = textAt(waveform, 'ACFilter');
  return {
    highPassHz: high === null ? null : high / 100,
    lowPassHz: numberAt(waveform, 'LowPassFilter'),
    notchHz: notch === null ? null : notch === 'NONE' ? 0 : Number.parseInt(notch, 10) || null,
  };
}

/** Missing, not empty, is how MUSE says that a value could not be measured. */
function measurementsOf(element: Element): Measurements {
  const of = (name: string) => numberAt(element, name);
  const rate = of('VentricularRate');
  const qtc = of('QTCorrected');
  return {
    ...noMeasurements(),
    heartRate: rate,
    pr: of('PRInterval'),
    qrs: of('QRSDuration'),
    qt: of('QTInterval'),
    qtc,
    qtcFormula: qtc === null ? null : 'bazett',
    pAxis: of('PAxis'),
    qrsAxis: of('RAxis'),
    tAxis: of('TAxis'),
  };
}

function beatOf(median: Element, measured: Element | null, remarks: string[]): RepresentativeBeat {
  const of = (name: string) => numberAt(measured, name);
  const points: BeatPoints = { pOn: of('POnset'), pOff: of('POffset'), qrsOn: of('QOnset'), qrsOff: of('QOffset'), tOff: of('TOffset') };
  return { leads: leadsOf(median, 'median', remarks), points: Object.values(points).every((point) => point === null) ? null : points };
}

/** A statement goes on until its last part is marked as the end of the line. */
function statementsOf(diagnosis: Element | null): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const statement of allOf(diagnosis, 'DiagnosisStatement')) {
    const text = textAt(statement, 'StmtText');
    if (text !== null) line.push(text);
    if (!allOf(statement, 'StmtFlag').some(({ text: flag }) => flag.trim() === 'ENDSLINE')) continue;
    if (line.length > 0) lines.push(line.join(' '));
    line = [];
  }
  return line.length > 0 ? [...lines, line.join(' ')] : lines;
}

function patientOf(element: Element | null) {
  const id = textAt(element, 'PatientID');
  const sex = textAt(element, 'Gender')?.toUpperCase();
  const inYears = (textAt(element, 'AgeUnits') ?? 'YEARS').toUpperCase() === 'YEARS';
  return {
    ids: id === null ? [] : [id],
    family: textAt(element, 'PatientLastName'),
    given: textAt(element, 'PatientFirstName'),
    birthDate: isoDate(textAt(element, 'DateofBirth')),
    sex: sex === 'FEMALE' ? ('female' as const) : sex === 'MALE' ? ('male' as const) : null,
    ageYears: inYears ? numberAt(element, 'PatientAge') : null,
  };
}

/** MM-DD-YYYY. */
function isoDate(text: string | null): string | null {
  const [, month, day, year] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}

function momentOf(date: string | null, time: string | null): string | null {
  const day = isoDate(date);
  return day !== null && /^\d\d:\d\d:\d\d$/.test(time ?? '') ? `${day}T${time}` : null;
}
