/** Trying the other speeds of a serial line: each one listened at, and the one that was understood kept only when a person says so. */
import { Gauge } from 'lucide-react';
import type { Doctor, SpeedTry } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from '../rooming/useAct.tsx';
import styles from './devices.module.css';

const words: Readonly<Record<SpeedTry['state'], string>> = {
  next: 'not tried yet',
  listening: 'listening now',
  good: 'understood',
  'not-understood': 'bytes, but not understood',
  quiet: 'nothing came',
  'not-opened': 'the port did not open',
};

export function SpeedTrial({ doctor }: { doctor: Doctor }) {
  const { act, busy, refusal } = useAct();
  const { speeds, deviceId } = doctor;
  if (speeds === null) return null;
  const isOffered = doctor.cause === 'wrong-language' || doctor.cause === 'silent' || doctor.cause === 'noisy';
  if (!isOffered && speeds.state === 'not-tried') return null;
  const best = speeds.tries.find(({ baud }) => baud === speeds.best) ?? null;
  return (
    <div className={styles.speeds}>
      <div className={styles.speedActs}>
        <Button isDisabled={busy || speeds.state === 'running'} onPress={() => void act(() => call('devices.trySpeeds', { deviceId }))}>
          <Gauge aria-hidden="true" />{' '}
          {speeds.state === 'running' ? 'Trying…' : speeds.state === 'done' ? 'Try the speeds again' : 'Let Isoline try the other speeds'}
        </Button>
        {best !== null && speeds.state === 'done' && (
          <Button
            variant="solid"
            isDisabled={busy}
            onPress={() => void act(() => call('devices.keepSpeed', { deviceId, baud: best.baud }))}
          >
            Keep {best.line}
          </Button>
        )}
        {speeds.state === 'done' && best === null && (
          <p role="status">No speed was understood. Look whether it is this device on this port, and its output format.</p>
        )}
      </div>
      {speeds.tries.length > 0 && (
        <ol aria-label="Speeds">
          {speeds.tries.map((one) => (
            <li key={one.baud} data-state={one.state}>
              <b>{one.line}</b> {words[one.state]}
              {one.state === 'good' ? `, ${one.framesGood} frames` : ''}
            </li>
          ))}
        </ol>
      )}
      {refusal}
    </div>
  );
}
