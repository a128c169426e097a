/** Codes and units of US Core vital signs, and what else may be said about a measurement. EHR notes 2.3 and 2.4. */
import type { Unit } from '../../../../drivers/model/quantity.ts';
import type { Qualifiers, SheetKey } from '../../../preload/contract.ts';

export interface Coding {
  system: string;
  code: string;
  display?: string;
}

const loincSystem = 'http://loinc.org';
const snomedSystem = 'http://snomed.info/sct';
const mdcSystem = 'urn:iso:std:iso:11073:10101';

export const loinc = (code: string, display: string): Coding => ({ system: loincSystem, code, display });
export const snomed = (code: string, display: string): Coding => ({ system: snomedSystem, code, display });
export const mdc = (code: string, display: string): Coding => ({ system: mdcSystem, code, display });

export interface VitalSign {
  profile: string;
  codings: readonly Coding[];
  text: string;
}

const vitalSign = (profile: string, text: string, ...codings: Coding[]): VitalSign => ({ profile, codings, text });

export const vitalSigns: Readonly<Record<SheetKey, VitalSign>> = {
  bloodPressure: vitalSign(
    'us-core-blood-pressure',
    'Blood pressure',
    loinc('85354-9', 'Blood pressure panel with all children optional'),
    mdc('150020', 'MDC_PRESS_BLD_NONINV'),
  ),
  pulseRate: vitalSign('us-core-heart-rate', 'Pulse', loinc('8867-4', 'Heart rate')),
  spo2: vitalSign(
    'us-core-pulse-oximetry',
    'SpO2',
    loinc('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'),
    loinc('2708-6', 'Oxygen saturation in Arterial blood'),
    mdc('150456', 'MDC_PULS_OXIM_SAT_O2'),
  ),
  temperature: vitalSign('us-core-body-temperature', 'Temperature', loinc('8310-5', 'Body temperature'), mdc('150364', 'MDC_TEMP_BODY')),
  respiratoryRate: vitalSign(
    'us-core-respiratory-rate',
    'Respirations',
    loinc('9279-1', 'Respiratory rate'),
    mdc('151562', 'MDC_RESP_RATE'),
  ),
  weight: vitalSign('us-core-body-weight', 'Weight', loinc('29463-7', 'Body weight'), mdc('188736', 'MDC_MASS_BODY_ACTUAL')),
  height: vitalSign('us-core-body-height', 'Height', loinc('8302-2', 'Body height'), mdc('188740', 'MDC_LEN_BODY_ACTUAL')),
  bodyMassIndex: vitalSign(
    'us-core-bmi',
    'BMI',
    loinc('39156-5', 'Body mass index (BMI) [Ratio]'),
    mdc('188752', 'MDC_RATIO_MASS_BODY_LEN_SQ'),
  ),
  painScore: vitalSign(
    'us-core-vital-signs',
    'Pain 0-10',
    loinc('72514-3', 'Pain severity - 0-10 verbal numeric rating [Score] - Reported'),
  ),
};

export const averagePressure = vitalSign(
  'us-core-average-blood-pressure',
  'Average blood pressure',
  loinc('96607-7', 'Blood pressure panel mean systolic and mean diastolic'),
);

export const pressureComponents = {
  systolic: {
    single: [loinc('8480-6', 'Systolic blood pressure'), mdc('150021', 'MDC_PRESS_BLD_NONINV_SYS')],
    average: [loinc('96608-5', 'Systolic blood pressure mean')],
  },
  diastolic: {
    single: [loinc('8462-4', 'Diastolic blood pressure'), mdc('150022', 'MDC_PRESS_BLD_NONINV_DIA')],
    average: [loinc('96609-3', 'Diastolic blood pressure mean')],
  },
  meanArterialPressure: { single: [loinc('8478-0', 'Mean blood pressure'), mdc('150023', 'MDC_PRESS_BLD_NONINV_MEAN')], average: null },
} as const;

/** The human word beside each UCUM code. */
export const unitText: Readonly<Record<Unit, string>> = {
  '/min': 'beats/minute',
  '%': '%',
  'mm[Hg]': 'mmHg',
  kPa: 'kPa',
  Cel: 'degC',
  '[degF]': 'degF',
  kg: 'kg',
  g: 'g',
  '[lb_av]': 'lb',
  cm: 'cm',
  m: 'm',
  '[in_i]': 'in',
  'kg/m2': 'kg/m2',
  '{score}': '{score}',
};

/** Units that US Core allows as they were sent; any other is sent in the quantity's own unit. */
export const allowedUnits: Readonly<Partial<Record<SheetKey, readonly Unit[]>>> = {
  temperature: ['Cel', '[degF]'],
  weight: ['kg', 'g', '[lb_av]'],
  height: ['cm', '[in_i]'],
};

export const siteCodings: Readonly<Record<string, Coding>> = {
  'left arm': snomed('723961002', 'Structure of left brachial artery'),
  'right arm': snomed('723962009', 'Structure of right brachial artery'),
  oral: snomed('74262004', 'Oral cavity structure'),
  rectal: snomed('34402009', 'Rectum structure'),
  axillary: snomed('422543003', 'Axillary region structure'),
  tympanic: snomed('42859004', 'Tympanic membrane structure'),
  ear: snomed('117590005', 'Ear structure'),
  temporal: snomed('52795006', 'Forehead structure'),
  finger: snomed('7569003', 'Finger structure'),
  toe: snomed('29707007', 'Toe structure'),
  'ear lobe': snomed('48800003', 'Ear lobule structure'),
  forehead: snomed('52795006', 'Forehead structure'),
};

/** What thermometers call the places that people here call otherwise. */
const sameSite: Readonly<Record<string, string>> = {
  mouth: 'oral',
  rectum: 'rectal',
  armpit: 'axillary',
  axilla: 'axillary',
  tympanum: 'tympanic',
  'tympanic membrane': 'tympanic',
};

/** A place by the name it has its codes under. */
export function siteNamed(words: string): string {
  return sameSite[words] ?? words;
}

export const methodCodings: Readonly<Record<string, Coding>> = {
  oscillometry: snomed('31813000', 'Vascular oscillometry'),
  auscultation: snomed('37931006', 'Auscultation'),
  palpation: snomed('113011001', 'Palpation'),
  measured: snomed('258104002', 'Measured'),
  estimated: snomed('414135002', 'Estimated'),
  reported: snomed('733985002', 'Reported'),
  ekg: snomed('29303009', 'Electrocardiographic procedure'),
  inspection: snomed('32750006', 'Inspection'),
  oximetry: snomed('264598005', 'Oximetry'),
};

export const positionCodings: Readonly<Record<NonNullable<Qualifiers['position']>, Coding>> = {
  sitting: snomed('33586001', 'Sitting position'),
  standing: snomed('10904000', 'Orthostatic body position'),
  supine: snomed('40199007', 'Supine body position'),
  recumbent: snomed('102538003', 'Recumbent body position'),
};

export const cuffWords: Readonly<Record<NonNullable<Qualifiers['cuff']>, { text: string; coding?: Coding }>> = {
  neonatal: { text: 'Neonatal' },
  child: { text: 'Child', coding: snomed('720736009', 'Pediatric blood pressure cuff') },
  'small-adult': { text: 'Small adult, 22-26 cm' },
  adult: { text: 'Adult, 27-34 cm', coding: snomed('720737000', 'Adult blood pressure cuff') },
  'large-adult': { text: 'Large adult, 35-44 cm' },
  thigh: { text: 'Thigh, 45-52 cm' },
};

/** What the screen calls a way of giving oxygen. */
export const oxygenWords: Readonly<Record<NonNullable<Qualifiers['oxygen']>['delivery'], string>> = {
  'room-air': 'room air',
  'nasal-cannula': 'nasal cannula',
  'simple-mask': 'simple mask',
  'non-rebreather': 'non-rebreather mask',
  other: 'given, in another way',
};
