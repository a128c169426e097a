import { useState } from 'react';
import type { BloodPressureProtocol } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import styles from './settings.module.css';

interface PressureProtocolProps {
  protocol: BloodPressureProtocol;
  canChange: boolean;
  onSave: (protocol: BloodPressureProtocol) => Promise<boolean>;
}

/** How averaged blood pressure is taken here. */
export function PressureProtocol({ protocol, canChange, onSave }: PressureProtocolProps) {
  const [rest, setRest] = useState(String(protocol.restSeconds / 60));
  const [readings, setReadings] = useState(String(protocol.readings));
  const [between, setBetween] = useState(String(protocol.betweenSeconds));
  const [dropFirst, setDropFirst] = useState(protocol.dropFirst);
  const numbers = [Number(rest), Number(readings), Number(between)];
  const isReady = numbers.every((number) => Number.isFinite(number) && number >= 0);
  return (
    <section className={styles.group}>
      <h2>Averaged blood pressure</h2>
      {canChange ? (
        <>
          <div className={styles.fields}>
            <TextField label="Rest, minutes" inputMode="decimal" value={rest} onChange={setRest} />
            <TextField label="Readings" inputMode="numeric" value={readings} onChange={setReadings} />
            <TextField label="Seconds between" inputMode="numeric" value={between} onChange={setBetween} />
          </div>
          <Tick isSelected={dropFirst} onChange={setDropFirst}>
            The first reading is kept but not averaged
          </Tick>
          <Button
            isDisabled={!isReady}
            onPress={() =>
              void onSave({
                restSeconds: Math.round(numbers[0]! * 60),
                readings: Math.round(numbers[1]!),
                betweenSeconds: Math.round(numbers[2]!),
                dropFirst,
              })
            }
          >
            Save
          </Button>
        </>
      ) : (
        <p className={styles.note}>
          {protocol.restSeconds / 60} min rest, {protocol.readings} readings, {protocol.betweenSeconds} s apart.{' '}
          {protocol.dropFirst ? 'The first is kept but not averaged.' : 'All are averaged.'}
        </p>
      )}
    </section>
  );
}
