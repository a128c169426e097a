/** What was measured, by whom, and what the clinician makes of it. */
import { Pencil } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Ekg, Person, Settings } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { Findings } from './Findings.tsx';
import { MeasuredTable } from './MeasuredTable.tsx';
import styles from './measured.module.css';
import { Reason } from './Reason.tsx';
import { canSign, Sign } from './Sign.tsx';
import { Signed } from './Signed.tsx';
import { type Draft, draftOf, formulaNames, qtcOf, readDraft } from './values.ts';
import { whenWords } from './words.ts';

/** What a reason is asked for; null: nothing. */
export type Asking = 'retake' | 'unmatch' | null;

interface MeasuredSheetProps {
  ekg: Ekg;
  person: Person;
  settings: Settings;
  now: number;
  asking: Asking;
  onAsk: (asking: Asking) => void;
  onChanged: (ekg: Ekg) => void;
}

export function MeasuredSheet({ ekg, person, settings, now, asking, onAsk, onChanged }: MeasuredSheetProps) {
  const { computed, overRead, cart } = ekg;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [comment, setComment] = useState('');
  const [shown, setShown] = useState<'signed' | 'computed'>('signed');
  const { act, busy, refusal } = useAct();
  const isClinician = person.role === 'clinician';
  const isOpen = ekg.state === 'waiting' || ekg.state === 'retake' || (ekg.state === 'confirmed' && draft !== null);
  const formula = (draft === null ? overRead?.values.qtcFormula : null) ?? settings.ekg.qtcFormula;
  const read = draft === null ? null : readDraft(draft, formula);
  const problem = read !== null && 'problem' in read ? read.problem : null;
  const values = read === null ? (computed?.values ?? null) : 'values' in read ? read.values : null;
  const whyNot = !isClinician
    ? 'A clinician confirms the values.'
    : ekg.endsEarly !== null
      ? 'A file that ends early is not confirmed.'
      : values === null && problem === null
        ? 'Nothing is computed here: edit the values first.'
        : problem;
  const confirm = useCallback(
    () =>
      act(async () => {
        if (values === null) return;
        onChanged(await call('ekg.confirm', { id: ekg.id, shown: computed?.values ?? null, values, comment: comment.trim() }));
        setDraft(null);
        setShown('signed');
      }),
    [act, values, ekg.id, computed, comment, onChanged],
  );
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isOpen || whyNot !== null) return;
      event.preventDefault();
      // Before the button that has the focus takes the key for its own.
      event.stopPropagation();
      void confirm();
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, [confirm, isOpen, whyNot]);
  const isSigned = overRead !== null && draft === null;
  const first =
    isSigned && shown === 'signed'
      ? { heading: overRead.by, small: whenWords(overRead.at, now), values: overRead.values, formula }
      : draft !== null
        ? { heading: person.name, small: 'being edited', values: null, formula }
        : {
            heading: 'Isoline',
            small: computed === null ? 'computes nothing' : 'unconfirmed',
            values: computed?.values ?? null,
            formula: settings.ekg.qtcFormula,
          };
  const qtcNow = draft === null ? null : qtcOf(draft, formula);
  return (
    <aside className={styles.sheet} data-region="sheet" aria-label="Measured">
      <div className={styles.scrolls}>
        {isSigned && computed !== null && (
          <Segmented
            label="Whose values"
            value={shown}
            options={[
              { id: 'signed', label: 'Confirmed' },
              { id: 'computed', label: 'Computed' },
            ]}
            onChange={(next) => setShown(next as typeof shown)}
          />
        )}
        <MeasuredTable ekg={ekg} first={first} draft={draft} onType={(key, typed) => setDraft({ ...draft!, [key]: typed })} />
        {draft !== null && (
          <div className={styles.editing}>
            {problem !== null && (
              <p className={styles.problem} role="alert">
                {problem}
              </p>
            )}
            {qtcNow !== null && String(qtcNow) !== draft.qtc.trim() && (
              <Button onPress={() => setDraft({ ...draft, qtc: String(qtcNow) })}>
                Take QTc {qtcNow}, {formulaNames[formula]} of these
              </Button>
            )}
            {computed === null && cart.values !== null && (
              <Button onPress={() => setDraft(draftOf(cart.values))}>Start from the cart’s values</Button>
            )}
            <TextField label="Comment, kept with the values" value={comment} onChange={setComment} />
          </div>
        )}
        {isSigned && overRead.comment !== '' && (
          <p className={styles.quoted}>
            <small>{overRead.by}</small>
            {overRead.comment}
          </p>
        )}
        <Findings ekg={ekg} isComputedShown={draft === null && !(isSigned && shown === 'signed')} />
      </div>
      <div className={styles.decide}>
        <p className={styles.promise}>
          {isOpen || draft !== null
            ? 'Isoline measures; it does not diagnose. Your values and the computed ones are both kept.'
            : 'Isoline measures; it does not diagnose. Confirmed and computed values are both kept.'}
        </p>
        <Signed ekg={ekg} now={now} />
        {refusal}
        {asking !== null && (
          <Reason
            key={asking}
            question={asking === 'retake' ? 'Why is it to be taken again?' : 'Why is this not the patient?'}
            examples={
              asking === 'retake'
                ? ['V1 and V2 look high', 'Wandering baseline', 'Limb leads look swapped']
                : ['Matched to the wrong patient']
            }
            act={asking === 'retake' ? 'Ask for a retake' : 'Take it from this patient'}
            busy={busy}
            onCancel={() => onAsk(null)}
            onGive={(reason) =>
              void act(async () => {
                onChanged(await call(asking === 'retake' ? 'ekg.askRetake' : 'ekg.unmatch', { id: ekg.id, reason }));
                onAsk(null);
              })
            }
          />
        )}
        {asking === null && (
          <>
            <div className={styles.two}>
              {draft !== null ? (
                <Button isDisabled={busy} onPress={() => setDraft(null)}>
                  Keep the values as they were
                </Button>
              ) : (
                <Button
                  isDisabled={!isClinician || ekg.endsEarly !== null || busy}
                  onPress={() => setDraft(draftOf(overRead?.values ?? computed?.values ?? null))}
                >
                  <Pencil aria-hidden="true" /> Edit values
                </Button>
              )}
              {ekg.state !== 'retake' && draft === null && (
                <Button isDisabled={!isClinician || busy} onPress={() => onAsk('retake')}>
                  Ask for a retake
                </Button>
              )}
            </div>
            {isOpen && canSign(ekg, person) && <Sign ekg={ekg} person={person} onChanged={onChanged} />}
            {isOpen && !canSign(ekg, person) && (
              <>
                <Button variant="solid" size="big" isDisabled={whyNot !== null || busy} onPress={() => void confirm()}>
                  {isClinician ? `Confirm as ${person.name}` : 'Confirm'} <Kbd>Ctrl Enter</Kbd>
                </Button>
                {whyNot !== null && whyNot !== problem && <p className={styles.promise}>{whyNot}</p>}
              </>
            )}
          </>
        )}
      </div>
    </aside>
  );
}
