/** What waits for a person: readings without an owner, results that did not get through, limits nobody has been told about. */
import type { WaitingWork } from '../../preload/contract.ts';
import type { Db } from '../storage/open.ts';
import { readNotTold } from './tell-provider.ts';

interface Unassigned {
  label: string | null;
  at: string;
}

/** How many unassigned readings are named; the rest is a number. */
const named = 3;

export function readWaitingWork(db: Db, fridges: WaitingWork['fridges']): WaitingWork {
  const unassigned = db
    .prepare(
      `SELECT device_label AS label, measured_at AS at FROM measurements
       WHERE visit_id IS NULL AND apart IS NOT NULL AND dismissed_at IS NULL AND withdrawn_at IS NULL ORDER BY received_at DESC`,
    )
    .all() as Unassigned[];
  return {
    unassigned: {
      count: unassigned.length,
      words: unassigned.slice(0, named).map(({ label, at }) => `${label ?? 'By hand'} ${clockTime(at)}`),
    },
    outbox: readOutboxCounts(db),
    notTold: readNotTold(db),
    ekgs: readEkgs(db),
    fridges,
  };
}

/** One number for the rail: things that need a person. The fridges count for themselves. */
export function waitingForPerson({ unassigned, outbox, notTold, ekgs }: WaitingWork): number {
  return unassigned.count + outbox.refused + outbox.unanswered + notTold.length + ekgs.toConfirm + ekgs.unmatched;
}

function readEkgs(db: Db): WaitingWork['ekgs'] {
  return db
    .prepare(
      `SELECT count(*) FILTER (WHERE state = 'waiting') AS toConfirm, count(*) FILTER (WHERE state = 'unmatched') AS unmatched FROM ekgs`,
    )
    .get() as WaitingWork['ekgs'];
}

/** `refused` and `unanswered` need a person; `count` is all that is not in the chart yet. */
function readOutboxCounts(db: Db): WaitingWork['outbox'] {
  return db
    .prepare(
      `SELECT count(*) AS count,
        count(*) FILTER (WHERE needs_person = 1 AND state <> 'ambiguous') AS refused,
        count(*) FILTER (WHERE needs_person = 1 AND state = 'ambiguous') AS unanswered
       FROM outbox WHERE state NOT IN ('delivered', 'given-up')`,
    )
    .get() as WaitingWork['outbox'];
}

function clockTime(at: string): string {
  const time = new Date(at);
  return `${time.getHours()}:${String(time.getMinutes()).padStart(2, '0')}`;
}
