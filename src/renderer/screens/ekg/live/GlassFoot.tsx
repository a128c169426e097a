/** Under the traces: the rate, the scale in words, and the two ways to record. */
import { CircleDot, Square } from 'lucide-react';
import type { EkgCoach, EkgRecording } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import styles from './live.module.css';

interface GlassFootProps {
  coach: EkgCoach | null;
  /** The clinic has analysis switched on. */
  analysis: boolean;
  /** False: nothing comes now, so that a rate of before would be a lie. */
  isSending: boolean;
  scale: string;
  filter: string;
  /** "Frozen at 9:56:20. Recording goes on."; null while it runs. */
  frozen: string | null;
  running: EkgRecording | null;
  /** Why nothing can be recorded now; null: it can. */
  hindrance: string | null;
  busy: boolean;
  onRecord: (take: EkgRecording['take']) => void;
  onStop: () => void;
}

export function GlassFoot(props: GlassFootProps) {
  const { coach, analysis, isSending, scale, filter, frozen, running } = props;
  const rate = isSending ? (coach?.heartRate ?? null) : null;
  return (
    <div className={styles.foot}>
      {analysis && (
        <div className={styles.rate}>
          <span className={rate === null ? styles.noRate : styles.rateNumber}>{rate ?? '—'}</span>
          <span className={styles.caption}>
            <b>HR</b> /min
            <br />
            computed,
            <br />
            unconfirmed
          </span>
        </div>
      )}
      <div className={styles.scaleWords}>
        <b>{frozen ?? scale}</b>
        <span className={styles.second}>{frozen === null ? filter : scale}</span>
      </div>
      {running === null ? <RecordButtons {...props} /> : <Progress running={running} busy={props.busy} onStop={props.onStop} />}
    </div>
  );
}

function RecordButtons({ coach, hindrance, busy, onRecord }: GlassFootProps) {
  const held = coach?.heldSeconds ?? 0;
  return (
    <div className={styles.recording}>
      <div className={styles.recordActs}>
        <Button size="big" isDisabled={busy || hindrance !== null || held < 10} onPress={() => onRecord('last-ten')}>
          Keep last 10 s{hindrance === null && held < 10 ? <small> in {10 - held} s</small> : <Kbd>⇧ R</Kbd>}
        </Button>
        <Button size="big" variant="solid" isDisabled={busy || hindrance !== null} onPress={() => onRecord('next-ten')}>
          <CircleDot aria-hidden="true" /> Record 10 s <Kbd>R</Kbd>
        </Button>
      </div>
      {hindrance !== null && <p className={styles.hindrance}>{hindrance}</p>}
    </div>
  );
}

function Progress({ running, busy, onStop }: { running: EkgRecording; busy: boolean; onStop: () => void }) {
  const seconds = Math.min(running.seconds, running.ofSeconds);
  return (
    <div className={styles.recordActs}>
      <div className={styles.progress}>
        <b>
          Recording <span>{seconds.toFixed(1)}</span> of {running.ofSeconds} s
        </b>
        <progress max={running.ofSeconds} value={seconds} aria-label="Seconds recorded" />
        {running.lost > 0 && <small>{lostWords(running.lost)}</small>}
      </div>
      <Button size="big" isDisabled={busy} onPress={onStop}>
        <Square aria-hidden="true" /> Stop
      </Button>
    </div>
  );
}

/** "3 samples lost, shown as a gap." */
export function lostWords(lost: number): string {
  return `${lost} ${lost === 1 ? 'sample' : 'samples'} lost, shown as a gap.`;
}
