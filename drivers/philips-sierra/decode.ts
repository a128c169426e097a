/**
 * Philips SierraECG and PhilipsECG XML, 1.03 to 1.04.02. EKG notes 1.5.
 *
 *   restingecgdata / waveforms / parsedwaveforms: Base64, packed ("XLI") or plain 16-bit samples, leads one after another
 *                  / waveforms / repbeats / repbeat: Base64 of 16-bit samples
 *                  / interpretations / interpretation: the figures that count, over those of the measurement part
 */
import { base64Bytes, samples16 } from '../framing/int16.ts';
import { textOf } from '../framing/text.ts';
import { allOf, at, type Element, everyOf, numberAt, parseXml, textAt } from '../framing/xml.ts';
import { standardLead } from '../model/leads.ts';
import {
  type Lead,
  type Measurements,
  noMeasurements,
  type RepresentativeBeat,
  standardLeads,
  type Tracing,
  tracingOf,
} from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { undoRedundancy, unpackXli } from './xli.ts';

const microvoltsWhereSilent = 5;

/** Throws `UnreadableTracing`. */
export function readSierra(bytes: Uint8Array): Tracing {
  const root = parseXml(textOf(bytes));
  if (root.name !== 'restingecgdata') throw new UnreadableTracing('this is no Philips EKG', `element ${root.name}`);
  const version = textAt(root, 'documentinfo', 'documentversion');
  const acquisition = at(root, 'dataacquisition');
  const signal = at(acquisition, 'signalcharacteristics');
  const hz = numberAt(signal, 'samplingrate');
  if (hz === null || !(hz > 0)) throw new UnreadableTracing('the sampling rate is missing', 'element signalcharacteristics');
  const microvolts = numberAt(signal, 'resolution') ?? numberAt(signal, 'signalresolution') ?? microvoltsWhereSilent;
  const machine = at(acquisition, 'machine');
  const remarks: string[] = [];
  const measured = measurementsOf(root);
  return {
    ...tracingOf('philips-sierra', leadsOf(root, hz, microvolts * 1000, remarks)),
    formatVersion: version,
    startedAt: momentOf(acquisition),
    patient: patientOf(at(root, 'patient', 'generalpatientdata')),
    device: {
      manufacturer: 'Philips',
      model: machine?.text.trim() || null,
      serial: machine?.attributes.machineid || null,
      software: machine?.attributes.detaildescription || null,
    },
    filters: filtersOf(signal),
    placement: /^(STD|STANDARD|10-WIRE)/i.test(textAt(signal, 'electrodeplacement') ?? '') ? 'standard' : null,
    deviceMeasurements: measured,
    statements: everyOf(root, 'statement').flatMap((one) => {
      const text = [textAt(one, 'leftstatement'), textAt(one, 'rightstatement')].filter((part) => part !== null).join(' ');
      return text === '' ? [] : [text];
    }),
    technician: textAt(acquisition, 'acquirer', 'operatorid') ?? (at(acquisition, 'acquirer', 'operator')?.attributes.id || null),
    institution: textAt(acquisition, 'acquirer', 'institutionname'),
    orderNumber: textAt(root, 'orderinfo', 'ordernumber'),
    representativeBeat: beatOf(root, hz, microvolts * 1000),
    remarks,
  };
}

function leadsOf(root: Element, hz: number, nanovoltsPerBit: number, remarks: string[]): Lead[] {
  const [waves] = everyOf(root, 'parsedwaveforms');
  if (waves === undefined) throw new UnreadableTracing('the file holds no waveforms', 'element waveforms');
  const { attributes } = waves;
  const packed = attributes.compression ?? attributes.compressmethod ?? (attributes.compressflag === 'True' ? 'XLI' : 'Uncompressed');
  const names = (attributes.leadlabels ?? standardLeads.join(' ')).trim().split(/\s+/);
  const bytes = base64Bytes(waves.text, 'element parsedwaveforms');
  const rows = /^xli$/i.test(packed) ? unpackXli(bytes) : plainRows(bytes, packed, names.length, attributes.durationperchannel, hz);
  const [first] = rows;
  if (first === undefined || first.length === 0) throw new UnreadableTracing('the waveforms are empty', 'element parsedwaveforms');
  if (rows.some((row) => row.length !== first.length)) throw new UnreadableTracing('leads differ in length', 'element parsedwaveforms');
  if (/^xli$/i.test(packed)) undoRedundancy(rows);
  // Room for sixteen is often packed; only those announced as valid were connected.
  const valid = numberAt(root, 'dataacquisition', 'signalcharacteristics', 'numberchannelsvalid') ?? names.length;
  if (valid > rows.length) remarks.push(`${valid} leads are announced, ${rows.length} are there.`);
  return rows.slice(0, valid).map((samples, index) => {
    const spelled = names[index] ?? standardLeads[index] ?? `lead ${index + 1}`;
    return { name: standardLead(spelled) ?? spelled, samples, hz, nanovoltsPerBit, baseline: 0 };
  });
}

function plainRows(bytes: Uint8Array, packed: string, leads: number, milliseconds: string | undefined, hz: number): Int32Array[] {
  if (!/^(uncompressed|none)?$/i.test(packed))
    throw new UnreadableTracing(`waveforms packed by "${packed}" are not ones that Isoline reads`, 'element parsedwaveforms');
  const all = samples16(bytes);
  const told = Math.round((Number(milliseconds) * hz) / 1000);
  const length = told > 0 && told * leads <= all.length ? told : Math.floor(all.length / leads);
  return Array.from({ length: leads }, (_, index) => all.slice(index * length, (index + 1) * length));
}

/** The interpretation's figures count; the measurement part can contradict them. */
function measurementsOf(root: Element): Measurements | null {
  const [interpretation] = everyOf(root, 'interpretation');
  const final = at(interpretation ?? null, 'globalmeasurements') ?? at(interpretation ?? null, 'interpretationmeasurements');
  const raw = at(root, 'internalmeasurements', 'crossleadmeasurements') ?? at(root, 'measurements', 'globalmeasurements');
  if (final === null && raw === null) return null;
  const of = (finalName: string, rawName: string) => numberAt(final, finalName) ?? numberAt(raw, rawName);
  const qtc = of('qtcb', 'meanqtc') ?? numberAt(final, 'qtc');
  return {
    ...noMeasurements(),
    heartRate: of('heartrate', 'meanventrate'),
    rr: numberAt(final, 'rrint'),
    pr: of('print', 'meanprint'),
    qrs: of('qrsdur', 'meanqrsdur'),
    qt: of('qtint', 'meanqtint'),
    qtc,
    qtcFormula: qtc === null ? null : 'bazett',
    pAxis: of('pfrontaxis', 'pfrontaxis'),
    qrsAxis: of('qrsfrontaxis', 'qrsfrontaxis'),
    tAxis: of('tfrontaxis', 'tfrontaxis'),
  };
}

function beatOf(root: Element, hz: number, nanovoltsPerBit: number): RepresentativeBeat | null {
  const [block] = everyOf(root, 'repbeats');
  const beats = allOf(block ?? null, 'repbeat');
  const attributes = block?.attributes ?? {};
  const ownHz = Number(attributes.samplespersec) || hz;
  const own = Number(attributes.resolution) * 1000 || nanovoltsPerBit;
  const leads = beats.flatMap((beat): Lead[] => {
    const text = at(beat, 'waveform')?.text ?? beat.text;
    const spelled = beat.attributes.leadname ?? '?';
    const samples = samples16(base64Bytes(text, `representative beat ${spelled}`));
    return samples.length === 0 ? [] : [{ name: standardLead(spelled) ?? spelled, samples, hz: ownHz, nanovoltsPerBit: own, baseline: 0 }];
  });
  return leads.length === 0 ? null : { leads, points: null };
}

function filtersOf(signal: Element | null) {
  const [, low, high] = /^([\d.]+)-([\d.]+)$/.exec(textAt(signal, 'signalbandwidth') ?? '') ?? [];
  const isNotched = textAt(signal, 'notchfiltered')?.toLowerCase();
  return {
    highPassHz: numberAt(signal, 'hipass') ?? (low === undefined ? null : Number(low)),
    lowPassHz: numberAt(signal, 'lowpass') ?? (high === undefined ? null : Number(high)),
    notchHz: isNotched === 'false' ? 0 : isNotched === 'true' ? numberAt(signal, 'acsetting') : null,
  };
}

function patientOf(element: Element | null) {
  const ids = [textAt(element, 'MRN'), textAt(element, 'patientid'), textAt(element, 'uniquepatientid')].filter((id) => id !== null);
  const sex = textAt(element, 'sex')?.toLowerCase();
  return {
    ids: [...new Set(ids)],
    family: textAt(element, 'name', 'lastname'),
    given: textAt(element, 'name', 'firstname'),
    birthDate: textAt(element, 'age', 'dateofbirth'),
    sex: sex === 'female' ? ('female' as const) : sex === 'male' ? ('male' as const) : null,
    ageYears: numberAt(element, 'age', 'years'),
  };
}

function momentOf(acquisition: Element | null): string | null {
  const { date, time } = acquisition?.attributes ?? {};
  return date !== undefined && /^\d\d:\d\d:\d\d$/.test(time ?? '') ? `${date}T${time}` : null;
}
