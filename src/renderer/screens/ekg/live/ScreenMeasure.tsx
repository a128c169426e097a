/** Makes a millimeter a millimeter on this screen: a bank card is held to the glass and the frame drawn to its size. */
import { useId, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import {
  cardMillimetres,
  forgetScreenScale,
  keepScreenScale,
  nominalPixelsPerMillimetre,
  type ScreenScale,
} from '../../../waveform/screen-scale.ts';
import styles from './live.module.css';

export function ScreenMeasure({ screenScale, onMeasured }: { screenScale: ScreenScale; onMeasured: () => void }) {
  const [measuring, setMeasuring] = useState(false);
  const [pixels, setPixels] = useState(screenScale.pixelsPerMillimetre);
  const id = useId();
  const keep = () => {
    keepScreenScale(localStorage, screen, devicePixelRatio, pixels);
    setMeasuring(false);
    onMeasured();
  };
  const forget = () => {
    forgetScreenScale(localStorage, screen);
    setPixels(nominalPixelsPerMillimetre);
    setMeasuring(false);
    onMeasured();
  };
  if (!measuring)
    return (
      <div className={styles.panelRow}>
        <b>Size</b>
        <p>{screenScale.isMeasured ? 'A millimeter is true on this screen.' : 'Not to scale: this screen was not measured yet.'}</p>
        <Button onPress={() => setMeasuring(true)}>Measure this screen</Button>
        {screenScale.isMeasured && (
          <Button variant="quiet" onPress={forget}>
            Forget
          </Button>
        )}
      </div>
    );
  return (
    <div className={styles.measure}>
      <p id={`${id}-words`}>
        Hold a bank card flat against the frame, or a ruler along its lower edge: {cardMillimetres.width} mm. Move the slider until they are
        the same.
      </p>
      <div
        className={styles.card}
        style={{ width: cardMillimetres.width * pixels, height: cardMillimetres.height * pixels }}
        aria-hidden="true"
      />
      <input
        type="range"
        aria-label="Size of the frame"
        aria-describedby={`${id}-words`}
        min={2.5}
        max={9}
        step={0.01}
        value={pixels}
        onChange={(event) => setPixels(Number(event.target.value))}
      />
      <div className={styles.panelActs}>
        <Button variant="solid" onPress={keep}>
          They are the same
        </Button>
        <Button onPress={() => setMeasuring(false)}>Cancel</Button>
      </div>
    </div>
  );
}
