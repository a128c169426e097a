/** The coach: one sentence, the body with its electrodes, and how long the tracing has been clean. */
import { X } from 'lucide-react';
import { electrodes } from '../../../../../drivers/model/leads.ts';
import type { DeviceCard, EkgCoach, EkgPlacement } from '../../../../preload/contract.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { Spoken } from '../../../ui/Spoken.tsx';
import { CleanSeconds } from './CleanSeconds.tsx';
import styles from './coach.module.css';
import { coachWords, countWords, driftWords, electrodeState } from './coach-words.ts';
import { type ColorScheme, clipOf } from './electrode-words.ts';
import { lostWords } from './GlassFoot.tsx';
import { ClipSquare, Torso } from './Torso.tsx';

interface CoachProps {
  coach: EkgCoach | null;
  device: DeviceCard | null;
  scheme: ColorScheme;
  placement: EkgPlacement;
  onPlacement: (placement: EkgPlacement) => void;
  /** Something stands against recording, and is said beside the buttons. */
  isHindered: boolean;
}

export function Coach({ coach, device, scheme, placement, onPlacement, isHindered }: CoachProps) {
  if (coach === null)
    return (
      <div className={styles.coach}>
        <p className={styles.head}>
          <b>Coach</b>
        </p>
        <p className={styles.sentence}>Waiting for the first samples.</p>
      </div>
    );
  const { sentence, more } = coachWords(coach.sentence, { scheme, placement, device: device?.label ?? 'device' });
  const drift = driftWords(coach.clockDriftPartsPerMillion);
  const flagged = coach.sentence.code === 'no-contact' ? (coach.sentence.electrodes[0] ?? null) : null;
  return (
    <div className={styles.coach}>
      <p className={styles.head}>
        <b>Coach</b> <span>{countWords(coach.electrodes)}</span>
      </p>
      <div role="status" className={styles.says}>
        <p className={styles.sentence}>{sentence}</p>
        {more !== '' && <p className={styles.more}>{more}</p>}
      </div>
      <div className={styles.map}>
        <Torso states={coach.electrodes} flagged={flagged} scheme={scheme} placement={placement} />
      </div>
      <ul className={styles.chips} aria-label="Electrodes">
        {electrodes.map((electrode) => {
          const state = coach.electrodes[electrode];
          return (
            <li key={electrode} data-state={state.state}>
              {state.state === 'off' ? (
                <X aria-hidden="true" />
              ) : (
                <svg viewBox="0 0 14 14" aria-hidden="true">
                  <ClipSquare electrode={electrode} scheme={scheme} size={14} />
                </svg>
              )}
              {clipOf(electrode, scheme).name}
              {state.state === 'weak' ? <small>{electrodeState(state)}</small> : <Spoken>{electrodeState(state)}</Spoken>}
            </li>
          );
        })}
      </ul>
      <div className={styles.foot}>
        {coach.analysis && <CleanSeconds seconds={coach.cleanSeconds} />}
        {coach.lost.lastTenSeconds > 0 && <p>{lostWords(coach.lost.lastTenSeconds)}</p>}
        {drift !== '' && <p>{drift}</p>}
        <div className={styles.placement}>
          <span aria-hidden="true">Limb electrodes</span>
          <Segmented
            label="Limb electrodes"
            value={placement}
            options={[
              { id: 'standard', label: 'Limbs' },
              { id: 'mason-likar', label: 'Torso' },
            ]}
            onChange={(id) => onPlacement(id === 'mason-likar' ? 'mason-likar' : 'standard')}
          />
        </div>
        {!isHindered && <p>{hintOf(coach)}</p>}
      </div>
    </div>
  );
}

function hintOf(coach: EkgCoach): string {
  if (!coach.analysis) return 'Look at the traces, then record.';
  if (coach.cleanSeconds >= 10) return 'Ten clean seconds are there: keep them, or record the next ten.';
  return coach.sentence.code === 'clean' ? 'You can record now.' : 'You can record now; you will be asked for the reason.';
}
