/**
 * What the rows of a sender mean: MDC numbers with the names they must come with, and the dialects of senders that
 * use codes or words of their own. A table, so that a site's codes are data. IHE PCD-01; GE 2062665-001; Welch Allyn
 * Connectivity Server outbound tags; listeners written for Philips, Comen and older Mindray monitors.
 */
import type { ReadingNote } from '../model/heard.ts';
import type { Quantity, Unit } from '../model/quantity.ts';

export interface Meaning {
  quantity: Quantity;
  pulseSource?: ReadingNote['pulseSource'];
  /** Divide the number by this: senders that count in tenths. */
  divide?: number;
}

/** MDC number: meaning, and the names it may have, the second where Philips shortens it. A number and a name that disagree mean nothing. */
const mdc: Readonly<Record<string, Meaning & { names: readonly string[] }>> = {
  '150021': { quantity: 'systolic', names: ['PRESS_BLD_NONINV_SYS', 'NBPs'] },
  '150022': { quantity: 'diastolic', names: ['PRESS_BLD_NONINV_DIA', 'NBPd'] },
  '150023': { quantity: 'meanArterialPressure', names: ['PRESS_BLD_NONINV_MEAN', 'NBPm'] },
  '149546': { quantity: 'pulseRate', pulseSource: 'cuff', names: ['PULS_RATE_NON_INV'] },
  '149530': { quantity: 'pulseRate', pulseSource: 'oximeter', names: ['PULS_OXIM_PULS_RATE'] },
  '149522': { quantity: 'pulseRate', names: ['PULS_RATE'] },
  '147842': { quantity: 'heartRate', pulseSource: 'ecg', names: ['ECG_HEART_RATE', 'HR'] },
  '150456': { quantity: 'spo2', names: ['PULS_OXIM_SAT_O2', 'SpO2'] },
  '150344': { quantity: 'temperature', names: ['TEMP'] },
  '150364': { quantity: 'temperature', names: ['TEMP_BODY'] },
  '151562': { quantity: 'respiratoryRate', names: ['RESP_RATE', 'RR'] },
  '151578': { quantity: 'respiratoryRate', names: ['TTHOR_RESP_RATE'] },
  '188736': { quantity: 'weight', names: ['MASS_BODY_ACTUAL'] },
  '188740': { quantity: 'height', names: ['LEN_BODY_ACTUAL'] },
};

/** Welch Allyn labels, with OBX-4 saying which pressure. */
const labels: readonly (readonly [label: RegExp, subId: RegExp, meaning: Meaning])[] = [
  [/^(NIBP|non-?invasive (blood )?pressure)$/i, /^SYS/i, { quantity: 'systolic' }],
  [/^(NIBP|non-?invasive (blood )?pressure)$/i, /^DIA/i, { quantity: 'diastolic' }],
  [/^(NIBP|non-?invasive (blood )?pressure)$/i, /^MEAN/i, { quantity: 'meanArterialPressure' }],
  [/^(SpO2|O2 saturation)$/i, /^$|^\d$/, { quantity: 'spo2' }],
  [/^(heart rate|HR)$/i, /^$|^\d$/, { quantity: 'heartRate' }],
  [/^(pulse rate|PR)$/i, /^$|^\d$/, { quantity: 'pulseRate' }],
  [/^temp(erature)?$/i, /^$|^\d$/, { quantity: 'temperature' }],
  [/^(resp(iration)?( rate)?|RR|BR)$/i, /^$|^\d$/, { quantity: 'respiratoryRate' }],
];

/** Coding systems with numbers of their own: a label beside such a number proves nothing. */
const codingSystems = ['MDC', 'MDIL', 'LN', 'SCT', 'SNM', 'SNM3'];

/**
 * Older Mindray monitors and Comen NC3A: local number and name. Only rows seen in public are here. Temperature comes in
 * tenths. Their SpO2 row states Celsius as its unit and is refused for it.
 */
const local: Readonly<Record<string, Meaning & { name: string }>> = {
  '40': { quantity: 'heartRate', pulseSource: 'ecg', name: 'HR' },
  '44': { quantity: 'pulseRate', name: 'PR' },
  '91': { quantity: 'meanArterialPressure', name: 'NIBP_M' },
  '100': { quantity: 'temperature', divide: 10, name: 'T1' },
  '188': { quantity: 'spo2', name: 'SPO2' },
};

export type Understood = { meaning: Meaning } | { why: string };

/** What a row's code, name and sub-id mean together; or why they mean nothing here. */
export function meaningOf(code: string, name: string, system: string, subId: string): Understood {
  const disagree = { why: `code ${code} and name ${name} disagree` };
  const known = mdc[mdcNumber(code)];
  if (known !== undefined) return known.names.includes(name.replace(/^MDC_/, '')) ? { meaning: known } : disagree;
  const own = system === 'MDC' ? undefined : local[code];
  if (own !== undefined) return own.name === name ? { meaning: own } : disagree;
  const words = [code, name].filter((word) => word !== '');
  const labeled = labels.find(([label, sub]) => words.length > 0 && words.every((word) => label.test(word)) && sub.test(subId));
  if (labeled !== undefined && !codingSystems.includes(system)) return { meaning: labeled[2] };
  return { why: `code ${code || '(none)'} ${name} is not one that is read here`.replace(/\s+/g, ' ') };
}

/** Philips writes MDC numbers as partition and code in hexadecimal: 0002-4a05 is 150021. */
function mdcNumber(code: string): string {
  const [, partition, number] = /^([0-9a-f]{4})-([0-9a-f]{4})$/i.exec(code) ?? [];
  if (partition === undefined || number === undefined) return code;
  return String(Number.parseInt(partition, 16) * 0x10000 + Number.parseInt(number, 16));
}

const units: readonly (readonly [RegExp, Unit])[] = [
  [/^(266016|MDC_DIM_MMHG|mm\[Hg\]|mmHg)$/i, 'mm[Hg]'],
  [/^(265987|MDC_DIM_KILO_PASCAL|kPa)$/i, 'kPa'],
  [/^(264864|264928|MDC_DIM_BEAT_PER_MIN|MDC_DIM_RESP_PER_MIN|\/min|1\/min|bpm|rpm|Br\/M|breaths?\/min|beats?\/min)$/i, '/min'],
  [/^(262688|MDC_DIM_PERCENT|%|percent)$/i, '%'],
  [/^(268192|MDC_DIM_DEGC|Cel|DegC|°C|C)$/i, 'Cel'],
  [/^(266560|MDC_DIM_FAHR|MDC_DIM_DEGF|\[degF\]|DegF|°F|F)$/i, '[degF]'],
  [/^(263875|MDC_DIM_KILO_G|kg)$/i, 'kg'],
  [/^(\[lb_av\]|lb|lbs)$/i, '[lb_av]'],
  [/^(263441|MDC_DIM_CENTI_M|cm)$/i, 'cm'],
  [/^(\[in_i\]|in)$/i, '[in_i]'],
];

/** The unit by its code or by its name; null when neither is known, or they disagree. */
export function unitOf(code: string, name: string): Unit | null {
  const find = (text: string) => units.find(([pattern]) => pattern.test(text))?.[1];
  const byCode = find(mdcNumber(code));
  const byName = find(name);
  if (byCode !== undefined && byName !== undefined && byCode !== byName) return null;
  return byCode ?? byName ?? null;
}

const sentinels = new Set(['-100', '-1000', '-10000', '8388607', '8388608', '32767', '-32768']);

/** Numbers that mean "no value" with one sender or another. */
export function isSentinel(text: string): boolean {
  return text === '' || /^-+$/.test(text) || sentinels.has(text.replace(/\.0+$/, ''));
}
