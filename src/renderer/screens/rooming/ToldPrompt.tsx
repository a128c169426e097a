/** "Told the provider?": the clinic's own limit, whose it is, and who was told. In the page, without a sound; it never blocks the rest. */
import { Flag } from 'lucide-react';
import type { LimitQuestion, Told } from '../../../preload/contract.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { clockTime } from './age.ts';
import entryStyles from './entry.module.css';

interface ToldPromptProps {
  question: LimitQuestion;
  clinician: string;
  told: Told | undefined;
  onChange: (told: Told) => void;
  /** The person wants to measure again: the row is unticked. */
  onRepeat: () => void;
}

/** "Told" needs whom and how; "not yet" needs nothing more. */
export function toldComplete(told: Told | undefined): boolean {
  if (told === undefined) return false;
  return told.answer !== 'told' || (Boolean(told.whom?.trim()) && told.how !== null);
}

export function ToldPrompt({ question, clinician, told, onChange, onRepeat }: ToldPromptProps) {
  const given: Told = told ?? { questionId: question.id, answer: 'told', whom: clinician, how: null, readBack: false, at: '' };
  const set = (more: Partial<Told>) => onChange({ ...given, ...more, at: new Date().toISOString() });
  const isOther = clinician === '' || given.whom !== clinician;
  return (
    <section className={entryStyles.told} aria-label={question.words}>
      <h3>
        <Flag aria-hidden="true" /> {question.words}
      </h3>
      {question.level === 'now' && <p className={entryStyles.toldNow}>Tell someone now, in person.</p>}
      <p>
        {question.limitWords} Set by {[question.setBy, question.setOn].filter(Boolean).join(', ')}.
      </p>
      {given.answer === 'told' && (
        <>
          <div className={entryStyles.toldChoices}>
            {clinician !== '' && (
              <Segmented
                label="Whom"
                value={told === undefined ? '' : isOther ? 'other' : 'clinician'}
                options={[
                  { id: 'clinician', label: clinician },
                  { id: 'other', label: 'Other…' },
                ]}
                onChange={(choice) => set({ whom: choice === 'clinician' ? clinician : '' })}
              />
            )}
            <Segmented
              label="How"
              value={given.how ?? ''}
              options={[
                { id: 'in-person', label: 'In person' },
                { id: 'phone', label: 'Phone' },
              ]}
              onChange={(how) => set({ how: how as Told['how'] })}
            />
          </div>
          {(clinician === '' || (told !== undefined && isOther)) && (
            <TextField label="Who was told" value={given.whom ?? ''} onChange={(whom) => set({ whom })} />
          )}
          <div className={entryStyles.readBack}>
            <Tick isSelected={given.readBack} onChange={(readBack) => set({ readBack })}>
              They read it back
            </Tick>
            <span>{told === undefined ? '' : clockTime(told.at)}</span>
          </div>
        </>
      )}
      <Segmented
        label="Answer"
        value={told === undefined ? '' : given.answer}
        options={[
          { id: 'told', label: 'Told' },
          { id: 'repeat', label: 'Repeat first' },
          { id: 'not-yet', label: 'Not yet' },
        ]}
        onChange={(answer) =>
          answer === 'repeat'
            ? onRepeat()
            : set({ answer: answer as Told['answer'], ...(answer === 'told' ? {} : { whom: null, how: null }) })
        }
      />
    </section>
  );
}
