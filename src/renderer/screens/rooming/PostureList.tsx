import { useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import procedureStyles from './procedure.module.css';
import { useEscape } from './useEscape.ts';

const postures = [
  'No caffeine, exercise or smoking for 30 minutes',
  'Bladder empty',
  'Seated at least 5 minutes',
  'Back supported, feet flat, legs uncrossed',
  'Arm bare, supported, cuff at heart level',
  'Cuff fits: small adult 22–26 cm, adult 27–34, large adult 35–44, thigh 45–52',
  'Nobody talks; no phone',
];

/** A reminder to look at; nothing has to be ticked. */
export function PostureList({ onClose }: { onClose: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  useEscape(onClose);
  return (
    <div ref={panel} className={procedureStyles.overStrip} role="region" aria-label="Posture list">
      <ul>
        {postures.map((posture) => (
          <li key={posture}>{posture}</li>
        ))}
      </ul>
      <Button onPress={onClose} autoFocus>
        Close
      </Button>
    </div>
  );
}
