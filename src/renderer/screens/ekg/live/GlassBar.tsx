/** Above the traces: how they are looked at. */
import { Pause, Play, Ruler } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import styles from './live.module.css';
import { bands, gains, speeds, type ViewChoices } from './view-choices.ts';

interface GlassBarProps {
  choices: ViewChoices;
  onChange: (change: Partial<ViewChoices>) => void;
  panelOpen: boolean;
  onPanel: () => void;
  calipers: boolean;
  onCalipers: () => void;
  frozen: boolean;
  onFreeze: () => void;
}

export function GlassBar({ choices, onChange, panelOpen, onPanel, calipers, onCalipers, frozen, onFreeze }: GlassBarProps) {
  const band = bands.find(
    ({ highPassHz, lowPassHz }) => highPassHz === choices.filter.highPassHz && lowPassHz === choices.filter.lowPassHz,
  );
  return (
    <div className={styles.bar}>
      <span className={styles.choice}>
        <span aria-hidden="true" className={styles.what}>
          Speed
        </span>
        <Segmented
          label="Speed, millimeters a second"
          value={String(choices.speed)}
          options={speeds.map((speed) => ({ id: String(speed), label: String(speed) }))}
          onChange={(id) => onChange({ speed: speeds.find((speed) => String(speed) === id) ?? 25 })}
        />
        <span aria-hidden="true">mm/s</span>
      </span>
      <span className={styles.choice}>
        <span aria-hidden="true" className={styles.what}>
          Gain
        </span>
        <Segmented
          label="Gain, millimeters a millivolt"
          value={String(choices.gain)}
          options={gains.map((gain) => ({ id: String(gain), label: String(gain) }))}
          onChange={(id) => onChange({ gain: gains.find((gain) => String(gain) === id) ?? 10 })}
        />
        <span aria-hidden="true">mm/mV</span>
      </span>
      <span className={`${styles.choice} ${styles.band}`}>
        <Segmented
          label="Filter of the view"
          value={band?.id ?? ''}
          options={bands.map(({ id, label }) => ({ id, label }))}
          onChange={(id) => {
            const chosen = bands.find((one) => one.id === id);
            if (chosen !== undefined)
              onChange({ filter: { ...choices.filter, highPassHz: chosen.highPassHz, lowPassHz: chosen.lowPassHz } });
          }}
        />
      </span>
      <Button onPress={onPanel} aria-expanded={panelOpen}>
        View…
      </Button>
      <span className={styles.barEnd}>
        <Button onPress={onCalipers} aria-pressed={calipers} aria-label="Calipers">
          <Ruler aria-hidden="true" /> <Kbd>C</Kbd>
        </Button>
        <Button variant={frozen ? 'solid' : 'plain'} onPress={onFreeze}>
          {frozen ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          {frozen ? 'Go live' : 'Freeze'}
        </Button>
      </span>
    </div>
  );
}
