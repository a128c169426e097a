/** What can be done with a patient whose visit is open, or was closed today: go to it, take it over, look at it, open it again. */
import { useState } from 'react';
import type { TodayRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { showRooming } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import styles from './today.module.css';

interface OwnVisitProps {
  row: TodayRow;
  onResume: (visitId: string) => void;
}

export function OwnVisit({ row, onResume }: OwnVisitProps) {
  return (
    <section className={styles.confirm} data-confirm="" data-region="confirm" aria-label="Open visit">
      <p className={styles.second}>{row.room === null || row.room === '' ? 'Your visit is open' : `Your visit is open in ${row.room}`}</p>
      <h2>
        {row.given} {row.family}
      </h2>
      <Button variant="solid" size="big" onPress={() => onResume(row.visitId!)}>
        Go to the visit
      </Button>
    </section>
  );
}

interface ClosedVisitProps {
  row: TodayRow;
  onLook: (visitId: string) => void;
  onOpened: () => void;
  /** The patient is here once more: a new visit, through the identity check. */
  onNew: () => void;
}

export function ClosedVisit({ row, onLook, onOpened, onNew }: ClosedVisitProps) {
  const [reason, setReason] = useState<string | null>(null);
  const { act, busy, refusal } = useAct();
  const visitId = row.visitId!;
  const reopen = () =>
    act(async () => {
      showRooming(await call('visits.reopen', { visitId, reason: (reason ?? '').trim() }));
      onOpened();
    });
  return (
    <section className={styles.confirm} data-confirm="" data-region="confirm" aria-label="Closed visit">
      <p className={styles.second}>Signed and closed today</p>
      <h2>
        {row.given} {row.family}
      </h2>
      <Button variant="solid" size="big" onPress={() => onLook(visitId)}>
        Look at it, or correct a value
      </Button>
      {reason === null ? (
        <div className={styles.twoActs}>
          <Button onPress={() => setReason('')}>Open it again…</Button>
          <Button onPress={onNew}>New visit</Button>
        </div>
      ) : (
        <>
          <TextField label="Why is it opened again?" value={reason} onChange={setReason} autoFocus />
          <div className={styles.match}>
            <Button isDisabled={busy || reason.trim() === ''} onPress={() => void reopen()}>
              Open it again
            </Button>
            <Button onPress={() => setReason(null)}>Cancel</Button>
          </div>
        </>
      )}
      {refusal}
    </section>
  );
}
