/**
 * HL7 annotated EKG (aECG, 2004). EKG notes 1.3. Names are compared without their namespace: some devices leave it out.
 *
 *   AnnotatedECG / component / series (RHYTHM) / component / sequenceSet / component / sequence: code, value (head, increment | digits)
 *                              series / derivation / derivedSeries (REPRESENTATIVE_BEAT)
 *                              series / subjectOf / annotationSet / component / annotation: code, value, component ...
 */
import { integersOf } from '../framing/int16.ts';
import { textOf } from '../framing/text.ts';
import { allOf, at, type Element, everyOf, parseXml, textAt } from '../framing/xml.ts';
import { standardLead } from '../model/leads.ts';
import { onOneTimeLine } from '../model/time-line.ts';
import { type Filters, type Lead, type Tracing, type TracingPatient, tracingOf, unknownPatient } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { measurementsOf, pointsOf, statementsOf } from './annotations.ts';

/** Throws `UnreadableTracing`. */
export function readAecg(bytes: Uint8Array): Tracing {
  const root = parseXml(textOf(bytes));
  if (root.name !== 'AnnotatedECG') throw new UnreadableTracing('this is no annotated EKG', `element ${root.name}`);
  const series = everyOf(root, 'series').filter((one) => !/REPRESENTATIVE_BEAT/.test(codeOf(one)));
  const [rhythm] = series.filter((one) => everyOf(one, 'sequence').length > 0);
  if (rhythm === undefined) throw new UnreadableTracing('the file holds no rhythm series', 'element AnnotatedECG');
  const remarks: string[] = [];
  const { leads, head } = sequencesOf(setsOf(rhythm), remarks);
  if (leads.length === 0) throw new UnreadableTracing('the rhythm series holds no leads', 'element series');
  const derived = everyOf(rhythm, 'derivedSeries')[0] ?? everyOf(root, 'series').find((one) => /REPRESENTATIVE_BEAT/.test(codeOf(one)));
  const beat = derived === undefined ? null : sequencesOf(setsOf(derived), remarks);
  const sets = everyOf(root, 'annotationSet');
  const start = at(rhythm, 'effectiveTime', 'low') ?? at(root, 'effectiveTime', 'center') ?? at(root, 'effectiveTime', 'low');
  return {
    ...tracingOf('hl7-aecg', leads),
    startedAt: momentOf(head) ?? momentOf(start?.attributes.value ?? null),
    patient: patientOf(root),
    device: deviceOf(rhythm),
    filters: filtersOf(rhythm),
    deviceMeasurements: measurementsOf(sets),
    statements: statementsOf(sets),
    technician: textAt(everyOf(rhythm, 'seriesPerformer')[0] ?? null, 'assignedPerson', 'name'),
    institution: textAt(everyOf(root, 'trialSite')[0] ?? null, 'location', 'name'),
    representativeBeat:
      beat === null || beat.leads.length === 0
        ? null
        : { leads: beat.leads, points: pointsOf(derived!, beat.leads[0]!.hz, beat.head === null ? (beat.begins ?? 0) : 0) },
    remarks,
  };
}

/** Not those of a series derived from this one. */
function setsOf(series: Element): Element[] {
  return allOf(series, 'component').flatMap((component) => allOf(component, 'sequenceSet'));
}

function codeOf(element: Element): string {
  return at(element, 'code')?.attributes.code ?? '';
}

function sequencesOf(sets: readonly Element[], remarks: string[]): { leads: Lead[]; head: string | null; begins: number | null } {
  let head: string | null = null;
  const placed = sets.flatMap((set) => {
    const sequences = allOf(set, 'component').flatMap((component) => allOf(component, 'sequence'));
    const time = sequences.find((one) => /^TIME_/.test(codeOf(one)));
    const value = at(time ?? null, 'value');
    if (codeOf(time ?? set) === 'TIME_ABSOLUTE') head ??= at(value, 'head')?.attributes.value ?? null;
    const hz = rateOf(at(value, 'increment'), remarks);
    const begins = secondsOf(at(value, 'head'));
    return sequences.flatMap((one) => (one === time ? [] : leadOf(one, hz).map((lead) => ({ lead, begins }))));
  });
  return { leads: inTime(placed, remarks), head, begins: placed[0]?.begins ?? null };
}

/** Of a time stamp or a relative time; null where it is neither. */
function secondsOf(head: Element | null): number | null {
  const { value, unit = 's' } = head?.attributes ?? {};
  const moment = momentOf(value ?? null);
  if (moment !== null && moment.length > 10) return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}Z`) / 1000;
  const amount = Number(value);
  if (value === undefined || !Number.isFinite(amount)) return null;
  return unit === 'ms' ? amount / 1000 : unit === 'us' ? amount / 1e6 : amount;
}

/** Sets that were recorded one after another stand where their times put them; those that do not say begin together. */
function inTime(placed: readonly { lead: Lead; begins: number | null }[], remarks: string[]): Lead[] {
  const times = placed.map(({ begins }) => begins);
  const isTold = times.every((begins) => begins !== null) && new Set(times).size > 1;
  const isTwice = new Set(placed.map(({ lead }) => lead.name)).size < placed.length;
  const isOfOneRate = placed.every(({ lead }) => lead.hz === placed[0]!.lead.hz);
  if (!isOfOneRate || (!isTold && !isTwice)) return placed.map(({ lead }) => lead);
  const earliest = isTold ? Math.min(...(times as number[])) : 0;
  return onOneTimeLine(
    placed.map(({ lead, begins }) => ({ lead, from: isTold ? Math.round((begins! - earliest) * lead.hz) : 0 })),
    remarks,
  );
}

/** Below it no device records an EKG: a step that gives less was meant in milliseconds. */
const slowestHz = 50;

function rateOf(increment: Element | null, remarks: string[]): number {
  const amount = Number(increment?.attributes.value);
  const unit = increment?.attributes.unit ?? 's';
  const seconds = unit === 'ms' ? amount / 1000 : unit === 'us' ? amount / 1e6 : amount;
  if (!(seconds > 0)) throw new UnreadableTracing('the step of time is missing', 'element increment');
  if (1 / seconds >= slowestHz) return tidy(1 / seconds);
  if (1000 / seconds < slowestHz) throw new UnreadableTracing(`a step of ${amount} ${unit} is not possible`, 'element increment');
  remarks.push(`The step of time says ${amount} ${unit}; ${amount} ms was meant.`);
  return tidy(1000 / seconds);
}

const nanovolts: Readonly<Record<string, number>> = { uV: 1e3, mV: 1e6, V: 1e9, nV: 1 };

function leadOf(sequence: Element, hz: number): Lead[] {
  const spelled = codeOf(sequence);
  const value = at(sequence, 'value');
  const digits = at(value, 'digits');
  if (digits === null) return [];
  const name = standardLead(spelled) ?? spelled.replace(/^(MDC|NOM)_ECG_LEAD_/, '');
  const scale = at(value, 'scale');
  const origin = at(value, 'origin');
  const worth = nanovolts[scale?.attributes.unit ?? 'uV'];
  const step = worth === undefined ? Number.NaN : Number(scale?.attributes.value) * worth;
  const shift = Number(origin?.attributes.value ?? 0) * (nanovolts[origin?.attributes.unit ?? 'uV'] ?? Number.NaN);
  const isScaled = Number.isFinite(step) && step !== 0;
  return [
    {
      name,
      samples: integersOf(digits.text, `lead ${name}`),
      hz,
      nanovoltsPerBit: isScaled ? tidy(step) : null,
      baseline: isScaled && Number.isFinite(shift) && shift !== 0 ? tidy(-shift / step) : 0,
    },
  ];
}

/** Decimal fractions leave a trace in the last digits. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** "20021122091000.000", "2024-07-02T14:34:57", with or without an offset. */
function momentOf(text: string | null): string | null {
  const [, year, month, day, hour, minute, second, fraction, zone] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T?(\d\d):?(\d\d)(?::?(\d\d)(\.\d+)?)?([+-]\d\d:?\d\d)?)?$/.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  if (hour === undefined) return `${year}-${month}-${day}`;
  const part = fraction === undefined || /^\.0+$/.test(fraction) ? '' : fraction;
  const offset = zone === undefined ? '' : zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const seconds = second === undefined ? '' : `:${second}${part}`;
  return `${year}-${month}-${day}T${hour}:${minute}${seconds}${offset}`;
}

function patientOf(root: Element): TracingPatient {
  const [subject] = everyOf(root, 'trialSubject');
  const person = at(subject ?? null, 'subjectDemographicPerson');
  const ids = [at(subject ?? null, 'id')?.attributes.extension, textAt(person, 'PatientID'), textAt(person, 'SecondPatientID')];
  const sex = at(person, 'administrativeGenderCode')?.attributes.code;
  const name = at(person, 'name');
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(at(person, 'birthTime')?.attributes.value ?? '') ?? [];
  return {
    ...unknownPatient(),
    ids: [...new Set(ids.filter((id): id is string => id != null && id !== ''))],
    family: textAt(name, 'family') ?? (name?.text.trim() || null),
    given: textAt(name, 'given'),
    birthDate: year === undefined ? null : `${year}-${month}-${day}`,
    sex: sex === 'F' ? 'female' : sex === 'M' ? 'male' : null,
  };
}

function deviceOf(series: Element) {
  const [author] = allOf(series, 'author');
  const [device] = author === undefined ? [] : [...everyOf(author, 'manufacturedSeriesDevice'), ...everyOf(author, 'manufacturedDevice')];
  const [maker] = author === undefined ? [] : everyOf(author, 'manufacturerOrganization');
  return {
    manufacturer: textAt(maker ?? null, 'name'),
    model: textAt(device ?? null, 'manufacturerModelName'),
    serial: textAt(device ?? null, 'SerialNumber'),
    software: textAt(device ?? null, 'softwareName'),
  };
}

function filtersOf(series: Element): Filters {
  const variables = everyOf(series, 'controlVariable');
  const of = (name: string) => {
    const variable = variables.find((one) => codeOf(one) === `MDC_ECG_CTL_VBL_ATTR_FILTER_${name}`);
    const inner = variable === undefined ? [] : everyOf(variable, 'controlVariable');
    const frequency = inner.find((one) => /_FREQ$/.test(codeOf(one)));
    const value = Number(at(frequency ?? null, 'value')?.attributes.value ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  return { highPassHz: of('HIGH_PASS'), lowPassHz: of('LOW_PASS'), notchHz: of('NOTCH') };
}
