/**
 * GE CardioSoft and CASE "CardiologyXML". EKG notes 1.6.
 *
 *   CardiologyXML / StripData / WaveformData lead="I": integers with commas; RestingECGMeasurements in milliseconds
 */
import { integersOf } from '../framing/int16.ts';
import { textOf } from '../framing/text.ts';
import { allOf, at, type Element, everyOf, numberAt, parseXml, textAt } from '../framing/xml.ts';
import { standardLead } from '../model/leads.ts';
import { type BeatPoints, type Lead, type Measurements, noMeasurements, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

/** Throws `UnreadableTracing`. */
export function readCardioSoft(bytes: Uint8Array): Tracing {
  const root = parseXml(textOf(bytes));
  if (root.name !== 'CardiologyXML') throw new UnreadableTracing('this is no CardioSoft file', `element ${root.name}`);
  const [strip] = everyOf(root, 'StripData');
  if (strip === undefined) throw new UnreadableTracing('the file holds no strip of leads', 'element CardiologyXML');
  const remarks: string[] = [];
  const leads = leadsOf(strip, 'StripData', remarks);
  const measured = at(root, 'RestingECGMeasurements');
  const median = at(measured, 'MedianSamples');
  const medianLeads = median === null ? [] : leadsOf(median, 'MedianSamples', remarks);
  const visit = at(root, 'PatientVisit');
  const info = at(root, 'ClinicalInfo');
  return {
    ...tracingOf('ge-cardiosoft', leads),
    formatVersion: textAt(info, 'DeviceInfo', 'SoftwareVer'),
    startedAt: momentOf(at(root, 'ObservationDateTime')),
    patient: patientOf(at(root, 'PatientInfo')),
    device: {
      manufacturer: 'GE',
      model: textAt(info, 'DeviceInfo', 'Desc'),
      serial: null,
      software: textAt(info, 'DeviceInfo', 'SoftwareVer'),
    },
    filters: filtersOf(at(root, 'FilterSetting')),
    deviceMeasurements: measured === null ? null : measurementsOf(measured),
    statements: everyOf(root, 'Interpretation')
      .flatMap((one) => everyOf(one, 'Statement').map(({ text }) => text.trim()))
      .filter((text) => text !== ''),
    technician: nameOf(at(info, 'Technician')),
    institution: textAt(visit, 'ServicingFacility', 'Name'),
    orderNumber: textAt(visit, 'OrderNumber'),
    representativeBeat: medianLeads.length === 0 ? null : { leads: medianLeads, points: pointsOf(measured!, medianLeads[0]!.hz) },
    remarks,
  };
}

function leadsOf(block: Element, where: string, remarks: string[]): Lead[] {
  const hz = numberAt(block, 'SampleRate');
  if (hz === null || !(hz > 0)) throw new UnreadableTracing('the sampling rate is missing', `element ${where}`);
  const microvolts = numberAt(block, 'Resolution');
  const announced = numberAt(block, 'ChannelSampleCountTotal');
  return allOf(block, 'WaveformData').map((wave) => {
    const spelled = wave.attributes.lead ?? wave.attributes.Lead ?? '?';
    const samples = integersOf(wave.text, `${where}, lead ${spelled}`);
    if (announced !== null && announced !== samples.length) {
      remarks.push(`${where}, lead ${spelled}: ${announced} samples are announced, ${samples.length} are there.`);
    }
    return {
      name: standardLead(spelled) ?? spelled,
      samples,
      hz,
      nanovoltsPerBit: microvolts === null ? null : microvolts * 1000,
      baseline: 0,
      ...(announced !== null && announced > samples.length ? { announced } : {}),
    };
  });
}

function measurementsOf(element: Element): Measurements {
  const of = (name: string) => numberAt(element, name);
  return {
    ...noMeasurements(),
    heartRate: of('VentricularRate'),
    rr: of('RRInterval'),
    pr: of('PQInterval'),
    pDuration: of('PDuration'),
    qrs: of('QRSDuration'),
    qt: of('QTInterval'),
    qtc: of('QTCInterval'),
    qtcFormula: of('QTCInterval') === null ? null : 'bazett',
    pAxis: of('PAxis'),
    qrsAxis: of('RAxis'),
    tAxis: of('TAxis'),
  };
}

/** Milliseconds in the file, samples here. */
function pointsOf(element: Element, hz: number): BeatPoints | null {
  const of = (name: string) => {
    const milliseconds = numberAt(element, name);
    return milliseconds === null ? null : (milliseconds * hz) / 1000;
  };
  const points = { pOn: of('POnset'), pOff: of('POffset'), qrsOn: of('QOnset'), qrsOff: of('QOffset'), tOff: of('TOffset') };
  return Object.values(points).every((point) => point === null) ? null : points;
}

function filtersOf(element: Element | null) {
  const is50 = textAt(element, 'Filter50Hz')?.toLowerCase() === 'yes';
  const is60 = textAt(element, 'Filter60Hz')?.toLowerCase() === 'yes';
  return {
    highPassHz: numberAt(element, 'HighPass'),
    lowPassHz: numberAt(element, 'LowPass'),
    notchHz: is50 ? 50 : is60 ? 60 : element === null ? null : 0,
  };
}

function patientOf(element: Element | null) {
  const id = textAt(element, 'PID');
  const sex = textAt(element, 'Gender')?.toUpperCase();
  const isYears = (at(element, 'Age')?.attributes.units ?? 'YEARS') === 'YEARS';
  return {
    ids: id === null ? [] : [id],
    family: textAt(element, 'Name', 'FamilyName'),
    given: textAt(element, 'Name', 'GivenName'),
    birthDate: dayOf(at(element, 'BirthDateTime')),
    sex: sex === 'FEMALE' ? ('female' as const) : sex === 'MALE' ? ('male' as const) : null,
    ageYears: isYears ? numberAt(element, 'Age') : null,
  };
}

function nameOf(element: Element | null): string | null {
  const words = [textAt(element, 'GivenName'), textAt(element, 'FamilyName')].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(' ');
}

/** A made-anonymous file has the year 1: that is no date. */
function dayOf(element: Element | null): string | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => numberAt(element, name));
  return year == null || month == null || day == null || year < 1800 ? null : `${year}-${two(month)}-${two(day)}`;
}

function momentOf(element: Element | null): string | null {
  const day = dayOf(element);
  const [hour, minute, second] = ['Hour', 'Minute', 'Second'].map((name) => numberAt(element, name));
  return day === null || hour == null || minute == null ? null : `${day}T${two(hour)}:${two(minute)}:${two(second ?? 0)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
