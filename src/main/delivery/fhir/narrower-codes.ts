/** What more a code can say of a vital sign than its required LOINC does: how and where it was measured. EHR notes 2.3. Pure. */
import type { Measurement, Qualifiers, SheetKey } from '../../../preload/contract.ts';
import { type Coding, loinc, mdc, siteNamed } from './codes.ts';

/** By what counted the pulse. */
const bySource: Readonly<Record<string, readonly Coding[]>> = {
  oximeter: [loinc('8889-8', 'Heart rate by Pulse oximetry'), mdc('149530', 'MDC_PULS_OXIM_PULS_RATE')],
  cuff: [mdc('149546', 'MDC_PULS_RATE_NON_INV')],
  ecg: [loinc('76282-3', 'Heart rate.beat-to-beat by EKG'), mdc('147842', 'MDC_ECG_HEART_RATE')],
};

const byPosition: Readonly<Partial<Record<NonNullable<Qualifiers['position']>, Coding>>> = {
  sitting: loinc('69000-8', 'Heart rate --sitting'),
  standing: loinc('69001-6', 'Heart rate --standing'),
  supine: loinc('68999-2', 'Heart rate --supine'),
};

const bySite: Readonly<Record<string, readonly Coding[]>> = {
  oral: [loinc('8331-1', 'Oral temperature'), mdc('188424', 'MDC_TEMP_ORAL')],
  rectal: [loinc('8332-9', 'Rectal temperature'), mdc('188420', 'MDC_TEMP_RECT')],
  axillary: [loinc('8328-7', 'Axillary temperature'), mdc('188452', 'MDC_TEMP_AXIL')],
  tympanic: [loinc('8333-7', 'Tympanic membrane temperature'), mdc('150392', 'MDC_TEMP_TYMP')],
  ear: [loinc('76011-6', 'Ear temperature'), mdc('188428', 'MDC_TEMP_EAR')],
  temporal: [loinc('75539-7', 'Body temperature - Temporal artery')],
};

/** How a child is measured who cannot stand. */
const lyingLength = 'lying length';

const measuredCodings: Readonly<Partial<Record<SheetKey, Coding>>> = {
  weight: loinc('3141-9', 'Body weight Measured'),
  height: loinc('3137-7', 'Body height Measured'),
};

/** Codes beside the required one, LOINC first; none where nothing is known beyond it. */
export function narrowerCodings(key: SheetKey, { values, qualifiers, source }: Measurement): readonly Coding[] {
  if (key === 'temperature') return bySite[siteNamed(qualifiers.site ?? '')] ?? [];
  if (key === 'pulseRate') {
    const positional = qualifiers.position === undefined ? undefined : byPosition[qualifiers.position];
    return [...(positional === undefined ? [] : [positional]), ...(bySource[values[0]?.note.pulseSource ?? ''] ?? [])];
  }
  const { method } = qualifiers;
  if (key === 'height' && method === lyingLength) return [loinc('8306-3', 'Body height --lying')];
  const measured = measuredCodings[key];
  const isMeasured = isMeasuring(key, method) || (source === 'device' && (method === undefined || method === ''));
  return measured !== undefined && isMeasured ? [measured] : [];
}

/** Who stood at the scale was measured there, not asked. */
export function isMeasuring(key: SheetKey, method: string | undefined): boolean {
  return method === 'measured' || (key === 'height' && method === 'standing');
}
