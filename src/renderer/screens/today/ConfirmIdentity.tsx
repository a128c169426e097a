/** Two steps: the patient says who they are; then both identifiers are shown and compared. Nothing is captured before. */
import { Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Patient, TodayRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { showRooming } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime } from '../rooming/age.ts';
import { dateOfBirthWords, mrnWords } from '../rooming/identity.ts';
import { useAct } from '../rooming/useAct.tsx';
import { ClosedVisit, OwnVisit } from './OpenVisit.tsx';
import styles from './today.module.css';

interface ConfirmIdentityProps {
  row: TodayRow;
  room: string;
  /** The name of who works here now. */
  me: string;
  onOpened: () => void;
  onResume: (visitId: string) => void;
}

export function ConfirmIdentity({ row, room, me, onOpened, onResume }: ConfirmIdentityProps) {
  const [isNew, setNew] = useState(false);
  if (row.visitId !== null && row.step === 'left' && !isNew)
    return <ClosedVisit row={row} onLook={onResume} onOpened={onOpened} onNew={() => setNew(true)} />;
  if (row.visitId !== null && row.step !== 'left' && row.owner === me) return <OwnVisit row={row} onResume={onResume} />;
  return <Question row={row} room={room} onOpened={onOpened} onResume={onResume} />;
}

/** Also before somebody else's open visit is taken over: who takes it over asks anew. */
function Question({ row, room, onOpened, onResume }: Omit<ConfirmIdentityProps, 'me'>) {
  const [patient, setPatient] = useState<Patient | null>(null);
  const { act, busy, refusal } = useAct();
  const panel = useRef<HTMLElement>(null);
  const isShown = patient !== null;
  const others = row.step === 'left' ? null : row.visitId;
  useEffect(() => {
    if (isShown) panel.current?.querySelector<HTMLElement>('[data-match]')?.focus();
  }, [isShown]);
  const said = () =>
    act(async () => {
      if (row.step === 'not-arrived') await call('patients.arrive', { patientId: row.patientId });
      setPatient(await call('patients.identify', { patientId: row.patientId }));
    });
  const matches = () =>
    act(async () => {
      showRooming(
        others === null
          ? await call('visits.open', { patientId: row.patientId, statedName: true, statedDateOfBirth: true, room })
          : await call('visits.takeOver', { visitId: others }),
      );
      onOpened();
    });
  const noMatch = () => act(() => call('patients.noMatch', { patientId: row.patientId }).then(() => setPatient(null)));
  return (
    <section ref={panel} className={styles.confirm} data-confirm="" data-region="confirm" aria-label="Confirm who this is">
      {others !== null && (
        <p className={styles.others}>
          <span>
            <b>{row.owner ?? 'Somebody'} has this visit open</b>
            {row.room ? ` in ${row.room}` : ''}.
          </span>
          <Button onPress={() => onResume(others)}>Only look</Button>
        </p>
      )}
      <p className={styles.second}>Ask, and let the patient say it</p>
      <p className={styles.question}>“Please tell me your full name and your date of birth.”</p>
      {patient === null ? (
        <>
          <dl className={styles.masked}>
            <div>
              <dt>Date of birth</dt>
              <dd>••/••/••••</dd>
            </div>
            <div>
              <dt>MRN</dt>
              <dd>ends {row.mrnEnd}</dd>
            </div>
          </dl>
          <Button variant="solid" size="big" isDisabled={busy} onPress={() => void said()}>
            They have said both
          </Button>
        </>
      ) : (
        <>
          <dl className={styles.identity}>
            <div>
              <dt>Full name</dt>
              <dd className={styles.fullName}>
                {patient.given} {patient.family}
              </dd>
            </div>
            <div>
              <dt>Date of birth</dt>
              <dd>{dateOfBirthWords(patient.dateOfBirth)}</dd>
            </div>
            <div>
              <dt>MRN</dt>
              <dd>{mrnWords(patient.mrn)}</dd>
            </div>
          </dl>
          {row.similarTo !== null && (
            <p className={styles.similar}>
              <Users aria-hidden="true" />
              <span>
                <b>Another {row.similarTo.family} today:</b> {row.similarTo.given}, born {row.similarTo.bornYear}
                {row.similarTo.appointmentAt === null ? '' : `, at ${clockTime(row.similarTo.appointmentAt)}`}
              </span>
            </p>
          )}
          <div className={styles.match}>
            <Button variant="solid" size="big" isDisabled={busy} data-match="" onPress={() => void matches()}>
              {others === null ? 'Stated and matches' : 'Matches, take it over'}
            </Button>
            <Button size="big" isDisabled={busy} onPress={() => void noMatch()}>
              No match
            </Button>
          </div>
        </>
      )}
      {refusal}
    </section>
  );
}
