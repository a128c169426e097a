/** Lying, then standing: a guided sequence with its own clock, the position set by the step, differences as plain arithmetic. */
import { useState } from 'react';
import type { Orthostatic } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime, countdown } from './age.ts';
import { BeginButtons } from './BeginButtons.tsx';
import procedureStyles from './procedure.module.css';
import { shownNumber } from './shown.ts';
import { useAct } from './useAct.tsx';

const symptoms = ['Dizzy', 'Lightheaded', 'Blurred vision', 'Nausea', 'Unsteady'];

interface OrthostaticStripProps {
  visitId: string;
  isOver: boolean;
  orthostatic: Orthostatic;
  now: number;
}

export function OrthostaticStrip({ visitId, isOver, orthostatic, now }: OrthostaticStripProps) {
  const { act, refusal } = useAct();
  const [felt, setFelt] = useState<string[]>([]);
  const step = orthostatic.steps[orthostatic.current] ?? null;
  const canSit = orthostatic.current === 0 && orthostatic.steps.every(({ position }) => position !== 'sitting');
  const next = () => act(() => call('orthostatic.next', { visitId, symptoms: felt })).then((done) => done && setFelt([]));
  return (
    <section className={procedureStyles.strip} aria-label="Orthostatic blood pressure">
      <div className={procedureStyles.stripWords}>
        <h2>Orthostatic</h2>
        <p>Lay the patient down again if they are near fainting.</p>
      </div>
      <ol className={procedureStyles.orthostatic}>
        {orthostatic.steps.map((one, index) => (
          <li key={one.label} aria-current={index === orthostatic.current ? 'step' : undefined}>
            <b>{one.measurement === null ? '—' : shownNumber(one.measurement)}</b>
            {one.pulse !== null && <span>{`pulse ${shownNumber(one.pulse)}`}</span>}
            <span>{one.label}</span>
            {one.symptoms.length > 0 && <span>{one.symptoms.join(', ').toLowerCase()}</span>}
          </li>
        ))}
      </ol>
      <div className={procedureStyles.stripActs}>
        {step === null ? (
          <p className={procedureStyles.stripHint}>
            {[...orthostatic.differences, orthostatic.signedAt === null ? 'All are signed together.' : ''].filter(Boolean).join(' · ')}
            {orthostatic.signedAt !== null && <b> signed {clockTime(orthostatic.signedAt)}</b>}
          </p>
        ) : (
          <>
            <p className={procedureStyles.stripCount} role="timer">
              <b className={procedureStyles.stripBig}>{step.readyAt === null ? '—' : countdown(step.readyAt, now)}</b>
              <span>{step.measurement === null ? `${step.label}, then press Start on the monitor` : 'Reading taken. Any symptoms?'}</span>
            </p>
            {canSit && step.measurement === null ? (
              <Button onPress={() => act(() => call('orthostatic.addSitting', { visitId }))}>Add sitting</Button>
            ) : (
              <Symptoms felt={felt} onChange={setFelt} />
            )}
          </>
        )}
        {orthostatic.signedAt !== null ? (
          <BeginButtons visitId={visitId} isOver={isOver} act={act} />
        ) : (
          <div className={procedureStyles.stripButtons}>
            {step !== null && <Button onPress={() => void next()}>{step.measurement === null ? 'Skip this step' : 'Next position'}</Button>}
            <Button onPress={() => act(() => call('orthostatic.stop', { visitId, symptoms: felt }))}>
              {step === null ? 'Leave the set' : 'Stop here'}
            </Button>
          </div>
        )}
        {refusal}
      </div>
    </section>
  );
}

function Symptoms({ felt, onChange }: { felt: readonly string[]; onChange: (felt: string[]) => void }) {
  return (
    <div className={procedureStyles.symptoms} role="group" aria-label="Symptoms">
      {symptoms.map((symptom) => (
        <button
          key={symptom}
          type="button"
          aria-pressed={felt.includes(symptom)}
          onClick={() => onChange(felt.includes(symptom) ? felt.filter((one) => one !== symptom) : [...felt, symptom])}
        >
          {symptom}
        </button>
      ))}
    </div>
  );
}
