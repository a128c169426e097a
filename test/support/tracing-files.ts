/** Small made-up EKG files, one of each format, all holding the same integers, written byte by byte from the published layouts. */
import { crc32 } from 'node:zlib';
import { crcCcitt } from '../../drivers/framing/crc-ccitt.ts';
import { type Lead, standardLeads, type Tracing, tracingOf } from '../../drivers/model/tracing.ts';
import type { TracingFile } from '../../drivers/model/tracing-format.ts';

export const eight = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
export const length = 40;

/** The sample of a lead at an instant: small, signed, different everywhere. */
export function sampleOf(lead: number, index: number): number {
  return ((lead * 37 + index * 11) % 101) - 50;
}

export function columnOf(lead: number): number[] {
  return Array.from({ length }, (_, index) => sampleOf(lead, index));
}

export function alone(name: string, bytes: Uint8Array): TracingFile {
  return { name, bytes, beside: () => null };
}

function int16(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt16LE(value, 2 * index);
  return bytes;
}

function interleaved(leads: number, shift = 0): number[] {
  return Array.from({ length: length * leads }, (_, place) => sampleOf(place % leads, Math.floor(place / leads)) + shift);
}

export function contecFile(): TracingFile {
  const header = Buffer.alloc(43);
  header.write('C0001', 0, 'latin1');
  header.write('2026-11-20 09:30:00', 10, 'latin1');
  header.write('Doe', 32, 'latin1');
  header.set([0, 61, 70], 40);
  return alone('a.ECG', Buffer.concat([header, int16(interleaved(8, 2048)), Buffer.alloc(37)]));
}

export function ishneFile(): TracingFile {
  const header = Buffer.alloc(522);
  header.write('ISHNE1.0', 0, 'latin1');
  for (const [value, at] of [
    [length, 14],
    [522, 18],
    [522, 22],
  ] as const)
    header.writeInt32LE(value, at);
  header.writeInt16LE(1, 26);
  header.write('Jane', 28, 'latin1');
  header.write('Doe', 68, 'latin1');
  header.write('P-7', 108, 'latin1');
  const shorts = [2, 0, 14, 3, 1958, 20, 11, 2026, 21, 11, 2026, 9, 30, 0, 8, ...[5, 6, 11, 12, 13, 14, 15, 16], ...Array(4).fill(-9)];
  header.set(int16([...shorts, ...Array(12).fill(1), ...Array(8).fill(2500), ...Array(4).fill(-9), 0]), 128);
  header.write('digital', 128 + 2 * (15 + 36 + 1), 'latin1');
  header.writeInt16LE(500, 128 + 2 * (15 + 36 + 1) + 40);
  header.writeUInt16LE(crcCcitt(header.subarray(10)), 8);
  return alone('a.ecg', Buffer.concat([header, int16(interleaved(8))]));
}

export function mferFile(): TracingFile {
  const tag = (id: number, ...value: number[]) => [id, value.length, ...value];
  const channel = (index: number, lead: number) => [0x3f, index, 4, 0x09, 2, lead, 0];
  const text = (id: number, words: string) => tag(id, ...Buffer.from(words, 'latin1'));
  const waves = int16(eight.flatMap((_, lead) => columnOf(lead)));
  const bytes = [
    ...text(0x40, 'MFR '.padEnd(32)),
    ...tag(0x01, 1),
    ...text(0x17, 'Maker^Model^1.0^S9'),
    ...text(0x82, 'P-7'),
    ...tag(0x0b, 1, 0xfd, 2, 0),
    ...tag(0x0c, 0, 0xf7, ...int16([2500])),
    ...tag(0x04, length, 0),
    ...tag(0x05, 8),
    ...tag(0x06, 1),
    ...tag(0x0a, 0),
    ...eight.flatMap((_, index) => channel(index, [1, 2, 3, 4, 5, 6, 7, 8][index]!)),
    0x1e,
    0x82,
    waves.length >> 8,
    waves.length & 0xff,
    ...waves,
    0x80,
  ];
  return alone('a.mwf', Uint8Array.from(bytes));
}

export function museFile(): TracingFile {
  const lead = (name: string, index: number) => {
    const bytes = int16(columnOf(index));
    return `<LeadData><LeadSampleCountTotal>${length}</LeadSampleCountTotal><LeadAmplitudeUnitsPerBit>4.88</LeadAmplitudeUnitsPerBit><LeadAmplitudeUnits>MICROVOLTS</LeadAmplitudeUnits><LeadID>${name}</LeadID><LeadSampleSize>2</LeadSampleSize><LeadDataCRC32>${crc32(bytes)}</LeadDataCRC32><WaveFormData>\n${bytes.toString('base64').replaceAll(/(.{60})/g, '$1\n')}</WaveFormData></LeadData>`;
  };
  const wave = (type: string) =>
    `<Waveform><WaveformType>${type}</WaveformType><SampleBase>500</SampleBase><SampleExponent>0</SampleExponent><HighPassFilter>16</HighPassFilter><LowPassFilter>150</LowPassFilter><ACFilter>60</ACFilter>${eight.map(lead).join('')}</Waveform>`;
  const statement = (flag: string, text: string) =>
    `<DiagnosisStatement><StmtFlag>${flag}</StmtFlag><StmtText>${text}</StmtText></DiagnosisStatement>`;
  const measured =
    '<RestingECGMeasurements><VentricularRate>72</VentricularRate><QRSDuration>94</QRSDuration><QTInterval>400</QTInterval><QTCorrected>438</QTCorrected><RAxis>-12</RAxis><QOnset>216</QOnset><QOffset>263</QOffset></RestingECGMeasurements>';
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE RestingECG SYSTEM "restecg.dtd"><RestingECG><MuseInfo><MuseVersion>9.0</MuseVersion></MuseInfo><PatientDemographics><PatientID>P-7</PatientID><DateofBirth>03-14-1958</DateofBirth><Gender>FEMALE</Gender><PatientLastName>D\xf6e</PatientLastName></PatientDemographics><TestDemographics><AcquisitionDate>11-20-2026</AcquisitionDate><AcquisitionTime>09:30:00</AcquisitionTime></TestDemographics>${measured}<Diagnosis>${statement('', 'Sinus')}${statement('ENDSLINE', 'rhythm')}${statement('ENDSLINE', 'Normal EKG')}</Diagnosis>${wave('Median')}${wave('Rhythm')}</RestingECG>`;
  return alone('a.xml', Buffer.from(text, 'latin1'));
}

export function cardioSoftFile(): TracingFile {
  const block = (name: string) =>
    `<${name}><NumberOfLeads>12</NumberOfLeads><SampleRate units="Hz">500</SampleRate><ChannelSampleCountTotal>${length}</ChannelSampleCountTotal><Resolution units="uVperLsb">5</Resolution>${standardLeads.map((lead, index) => `<WaveformData lead="${lead}">\n\t${columnOf(index).join(',\n\t')}</WaveformData>`).join('')}</${name}>`;
  const text = `<?xml version="1.0" encoding="ISO-8859-1" ?><CardiologyXML><ObservationDateTime><Hour>9</Hour><Minute>30</Minute><Second>0</Second><Day>20</Day><Month>11</Month><Year>2026</Year></ObservationDateTime><PatientInfo><PID>P-7</PID><Gender>FEMALE</Gender><BirthDateTime><Day>1</Day><Month>1</Month><Year>1</Year></BirthDateTime></PatientInfo><FilterSetting><Filter50Hz>Yes</Filter50Hz><Filter60Hz>No</Filter60Hz><LowPass units="Hz">40</LowPass></FilterSetting><RestingECGMeasurements><VentricularRate units="BPM">42</VentricularRate><PQInterval units="ms">250</PQInterval><POnset units="ms">10</POnset>${block('MedianSamples')}</RestingECGMeasurements>${block('StripData')}</CardiologyXML>`;
  return alone('a.xml', Buffer.from(text, 'latin1'));
}

/** Plain waveforms in UTF-16, as newer files are. */
export function sierraFile(waves: { attributes: string; base64: string } = plainWaves()): TracingFile {
  const text = `<?xml version="1.0" encoding="utf-16"?><restingecgdata xmlns="http://www3.medical.philips.com"><documentinfo><documenttype>PhilipsECG</documenttype><documentversion>1.04</documentversion></documentinfo><dataacquisition date="2026-11-20" time="09:30:00"><machine machineid="M1">PageWriter</machine><signalcharacteristics><samplingrate>500</samplingrate><resolution>5</resolution><numberchannelsvalid>12</numberchannelsvalid></signalcharacteristics></dataacquisition><patient><generalpatientdata><patientid>P-7</patientid><sex>Female</sex></generalpatientdata></patient><internalmeasurements><crossleadmeasurements><meanventrate>72</meanventrate><meanprint>Failed</meanprint><meanqrsdur>94</meanqrsdur></crossleadmeasurements></internalmeasurements><interpretations><interpretation><globalmeasurements><qrsdur>96</qrsdur></globalmeasurements><statement><leftstatement>SINUS RHYTHM</leftstatement></statement></interpretation></interpretations><waveforms><parsedwaveforms numberofleads="12" ${waves.attributes}>${waves.base64}</parsedwaveforms></waveforms></restingecgdata>`;
  return alone('a.xml', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
}

function plainWaves() {
  const bytes = int16(standardLeads.flatMap((_, lead) => columnOf(lead)));
  return { attributes: `compression="Uncompressed" durationperchannel="${length * 2}"`, base64: bytes.toString('base64') };
}

/** Waveforms packed as the carts pack them: redundancy of the limb leads, second differences, LZW with codes of ten bits. */
export function xliWaves(columns: readonly (readonly number[])[]) {
  const bytes = redundant(columns).flatMap((values) => {
    const stored = differences(values);
    const packed = lzw([...stored.map((value) => (value >> 8) & 0xff), ...stored.map((value) => value & 0xff)]);
    const head = Buffer.alloc(8);
    head.writeInt32LE(packed.length, 0);
    return [head, packed];
  });
  return { attributes: 'compression="XLI"', base64: Buffer.concat(bytes).toString('base64') };
}

function redundant(columns: readonly (readonly number[])[]): number[][] {
  const [one, two, three, right, left, foot, ...chest] = columns as readonly number[][];
  const half = (value: number) => Math.floor(value / 2);
  return [
    [...one!],
    [...two!],
    three!.map((value, index) => two![index]! - one![index]! - value),
    right!.map((value, index) => -value - half(one![index]! + two![index]!)),
    left!.map((value, index) => half(one![index]! - three![index]!) - value),
    foot!.map((value, index) => half(two![index]! + three![index]!) - value),
    ...chest.map((lead) => [...lead]),
  ];
}

/** What is stored at n is told apart only at n + 1: out[n+1] = 2 out[n] - out[n-1] - (stored[n] - 64). */
function differences(out: readonly number[]): number[] {
  const stored = out.map((value, index) => (index < 2 ? value : 0));
  let last = 0;
  for (let index = 2; index < out.length; index++) {
    const wanted = 2 * out[index - 1]! - out[index - 2]! - out[index]!;
    if (index === 2) last = wanted;
    else stored[index - 1] = wanted + 64;
  }
  if (last !== 0) throw new Error('the first three samples of a made-up lead must lie on a line');
  return stored;
}

function lzw(bytes: readonly number[]): Buffer {
  const codes = new Map<string, number>(Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(byte), byte]));
  const out: number[] = [];
  let word = '';
  for (const byte of bytes) {
    const longer = word + String.fromCharCode(byte);
    if (codes.has(longer)) word = longer;
    else {
      out.push(codes.get(word)!);
      if (codes.size <= 1022) codes.set(longer, codes.size);
      word = String.fromCharCode(byte);
    }
  }
  out.push(codes.get(word)!, 1023);
  const bits = out.map((code) => code.toString(2).padStart(10, '0')).join('');
  return Buffer.from(bits.match(/.{1,8}/g)!.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
}

/** A whole twelve-lead record with everything a writer may have to say. */
export function madeUpTracing(columns?: readonly (readonly number[])[]): Tracing {
  const lead = (name: string, index: number): Lead => ({
    name,
    samples: Int32Array.from(columns?.[index] ?? Array.from({ length: 500 }, (_, at) => sampleOf(index, at) * 3)),
    hz: 500,
    nanovoltsPerBit: 2500,
    baseline: 0,
  });
  return {
    ...tracingOf('made-up', standardLeads.map(lead)),
    startedAt: '2026-11-20T09:30:00',
    patient: { ids: ['P-7'], family: 'Doe', given: 'Jane', birthDate: '1958-03-14', sex: 'female', ageYears: null },
    device: { manufacturer: 'Maker', model: 'Model', serial: 'S9', software: '1.0' },
    filters: { highPassHz: 0.05, lowPassHz: 150, notchHz: 60 },
    statements: ['Sinus rhythm <unconfirmed> & more'],
    deviceMeasurements: {
      heartRate: 72,
      rr: 833,
      pr: 158,
      pDuration: 102,
      qrs: 94,
      qt: 400,
      qtc: 438,
      qtcFormula: 'bazett',
      pAxis: 52,
      qrsAxis: -12,
      tAxis: 41,
    },
    representativeBeat: {
      leads: standardLeads.map((name, index) => ({
        ...lead(name, index),
        samples: Int32Array.from({ length: 300 }, (_, at) => sampleOf(index, at)),
      })),
      points: { pOn: 50, pOff: 100, qrsOn: 120, qrsOff: 167, tOff: 290 },
    },
  };
}
