/// <reference path="./dcmjs.d.ts" />
/** Writes a DICOM EKG, explicit little-endian: samples come back exactly, or nothing is written. EKG notes 1.2, "Writer minimum". */
import { type DicomDataset, data } from 'dcmjs';
import type { Lead, Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';
import { codeOfLead, placementConcept } from './codes.ts';
import { codeItem, datasetOf, type Element, nameText } from './elements.ts';
import { annotationItems } from './encode-annotations.ts';
import { uidsFor } from './encode-identity.ts';
import { groupItem } from './encode-waveforms.ts';
import { unknownMoment } from './facts.ts';

const twelveLead = '1.2.840.10008.5.1.4.1.1.9.1.1';
const general = '1.2.840.10008.5.1.4.1.1.9.1.2';
const explicitLittle = '1.2.840.10008.1.2.1';
/** Isoline as the one that wrote the file, in the form 2.25 of a UUID. */
const implementation = '2.25.47331263330882760120011035651936892344';
/** What the twelve-lead object allows (PS3.3, A.34.3.4). */
const twelveLeadBounds = { leads: 13, samples: 16_384, lowestHz: 200, highestHz: 1000 };

/** Throws `UnwritableTracing`. Leads that follow from others are left out; annotations of single beats have no place here. */
export function writeDicom(tracing: Tracing, name: string, note?: string): WrittenFile[] {
  const leads = tracing.leads.filter(({ derived }) => derived !== true);
  const beat = tracing.representativeBeat?.leads.filter(({ derived }) => derived !== true) ?? [];
  if (leads.length === 0) throw new UnwritableTracing('there is no lead to write');
  const { filters } = tracing;
  const groups = [groupItem(leads, { originality: 'ORIGINAL', label: 'RHYTHM', filters })];
  if (beat.length > 0) groups.push(groupItem(beat, { originality: 'DERIVED', label: 'MEDIAN BEAT', filters }));
  const sopClass = fitsTwelveLead(leads) ? twelveLead : general;
  const uids = uidsFor(tracing);
  const file = new data.DicomDict(metaOf(sopClass, uids.instance));
  file.dict = datasetOf([
    ...identity(tracing, sopClass, uids, note),
    ...patientElements(tracing),
    ...equipment(tracing),
    ['00400555', 'SQ', ...placementItems(tracing.placement)],
    ['54000100', 'SQ', ...groups],
    ...annotationElements(tracing),
  ]);
  return [{ name: `${name}.dcm`, bytes: new Uint8Array(file.write()) }];
}

function fitsTwelveLead(leads: readonly Lead[]): boolean {
  const { hz, samples } = leads[0]!;
  const bounds = twelveLeadBounds;
  const isKnown = leads.every((lead) => codeOfLead(lead.name).scheme === 'SCPECG');
  return isKnown && leads.length <= bounds.leads && samples.length <= bounds.samples && hz >= bounds.lowestHz && hz <= bounds.highestHz;
}

function metaOf(sopClass: string, instance: string): DicomDataset {
  return datasetOf([
    ['00020001', 'OB', Uint8Array.of(0, 1).buffer],
    ['00020002', 'UI', sopClass],
    ['00020003', 'UI', instance],
    ['00020010', 'UI', explicitLittle],
    ['00020012', 'UI', implementation],
    ['00020013', 'SH', 'ISOLINE'],
  ]);
}

function identity({ startedAt, orderNumber }: Tracing, sopClass: string, uids: ReturnType<typeof uidsFor>, note?: string): Element[] {
  const { date, time, zone } = momentOf(startedAt);
  const content = { date: date ?? unknownMoment.slice(0, 8), time: time ?? unknownMoment.slice(8) };
  const descriptions = [...(note === undefined ? [] : [note]), ...(date === null ? [timeUnknown(note)] : [])];
  return [
    ['00080005', 'CS', 'ISO_IR 192'],
    ['00080016', 'UI', sopClass],
    ['00080018', 'UI', uids.instance],
    ['00080020', 'DA', date],
    ['00080023', 'DA', content.date],
    ['0008002A', 'DT', date === null ? unknownMoment : `${date}${time ?? ''}${zone ?? ''}`],
    ['00080030', 'TM', time],
    ['00080033', 'TM', content.time],
    ['00080050', 'SH', orderNumber],
    ['00080060', 'CS', 'ECG'],
    ['00080090', 'PN'],
    ...(zone === null ? [] : [['00080201', 'SH', zone] as const]),
    ...(descriptions.length === 0 ? [] : [['0008103E', 'LO', descriptions.join('; ')] as const]),
    ['0020000D', 'UI', uids.study],
    ['0020000E', 'UI', uids.series],
    ['00200010', 'SH'],
    ['00200011', 'IS', '1'],
    ['00200013', 'IS', '1'],
  ];
}

/** A series description has 64 characters. */
function timeUnknown(note?: string): string {
  return note === undefined ? 'The time of the recording is not known' : 'no time';
}

function momentOf(startedAt: string | null): { date: string | null; time: string | null; zone: string | null } {
  const shape = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{1,6})?\d*)?(Z|[+-]\d\d:?\d\d)?)?$/;
  if (startedAt === null) return { date: null, time: null, zone: null };
  const found = shape.exec(startedAt);
  if (found === null) throw new UnwritableTracing(`"${startedAt}" is no date and time that DICOM can hold`);
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return {
    date: `${year}${month}${day}`,
    time: hour === undefined ? null : `${hour}${minute}${second ?? ''}${fraction ?? ''}`,
    zone: zone === undefined ? null : zone === 'Z' ? '+0000' : zone.replace(':', ''),
  };
}

function patientElements({ patient }: Tracing): Element[] {
  const name = [patient.family, patient.given].map((part) => nameText(part) ?? '').join('^');
  const [first, ...others] = patient.ids;
  return [
    ['00100010', 'PN', name === '^' ? null : name.replace(/\^$/, '')],
    ['00100020', 'LO', first ?? null],
    ['00100030', 'DA', patient.birthDate?.replaceAll('-', '') ?? null],
    ['00100040', 'CS', patient.sex === null ? null : patient.sex === 'female' ? 'F' : 'M'],
    ...(others.length === 0 ? [] : [['00101000', 'LO', ...others] as const]),
    ...(patient.ageYears === null ? [] : [['00101010', 'AS', `${String(patient.ageYears).padStart(3, '0')}Y`] as const]),
  ];
}

function equipment({ device, institution, confirmedBy, technician }: Tracing): Element[] {
  const optional: Element[] = [
    ['00080080', 'LO', institution],
    ['00081060', 'PN', nameText(confirmedBy)],
    ['00081070', 'PN', nameText(technician)],
    ['00081090', 'LO', device.model],
    ['00181000', 'LO', device.serial],
    ['00181020', 'LO', device.software],
  ];
  return [['00080070', 'LO', device.manufacturer?.slice(0, 64) ?? null], ...optional.filter(([, , value]) => value !== null)];
}

const placements = {
  standard: [1, 'Standard 12-lead positions'],
  'mason-likar': [2, 'Mason-Likar limb positions'],
  other: [4, 'Other positions'],
  derived: [5, 'Derived from Frank XYZ leads'],
} as const;

function placementItems(placement: Tracing['placement']): DicomDataset[] {
  if (placement === null) return [];
  const [number, meaning] = placements[placement];
  return [
    datasetOf([
      ['0040A040', 'CS', 'CODE'],
      ['0040A043', 'SQ', codeItem({ value: placementConcept, scheme: 'SCPECG', meaning: 'Electrode Placement' })],
      ['0040A168', 'SQ', codeItem({ value: `${placementConcept}-${number}`, scheme: 'SCPECG', meaning })],
    ]),
  ];
}

function annotationElements(tracing: Tracing): Element[] {
  const items = annotationItems(tracing);
  return items.length === 0 ? [] : [['0040B020', 'SQ', ...items]];
}
