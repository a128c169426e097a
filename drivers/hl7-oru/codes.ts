/**
 * What the rows of a sender mean: MDC numbers with the names they must come with, and the dialects of senders that
 * use codes or words of their own. A table, so that a site's codes are data. IHE PCD-01; GE 2062665-001; Welch Allyn
 * Connectivity Server outbound tags; listeners written for Comen and older Mindray monitors.
 */
import type { ReadingNote } from '../model/heard.ts';
import type { Quantity, Unit } from '../model/quantity.ts';

export interface Meaning {
  quantity: Quantity;
  pulseSource?: ReadingNote['pulseSource'];
  /** Divide the number by this: senders that count in tenths. */
  divide?: number;
}

/** MDC number: meaning, and what its name must contain. A number and a name that disagree mean nothing. */
const mdc: Readonly<Record<string, Meaning & { name: RegExp }>> = {
  '150021': { quantity: 'systolic', name: /PRESS_BLD_NONINV_SYS/ },
  '150022': { quantity: 'diastolic', name: /PRESS_BLD_NONINV_DIA/ },
  '150023': { quantity: 'meanArterialPressure', name: /PRESS_BLD_NONINV_MEAN/ },
  '149546': { quantity: 'pulseRate', pulseSource: 'cuff', name: /PULS_RATE_NON_INV/ },
  '149530': { quantity: 'pulseRate', pulseSource: 'oximeter', name: /PULS_OXIM_PULS_RATE/ },
  '149522': { quantity: 'pulseRate', name: /^MDC_PULS_RATE$/ },
  '147842': { quantity: 'heartRate', pulseSource: 'ecg', name: /ECG_HEART_RATE/ },
  '150456': { quantity: 'spo2', name: /PULS_OXIM_SAT_O2/ },
  '150344': { quantity: 'temperature', name: /^MDC_TEMP$/ },
  '150364': { quantity: 'temperature', name: /^MDC_TEMP_BODY$/ },
  '151562': { quantity: 'respiratoryRate', name: /RESP_RATE/ },
  '151578': { quantity: 'respiratoryRate', name: /RESP_RATE/ },
  '188736': { quantity: 'weight', name: /MASS_BODY_ACTUAL/ },
  '188740': { quantity: 'height', name: /LEN_BODY_ACTUAL/ },
};

/** Welch Allyn labels, with OBX-4 saying which pressure. */
const labels: readonly (readonly [label: RegExp, subId: RegExp, meaning: Meaning])[] = [
  [/^(NIBP|non-?invasive (blood )?pressure)/i, /^SYS/i, { quantity: 'systolic' }],
  [/^(NIBP|non-?invasive (blood )?pressure)/i, /^DIA/i, { quantity: 'diastolic' }],
  [/^(NIBP|non-?invasive (blood )?pressure)/i, /^MEAN/i, { quantity: 'meanArterialPressure' }],
  [/^(SpO2|O2 saturation)$/i, /^$|^\d$/, { quantity: 'spo2' }],
  [/^(heart rate|HR)$/i, /^$|^\d$/, { quantity: 'heartRate' }],
  [/^(pulse rate|PR)$/i, /^$|^\d$/, { quantity: 'pulseRate' }],
  [/^temp(erature)?$/i, /^$|^\d$/, { quantity: 'temperature' }],
  [/^(resp(iration)?( rate)?|RR|BR)$/i, /^$|^\d$/, { quantity: 'respiratoryRate' }],
];

/** Older Mindray gateways: local number and name. Temperature comes in tenths. */
const mindray: Readonly<Record<string, Meaning & { name: string }>> = {
  '44': { quantity: 'pulseRate', pulseSource: 'oximeter', name: 'PR' },
  '101': { quantity: 'heartRate', pulseSource: 'ecg', name: 'HR' },
  '151': { quantity: 'respiratoryRate', name: 'RR' },
  '160': { quantity: 'spo2', name: 'SpO2' },
  '170': { quantity: 'systolic', name: 'NIBP_S' },
  '171': { quantity: 'diastolic', name: 'NIBP_D' },
  '172': { quantity: 'meanArterialPressure', name: 'NIBP_M' },
  '200': { quantity: 'temperature', divide: 10, name: 'T1' },
};

export type Understood = { meaning: Meaning } | { why: string };

/** What a row's code, name and sub-id mean together; or why they mean nothing here. */
export function meaningOf(code: string, name: string, system: string, subId: string): Understood {
  const known = mdc[code];
  if (known !== undefined && (system === 'MDC' || system === '' || /^MDC_/.test(name) || system.startsWith('99'))) {
    return known.name.test(name) ? { meaning: known } : { why: `code ${code} and name ${name} disagree` };
  }
  const local = mindray[code];
  if (local !== undefined && system !== 'MDC') {
    return local.name === name ? { meaning: local } : { why: `code ${code} and name ${name} disagree` };
  }
  const labeled = labels.find(([label, sub]) => (label.test(name) || label.test(code)) && sub.test(subId));
  if (labeled !== undefined && system !== 'MDC') return { meaning: labeled[2] };
  return { why: `code ${code || '(none)'} ${name} is not one that is read here`.replace(/\s+/g, ' ') };
}

const units: readonly (readonly [RegExp, Unit])[] = [
  [/^(266016|MDC_DIM_MMHG|mm\[Hg\]|mmHg)$/i, 'mm[Hg]'],
  [/^(265987|MDC_DIM_KILO_PASCAL|kPa)$/i, 'kPa'],
  [/^(264864|264928|MDC_DIM_BEAT_PER_MIN|MDC_DIM_RESP_PER_MIN|\/min|1\/min|bpm|rpm|Br\/M|breaths?\/min|beats?\/min)$/i, '/min'],
  [/^(262688|MDC_DIM_PERCENT|%|percent)$/i, '%'],
  [/^(268192|MDC_DIM_DEGC|Cel|DegC|°C|C)$/i, 'Cel'],
  [/^(266560|MDC_DIM_FAHR|\[degF\]|DegF|°F|F)$/i, '[degF]'],
  [/^(263875|MDC_DIM_KILO_G|kg)$/i, 'kg'],
  [/^(\[lb_av\]|lb|lbs)$/i, '[lb_av]'],
  [/^(263441|MDC_DIM_CENTI_M|cm)$/i, 'cm'],
  [/^(\[in_i\]|in)$/i, '[in_i]'],
];

/** The unit by its code or by its name; null when neither is known, or they disagree. */
export function unitOf(code: string, name: string): Unit | null {
  const find = (text: string) => units.find(([pattern]) => pattern.test(text))?.[1];
  const byCode = find(code);
  const byName = find(name);
  if (byCode !== undefined && byName !== undefined && byCode !== byName) return null;
  return byCode ?? byName ?? null;
}

const sentinels = new Set(['-100', '-1000', '-10000', '8388607', '8388608', '32767', '-32768']);

/** Numbers that mean "no value" with one sender or another. */
export function isSentinel(text: string): boolean {
  return text === '' || /^-+$/.test(text) || sentinels.has(text.replace(/\.0+$/, ''));
}
