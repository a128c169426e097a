/** The paper side: what will be signed, each with source and time, typed entry, the clinic's questions, and one action to sign. */
import { Pencil } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Failure, Measurement, Person, Rooming, Settings, SheetKey, Told } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { clockTime } from './age.ts';
import { dateOfBirthWords } from './identity.ts';
import styles from './rooming.module.css';
import { SetAside } from './SetAside.tsx';
import { SheetLine } from './SheetLine.tsx';
import { sheetOrder } from './shown.ts';
import { ToldPrompt, toldComplete } from './ToldPrompt.tsx';
import { TypeEntry } from './TypeEntry.tsx';
import { useAct } from './useAct.tsx';
import { useRowKeys } from './useRowKeys.ts';

interface SheetProps {
  rooming: Rooming;
  person: Person;
  settings: Settings;
  typing: SheetKey | null;
  onType: (key: SheetKey | null) => void;
  onCountBreaths: () => void;
  /** Somebody else's visit, or a closed one: nothing here acts. */
  isLookedAt: boolean;
  tools: ReactNode;
}

export function Sheet({ rooming, person, settings, typing, onType, onCountBreaths, isLookedAt, tools }: SheetProps) {
  const { visit } = rooming;
  const { act, busy, refusal } = useAct();
  const [frozen, setFrozen] = useState<Rooming | null>(null);
  const reviewing = frozen !== null;
  const [told, setTold] = useState<Record<string, Told>>({});
  const [reminder, setReminder] = useState('');
  const summary = useRef<HTMLDivElement>(null);
  // While it is reviewed the sheet stands still: what is signed is what was read.
  const seen = frozen ?? rooming;
  const rows = sheetOrder.map(
    (key) => seen.sheet.find((row) => row.key === key) ?? { key, measurement: null, ticked: false, held: null, newer: null },
  );
  const ticked = rows.filter((row) => row.ticked && row.measurement !== null);
  const keys = useRowKeys(onType);
  const count = ticked.length + (seen.orthostatic?.together.length ?? 0);
  const counted = `${count} ${count === 1 ? 'value' : 'values'}`;

  /** What was read is no longer so: the sheet moves on, and is read anew before it is signed. */
  function thaw(failure: Failure): never {
    if (failure.code.startsWith('reading-')) setFrozen(null);
    throw failure;
  }
  async function sign(): Promise<void> {
    if (isLookedAt) return;
    if (ticked.length === 0) return setReminder('Tick at least one value.');
    if (!reviewing) {
      setFrozen(rooming);
      return;
    }
    const open = seen.questions.filter((question) => !toldComplete(told[question.id]));
    if (open.length > 0) return setReminder('Answer the question above first.');
    setReminder('');
    const done = await act(() => call('vitals.sign', orderOf(seen, told)).catch(thaw));
    if (done) {
      setFrozen(null);
      setTold({});
    }
  }

  useEffect(() => {
    if (reviewing) summary.current?.focus();
  }, [reviewing]);
  // With the paint that shows the review, not after it: the key that follows must find what is shown.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      void sign();
    };
    // Before any button hears it: Ctrl Enter signs from anywhere.
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  });

  return (
    <section className={styles.sheet} data-region="sheet" aria-label="This visit">
      <header className={styles.sheetHead}>
        <h2>This visit</h2> <span>opened {clockTime(visit.openedAt)}</span>
        <span>saved as draft</span>
        {tools}
      </header>
      <ul className={styles.rows} onKeyDown={keys} inert={isLookedAt}>
        {rows.map((row) => (
          <SheetLine
            key={row.key}
            row={row}
            visitId={visit.id}
            patient={visit.patient}
            readings={seen.averaged?.readings ?? []}
            together={row.key === 'bloodPressure' ? (seen.orthostatic?.together ?? []) : []}
            onType={() => (row.key === 'respiratoryRate' ? onCountBreaths() : onType(row.key))}
          />
        ))}
      </ul>
      {typing === null && rooming.setAside.length > 0 && !isLookedAt && <SetAside visitId={visit.id} readings={rooming.setAside} />}
      {typing !== null && typing !== 'bodyMassIndex' && (
        <TypeEntry key={typing} rooming={rooming} settings={settings} startWith={typing} onDone={() => onType(null)} />
      )}
      <div className={styles.questions}>
        {(typing === null ? seen.questions : []).map((question) => (
          <ToldPrompt
            key={question.id}
            question={question}
            clinician={visit.clinician}
            told={told[question.id]}
            onChange={(answer) => setTold({ ...told, [question.id]: answer })}
            onRepeat={() => {
              setFrozen(null);
              void act(() => call('vitals.tick', { visitId: visit.id, key: question.key, ticked: false }));
            }}
          />
        ))}
      </div>
      <footer className={styles.signBar} hidden={isLookedAt}>
        {typing === null && !reviewing && (
          <Button onPress={() => onType(firstMissing(rooming))}>
            <Pencil aria-hidden="true" /> Type another value <Kbd>T</Kbd>
          </Button>
        )}
        {reviewing ? (
          <div ref={summary} tabIndex={-1} className={styles.summary} role="group" aria-label="Review before signing">
            <b>
              {counted} for {visit.patient.family.toUpperCase()}, {visit.patient.given}, born {dateOfBirthWords(visit.patient.dateOfBirth)}
            </b>
            <span>Compare with the sheet above, then sign. They are signed as {person.name}.</span>
          </div>
        ) : (
          <p className={styles.hint}>{hintWords(rooming, ticked.length)}</p>
        )}
        {reminder !== '' && (
          <p className={styles.reminder} role="alert">
            {reminder}
          </p>
        )}
        {refusal}
        <div className={styles.signButtons}>
          {reviewing && <Button onPress={() => setFrozen(null)}>Back</Button>}
          <Button variant="solid" size="big" isDisabled={busy || ticked.length === 0} onPress={() => void sign()}>
            {busy ? 'Saving…' : reviewing ? `Sign ${counted} as ${person.name}` : `Review and sign ${counted}`}{' '}
            {!reviewing && <Kbd>Ctrl Enter</Kbd>}
          </Button>
        </div>
      </footer>
    </section>
  );
}

/** What is saved is what was seen: the ids and the numbers on this sheet. */
function orderOf(rooming: Rooming, told: Record<string, Told>) {
  return {
    visitId: rooming.visit.id,
    patientId: rooming.visit.patient.id,
    shown: rooming.sheet
      .filter((row) => row.ticked)
      .flatMap(({ key, measurement }) => {
        const together = key === 'bloodPressure' ? (rooming.orthostatic?.together ?? []) : [];
        return [
          ...together.map((one) => shownOf(one.kind === 'bloodPressure' ? key : 'pulseRate', one)),
          ...(measurement === null ? [] : [shownOf(key, measurement)]),
        ];
      }),
    told: rooming.questions.flatMap((question) => told[question.id] ?? []),
  };
}

function shownOf(key: SheetKey, { id, values }: Measurement) {
  return {
    key,
    measurementId: id,
    values: values.flatMap(({ quantity, value, unit }) => (value === null ? [] : [{ quantity, value, unit }])),
  };
}

function firstMissing(rooming: Rooming): SheetKey {
  return rooming.sheet.find((row) => row.measurement === null && row.key !== 'bodyMassIndex')?.key ?? 'temperature';
}

function hintWords(rooming: Rooming, ticked: number): string {
  const averaging = rooming.sheet.find((row) => row.held === 'averaging');
  if (averaging !== undefined) return 'Blood pressure waits for its average. Everything else is ready. Nothing leaves before you sign.';
  if (ticked === 0) return 'Values appear here by themselves as they are measured. Nothing leaves before you sign.';
  return 'Nothing leaves before you sign.';
}
