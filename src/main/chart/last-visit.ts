/** The last signed value of each row before this visit, for the tiles that say what it was. */
import type { HistoryPoint, Rooming } from '../../preload/contract.ts';
import type { Db } from '../storage/open.ts';
import { historyOf } from '../storage/signed.ts';
import { sheetKeys } from './draft.ts';

export function lastVisitOf(db: Db, patientId: string, before: string): Rooming['lastVisit'] {
  const points = historyOf(db, patientId).filter(({ at, status }) => at < before && status !== 'withdrawn');
  return sheetKeys.flatMap((key) => {
    const last = points.filter((point) => point.key === key).at(-1);
    if (last === undefined) return [];
    const together = points.filter((point) => point.key === key && point.at === last.at);
    return [{ key, words: wordsOf(together), on: dayWords(last.at) }];
  });
}

function wordsOf(points: readonly HistoryPoint[]): string {
  return points
    .filter(({ quantity }) => quantity !== 'meanArterialPressure')
    .map(({ shown }) => shown)
    .join('/');
}

function dayWords(at: string): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' }).format(new Date(at));
}
