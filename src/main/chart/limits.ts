/** The clinic's own "tell the provider" limits, applied to what is about to be signed. Policy, not a verdict; pure. Workflow notes, section 5. */
import { type Quantity, quantities } from '../../../drivers/model/quantity.ts';
import type { ClinicLimit, LimitQuestion, Measurement, Settings, SheetRow } from '../../preload/contract.ts';
import { valueFor } from './measure.ts';

interface Hit {
  limit: ClinicLimit;
  quantity: Quantity;
}

/** One question per ticked row whose value is outside a limit for this age; the more urgent level where both are. */
export function questionsFor(rows: readonly SheetRow[], ageYears: number, settings: Settings): LimitQuestion[] {
  const limits = settings.limits.filter(({ fromYears, toYears }) => ageYears >= fromYears && (toYears === null || ageYears < toYears));
  return rows.flatMap((row) => {
    if (!row.ticked || row.measurement === null) return [];
    const hits = limits.flatMap((limit) => hitOf(limit, row.measurement!));
    const hit = hits.find(({ limit }) => limit.level === 'now') ?? hits[0];
    return hit === undefined ? [] : [questionOf(row, row.measurement, hit, settings)];
  });
}

function hitOf(limit: ClinicLimit, measurement: Measurement): Hit[] {
  const value = valueFor(measurement, limit.quantity)?.value ?? null;
  if (value === null) return [];
  const [lowest, highest] = asWhole(limit.quantity, value);
  const isOutside = (limit.atOrBelow !== null && lowest <= limit.atOrBelow) || (limit.atOrAbove !== null && highest >= limit.atOrAbove);
  return isOutside ? [{ limit, quantity: limit.quantity }] : [];
}

/** Limits of whole numbers are written for whole numbers ("below 100" as 99 or less): one between two asks as its neighbors do. */
function asWhole(quantity: Quantity, value: number): [lowest: number, highest: number] {
  return quantities[quantity].precision === 0 ? [Math.floor(value), Math.ceil(value)] : [value, value];
}

function questionOf(row: SheetRow, measurement: Measurement, { limit, quantity }: Hit, settings: Settings): LimitQuestion {
  return {
    id: `${row.key}:${measurement.id}:${limit.level}`,
    key: row.key,
    words: `Told the provider about ${shownWords(measurement)}?`,
    level: limit.level,
    limitWords: `Clinic limit, ${ageWords(limit)}: tell ${limit.level === 'now' ? 'now' : 'before seen'} at ${quantityWords(quantity)} ${boundWords(limit, measurement)}.`,
    setBy: settings.limitsSetBy,
    setOn: settings.limitsSetOn,
  };
}

/** The value with its name, as a person says it: "163/92", "pulse 131", "temperature 38.4 °C". */
export function shownWords(measurement: Measurement): string {
  if (measurement.kind === 'bloodPressure') {
    const number = (quantity: Quantity) => valueFor(measurement, quantity)?.value ?? '—';
    return `${number('systolic')}/${number('diastolic')}`;
  }
  const value = measurement.values[0];
  if (value === undefined || value.value === null) return '—';
  const { value: number, unit } = value.sent ?? { value: value.value, unit: value.unit };
  const units: Partial<Record<string, string>> = {
    Cel: ' °C',
    '[degF]': ' °F',
    '[lb_av]': ' lb',
    '[in_i]': ' in',
    '/min': '',
    '{score}': '',
    '%': ' %',
  };
  return `${quantityWords(value.quantity)} ${number}${units[unit] ?? ` ${unit}`}`;
}

function quantityWords(quantity: Quantity): string {
  return quantities[quantity].label === 'SpO₂' ? 'SpO₂' : quantities[quantity].label.toLowerCase();
}

function ageWords({ fromYears, toYears }: ClinicLimit): string {
  if (fromYears >= 18 && toYears === null) return 'adults';
  const words = (years: number) => (years < 2 ? `${Math.round(years * 12)} months` : `${years} years`);
  return toYears === null ? `from ${words(fromYears)}` : `${words(fromYears)} to ${words(toYears)}`;
}

function boundWords({ atOrBelow, atOrAbove }: ClinicLimit, measurement: Measurement): string {
  const value = measurement.values[0]?.value ?? 0;
  const above = atOrAbove === null ? null : `${atOrAbove} or more`;
  const below = atOrBelow === null ? null : `${atOrBelow} or less`;
  if (above !== null && below !== null && measurement.kind === 'single') return value >= atOrAbove! ? above : below;
  return [above, below].filter(Boolean).join(', or ');
}
