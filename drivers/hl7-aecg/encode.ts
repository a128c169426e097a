/** Writes an HL7 annotated EKG: one rhythm series, the representative beat, one set of annotations. EKG notes 1.3. */

import { uuidFor } from '../framing/content-id.ts';
import { utf8Bytes } from '../framing/text.ts';
import { escaped } from '../framing/xml.ts';
import { type Lead, type Measurements, noSample, standardLeads, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';

const mdc = 'codeSystem="2.16.840.1.113883.6.24" codeSystemName="MDC"';
const act = 'codeSystem="2.16.840.1.113883.5.4" codeSystemName="ActCode"';

/** Throws `UnwritableTracing` for missing samples, unknown scales, and leads of different rate or length. */
export function writeAecg(tracing: Tracing, name: string): WrittenFile[] {
  const [first] = tracing.leads;
  if (first === undefined) throw new UnwritableTracing('there is no lead to write');
  if (tracing.leads.some(({ hz }) => hz !== first.hz))
    throw new UnwritableTracing('leads of different rates cannot stand in one annotated EKG');
  const start = stamp(tracing.startedAt);
  // Samples are counted from an instant, which a day or a minute is not.
  const isInstant = start !== null && start.length > '202611200930'.length;
  const time = !isInstant
    ? timeSequence('TIME_RELATIVE', '<head value="0" unit="s"/>', 'GLIST_PQ', first.hz)
    : timeSequence('TIME_ABSOLUTE', `<head value="${start}"/>`, 'GLIST_TS', first.hz);
  const effective = start === null ? '<center nullFlavor="UNK"/>' : `<center value="${start}"/>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<AnnotatedECG xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" type="Observation">',
    `<id root="${uuidFor(tracing)}"/>`,
    '<code code="93000" codeSystem="2.16.840.1.113883.6.12" codeSystemName="CPT-4"/>',
    `<effectiveTime>${effective}</effectiveTime>`,
    subjectOf(tracing),
    '<component><series>',
    `<code code="RHYTHM" ${act}/>`,
    `<effectiveTime>${start === null ? '<low nullFlavor="UNK"/>' : `<low value="${start}"/>`}</effectiveTime>`,
    authorOf(tracing),
    ...filtersOf(tracing),
    '<component><sequenceSet>',
    time,
    ...tracing.leads.map(leadSequence),
    '</sequenceSet></component>',
    ...annotationsOf(tracing),
    ...beatOf(tracing),
    '</series></component>',
    '</AnnotatedECG>',
  ];
  return [{ name: `${name}.xml`, bytes: utf8Bytes(`${lines.filter((line) => line !== '').join('\n')}\n`) }];
}

/** HL7's time stamp: digits alone, as many as are known, the offset behind them. */
function stamp(iso: string | null): string | null {
  const [, date, minute, second, fraction = '.000', zone] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(iso ?? '') ?? [];
  if (date === undefined) return null;
  const offset = zone === undefined ? '' : zone === 'Z' ? '+0000' : zone.replace(':', '');
  const clock = minute === undefined ? '' : `${minute.replace(':', '')}${second === undefined ? '' : `${second}${fraction}`}`;
  return `${date.replaceAll('-', '')}${clock}${offset}`;
}

function timeSequence(code: string, head: string, type: string, hz: number): string {
  return `<component><sequence><code code="${code}" ${act}/><value xsi:type="${type}">${head}<increment value="${1 / hz}" unit="s"/></value></sequence></component>`;
}

function leadSequence({ name, samples, nanovoltsPerBit, baseline }: Lead): string {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${name}: what a step is worth is not known`);
  if (samples.includes(noSample)) throw new UnwritableTracing(`${name}: samples are missing, and a list of digits has no mark for that`);
  const code = (standardLeads as readonly string[]).includes(name) ? name.toUpperCase() : escaped(name);
  const origin = Number(((-baseline * nanovoltsPerBit) / 1000).toPrecision(12));
  const scale = `<origin value="${origin}" unit="uV"/><scale value="${nanovoltsPerBit / 1000}" unit="uV"/>`;
  const value = `<value xsi:type="SLIST_PQ">${scale}<digits>${samples.join(' ')}</digits></value>`;
  return `<component><sequence><code code="MDC_ECG_LEAD_${code}" ${mdc}/>${value}</sequence></component>`;
}

function subjectOf({ patient }: Tracing): string {
  const [id] = patient.ids;
  const name = [
    patient.family === null ? '' : `<family>${escaped(patient.family)}</family>`,
    patient.given === null ? '' : `<given>${escaped(patient.given)}</given>`,
  ].join('');
  const sex = patient.sex === 'female' ? 'F' : patient.sex === 'male' ? 'M' : 'UN';
  const birth = patient.birthDate === null ? '' : `<birthTime value="${patient.birthDate.replaceAll('-', '')}"/>`;
  const person = `<subjectDemographicPerson><name>${name}</name><administrativeGenderCode code="${sex}" codeSystem="2.16.840.1.113883.5.1"/>${birth}</subjectDemographicPerson>`;
  const subject = `<trialSubject>${id === undefined ? '<id nullFlavor="UNK"/>' : `<id root="2.25.0" extension="${escaped(id)}"/>`}${person}</trialSubject>`;
  return `<componentOf><timepointEvent><componentOf><subjectAssignment><subject>${subject}</subject></subjectAssignment></componentOf></timepointEvent></componentOf>`;
}

function authorOf({ device }: Tracing): string {
  const part = (element: string, text: string | null) => (text === null ? '' : `<${element}>${escaped(text)}</${element}>`);
  const maker =
    device.manufacturer === null ? '' : `<manufacturerOrganization><name>${escaped(device.manufacturer)}</name></manufacturerOrganization>`;
  const box = `${part('manufacturerModelName', device.model)}${part('SerialNumber', device.serial)}${part('softwareName', device.software)}`;
  return box === '' && maker === ''
    ? ''
    : `<author><seriesAuthor><manufacturedSeriesDevice>${box}</manufacturedSeriesDevice>${maker}</seriesAuthor></author>`;
}

function filtersOf({ filters }: Tracing): string[] {
  const variable = (name: string, frequency: string, hz: number | null) =>
    hz === null
      ? []
      : [
          `<controlVariable><controlVariable><code code="MDC_ECG_CTL_VBL_ATTR_FILTER_${name}" ${mdc}/><component><controlVariable><code code="MDC_ECG_CTL_VBL_ATTR_FILTER_${frequency}" ${mdc}/><value xsi:type="PQ" value="${hz}" unit="Hz"/></controlVariable></component></controlVariable></controlVariable>`,
        ];
  return [
    ...variable('LOW_PASS', 'CUTOFF_FREQ', filters.lowPassHz),
    ...variable('HIGH_PASS', 'CUTOFF_FREQ', filters.highPassHz),
    ...variable('NOTCH', 'NOTCH_FREQ', filters.notchHz),
  ];
}

const measured: readonly (readonly [code: string, of: keyof Measurements, unit: string])[] = [
  ['MDC_ECG_HEART_RATE', 'heartRate', '/min'],
  ['MDC_ECG_TIME_PD_RR', 'rr', 'ms'],
  ['MDC_ECG_TIME_PD_PR', 'pr', 'ms'],
  ['MDC_ECG_TIME_PD_P', 'pDuration', 'ms'],
  ['MDC_ECG_TIME_PD_QRS', 'qrs', 'ms'],
  ['MDC_ECG_TIME_PD_QT', 'qt', 'ms'],
  ['MDC_ECG_ANGLE_P_FRONT', 'pAxis', 'deg'],
  ['MDC_ECG_ANGLE_QRS_FRONT', 'qrsAxis', 'deg'],
  ['MDC_ECG_ANGLE_T_FRONT', 'tAxis', 'deg'],
];
const correctedBy = { bazett: 'MDC_ECG_TIME_PD_QTcB', fridericia: 'MDC_ECG_TIME_PD_QTcF' } as const;

/** What the device measured and said, its own alone. */
function annotationsOf({ deviceMeasurements, statements }: Tracing): string[] {
  if (deviceMeasurements === null && statements.length === 0) return [];
  const annotation = (code: string, value: string) =>
    `<component><annotation><code code="${code}" ${mdc}/>${value}</annotation></component>`;
  const quantity = (number: number, unit: string) => `<value xsi:type="PQ" value="${number}" unit="${unit}"/>`;
  const own = deviceMeasurements;
  const formula = own?.qtcFormula === 'bazett' || own?.qtcFormula === 'fridericia' ? correctedBy[own.qtcFormula] : 'MDC_ECG_TIME_PD_QTc';
  return [
    '<subjectOf><annotationSet>',
    ...measured.flatMap(([code, of, unit]) => {
      const value = own?.[of];
      return typeof value === 'number' ? [annotation(code, quantity(value, unit))] : [];
    }),
    ...(own?.qtc == null ? [] : [annotation(formula, quantity(own.qtc, 'ms'))]),
    ...statements.map((text) => annotation('MDC_ECG_INTERPRETATION_STATEMENT', `<value xsi:type="ST">${escaped(text)}</value>`)),
    '</annotationSet></subjectOf>',
  ];
}

function beatOf({ representativeBeat }: Tracing): string[] {
  const [first] = representativeBeat?.leads ?? [];
  if (representativeBeat === null || first === undefined) return [];
  const { points } = representativeBeat;
  const milliseconds = (sample: number) => Number(((sample * 1000) / first.hz).toPrecision(12));
  const wave = (kind: string, low: number | null, high: number | null) => {
    if (low === null && high === null) return '';
    const side = (name: string, sample: number | null) => (sample === null ? '' : `<${name} value="${milliseconds(sample)}" unit="ms"/>`);
    const roi = `<support><supportingROI><code code="ROIPS" ${act}/><component><boundary><code code="TIME_RELATIVE" ${act}/><value xsi:type="IVL_PQ">${side('low', low)}${side('high', high)}</value></boundary></component></supportingROI></support>`;
    return `<component><annotation><code code="MDC_ECG_WAVC" ${mdc}/><value xsi:type="CE" code="MDC_ECG_WAVC_${kind}" ${mdc}/>${roi}</annotation></component>`;
  };
  return [
    '<derivation><derivedSeries>',
    `<code code="REPRESENTATIVE_BEAT" ${act}/>`,
    '<component><sequenceSet>',
    timeSequence('TIME_RELATIVE', '<head value="0" unit="s"/>', 'GLIST_PQ', first.hz),
    ...representativeBeat.leads.map(leadSequence),
    '</sequenceSet></component>',
    ...(points === null
      ? []
      : [
          '<subjectOf><annotationSet>',
          wave('PWAVE', points.pOn, points.pOff),
          wave('QRSWAVE', points.qrsOn, points.qrsOff),
          wave('TWAVE', null, points.tOff),
          '</annotationSet></subjectOf>',
        ]),
    '</derivedSeries></derivation>',
  ];
}
