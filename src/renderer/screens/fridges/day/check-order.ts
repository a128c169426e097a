/** What a check would send of what stands on the card, and the card's own words. Pure. */
import type { CheckOrder, Degrees, FridgeCard, IncidentCard, StorageUnit } from '../../../../preload/contract.ts';
import { clockWords, weekdayOf } from '../day-words.ts';
import { degreesWords } from '../degrees.ts';
import { count } from '../notice-words.ts';

type Now = FridgeCard['now'];

/** What the logger wrote longer ago does not stand on its display now. */
const presentSeconds = 30 * 60;

export function isPresent(now: Now): boolean {
  return now !== null && now.value !== null && !now.silent && now.ageSeconds !== null && now.ageSeconds <= presentSeconds;
}

export function isOut(value: number | null, { low, high }: Pick<StorageUnit, 'low' | 'high'>): boolean {
  return value !== null && (value < low || value > high);
}

export function shownOf({ since }: FridgeCard): CheckOrder['shown'] {
  return { lowest: since.lowest?.value ?? null, highest: since.highest?.value ?? null };
}

/** Closed days with values, as they are shown. */
export function catchUpOf({ closedDays }: FridgeCard): CheckOrder['catchUp'] {
  return closedDays
    .map(({ date, lowest, highest }) => ({ date, lowest: lowest?.value ?? null, highest: highest?.value ?? null }))
    .filter(({ lowest, highest }) => lowest !== null || highest !== null);
}

/** Which check is made now. */
export function halfOf({ due }: Pick<FridgeCard, 'due'>): CheckOrder['half'] {
  return due?.half ?? (new Date().getHours() < 12 ? 'AM' : 'PM');
}

/** Confirmed as it stands; null where the logger does not say all of it, and a person has to read the display. */
export function checkOrder(card: FridgeCard, { reset }: { reset: boolean }): Omit<CheckOrder, 'catchUp'> | null {
  const shown = shownOf(card);
  if (!isPresent(card.now) || shown.lowest === null || shown.highest === null) return null;
  return {
    unitId: card.unit.id,
    half: halfOf(card),
    source: 'logger',
    shown,
    ...shown,
    current: card.now!.value,
    alarmSeen: null,
    resetDone: reset,
    roomTemperature: null,
    comment: '',
    readDifferently: [],
  };
}

/** "2 min ago", "Silent 47 min", "3 days ago" */
export function ageWords({ ageSeconds, at, silent }: NonNullable<Now>): string {
  if (ageSeconds === null) return `Logger’s clock ${clockWords(at)}`;
  const minutes = Math.floor(ageSeconds / 60);
  const long =
    minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.floor(minutes / 60)} h` : count(Math.floor(minutes / 1440), 'day');
  if (silent) return `Silent ${long}`;
  return minutes < 1 ? 'Now' : `${long} ago`;
}

/** "Since Fri 16:05. Sat and Sun come with it." */
export function sinceWords({ since, closedDays }: FridgeCard): string {
  const { previousCheckAt } = since;
  if (previousCheckAt === null) return 'Of the last day before the newest reading: no check yet.';
  const moment = new Date(previousCheckAt);
  const weekday = moment.toLocaleDateString('en-US', { weekday: 'short' });
  const time = `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`;
  const withValues = closedDays.filter(({ lowest, highest }) => lowest !== null || highest !== null);
  return `Since ${weekday} ${time}.${withValues.length === 0 ? '' : ` ${joined(withValues.map(({ date }) => weekdayOf(date)))} come with it.`}`;
}

function joined(names: readonly string[]): string {
  if (names.length > 3) return `${names.length} days`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "155 min" below two hours, then "2 h 35 min". */
export function minutesWords(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 120) return `${whole} min`;
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

export function incidentWords({ side, limit, peak, minutes, to }: IncidentCard, basis: Degrees): string {
  const where = side === 'low' ? 'below' : side === 'high' ? 'above' : 'outside its range, above';
  const howLong = minutes === null ? '' : ` for ${minutesWords(minutes)}`;
  const verb = to === null ? 'is' : 'was';
  return `Do not use this stock. It ${verb} ${where} ${degreesWords(limit, basis)}${howLong}, up to ${degreesWords(peak, basis)}.`.replace(
    ', up to',
    side === 'low' ? ', down to' : ', up to',
  );
}
