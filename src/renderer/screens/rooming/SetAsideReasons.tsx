/** Why a reading is set aside: the usual reasons by one press. */
import { useState } from 'react';
import type { Measurement } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './rooming.module.css';
import type { Act } from './useAct.tsx';

const cuffReasons = ['Cuff slipped', 'Patient moved', 'Patient talked', 'Wrong cuff size', 'Not this patient'];
const otherReasons = ['Probe slipped', 'Patient moved', 'Wrong site', 'Wrong number', 'Not this patient'];

interface SetAsideReasonsProps {
  visitId: string;
  measurement: Measurement;
  /** What the button says before it is pressed. */
  label: string;
  act: Act['act'];
  onDone: () => void;
}

export function SetAsideReasons({ visitId, measurement, label, act, onDone }: SetAsideReasonsProps) {
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) return <Button onPress={() => setAsked(true)}>{label}</Button>;
  const setAside = (reason: string) =>
    act(() => call('vitals.setAside', { visitId, measurementId: measurement.id, reason })).then((done) => done && onDone());
  return (
    <div className={styles.reasons} role="group" aria-label="Why is it set aside?">
      {(measurement.kind === 'bloodPressure' ? cuffReasons : otherReasons).map((reason, index) => (
        <Button key={reason} autoFocus={index === 0} onPress={() => void setAside(reason)}>
          {reason}
        </Button>
      ))}
      <Button variant="quiet" onPress={() => setAsked(false)}>
        Keep it
      </Button>
    </div>
  );
}
