/** The glass: how the traces are looked at, the traces, and the foot with the record buttons. */
import { Unplug } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { DeviceCard, EkgCoach, EkgRecording } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import type { LeadMemory } from '../../../waveform/lead-memory.ts';
import { readScreenScale, type ScreenScale } from '../../../waveform/screen-scale.ts';
import { clockTime } from '../../rooming/age.ts';
import { troubleOf } from '../../rooming/trouble.ts';
import { EkgTraces } from './EkgTraces.tsx';
import { GlassBar } from './GlassBar.tsx';
import { GlassFoot } from './GlassFoot.tsx';
import type { Frozen } from './LiveWork.tsx';
import styles from './live.module.css';
import { filterWords, scaleWords } from './scale-words.ts';
import { ViewPanel } from './ViewPanel.tsx';
import type { ViewChoices } from './view-choices.ts';

interface LiveGlassProps {
  device: DeviceCard;
  memory: LeadMemory | null;
  frozen: Frozen | null;
  onFreeze: () => void;
  choices: ViewChoices;
  onChange: (change: Partial<ViewChoices>) => void;
  calipers: boolean;
  onCalipers: (open: boolean) => void;
  coach: EkgCoach | null;
  analysis: boolean;
  isSending: boolean;
  running: EkgRecording | null;
  hindrance: string | null;
  busy: boolean;
  refusal: ReactNode;
  now: number;
  onWhy: (deviceId: string) => void;
  onRecord: (take: EkgRecording['take']) => void;
  onStop: () => void;
}

export function LiveGlass(props: LiveGlassProps) {
  const { device, memory, frozen, onFreeze, choices, onChange, calipers, onCalipers, coach, isSending, now } = props;
  const [panelOpen, setPanelOpen] = useState(false);
  const [screenScale, measureAgain] = useScreenScale();
  const closePanel = useCallback(() => setPanelOpen(false), []);
  const closeCalipers = useCallback(() => onCalipers(false), [onCalipers]);
  // Over a frozen picture it is said in the foot: a line above the traces would move them.
  const trouble = troubleOf(device, now);
  return (
    <section className={styles.glass} data-region="glass" data-surface="glass" aria-label="Live EKG">
      <GlassBar
        choices={choices}
        onChange={onChange}
        panelOpen={panelOpen}
        onPanel={() => setPanelOpen(!panelOpen)}
        calipers={calipers}
        onCalipers={() => onCalipers(!calipers)}
        frozen={frozen !== null}
        onFreeze={onFreeze}
      />
      {panelOpen && (
        <ViewPanel choices={choices} onChange={onChange} screenScale={screenScale} onMeasured={measureAgain} onClose={closePanel} />
      )}
      {trouble !== null && frozen === null && (
        <div className={styles.trouble} role="status">
          <Unplug aria-hidden="true" />
          <p>
            <b>{trouble.what}</b> {trouble.doThis}
          </p>
          <Button onPress={() => props.onWhy(device.id)}>Why?</Button>
        </div>
      )}
      {memory === null ? (
        <p className={styles.nothing}>Waiting for the first samples of the {device.label}.</p>
      ) : (
        <EkgTraces
          memory={memory}
          choices={choices}
          pixelsPerMillimetre={screenScale.pixelsPerMillimetre}
          coach={frozen === null ? coach : frozen.coach}
          frozen={frozen !== null}
          calipers={calipers}
          onCalipersClosed={closeCalipers}
        />
      )}
      {props.refusal !== null && <div className={styles.refusal}>{props.refusal}</div>}
      <GlassFoot
        coach={coach}
        analysis={props.analysis}
        isSending={isSending}
        scale={scaleWords(choices, screenScale)}
        filter={filterWords(choices, memory?.hz ?? null)}
        frozen={frozen === null ? null : `Frozen at ${clockTime(frozen.at, true)}. ${trouble?.what ?? 'Recording goes on.'}`}
        running={props.running}
        hindrance={props.hindrance}
        busy={props.busy}
        onRecord={props.onRecord}
        onStop={props.onStop}
      />
    </section>
  );
}

/** Read again when the page is zoomed or a person measured the screen. */
function useScreenScale(): [ScreenScale, () => void] {
  const read = () => readScreenScale(localStorage, screen, devicePixelRatio);
  const [scale, setScale] = useState<ScreenScale>(read);
  const again = useCallback(() => {
    const next = readScreenScale(localStorage, screen, devicePixelRatio);
    setScale((now) => (now.pixelsPerMillimetre === next.pixelsPerMillimetre && now.isMeasured === next.isMeasured ? now : next));
  }, []);
  useEffect(() => {
    window.addEventListener('resize', again);
    return () => window.removeEventListener('resize', again);
  }, [again]);
  return [scale, again];
}
