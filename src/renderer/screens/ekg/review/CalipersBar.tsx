import type { Scale } from '../../../../../drivers/model/paper/picture.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { type Calipers, distanceWords, rateWords } from './calipers.ts';
import styles from './review.module.css';

interface CalipersBarProps {
  calipers: Calipers;
  scale: Scale;
  onChange: (calipers: Calipers) => void;
}

/** What the calipers measure, in words as well as on the paper. */
export function CalipersBar({ calipers, scale, onChange }: CalipersBarProps) {
  const rate = rateWords(calipers, scale);
  return (
    <div className={styles.caliperBar}>
      <Segmented
        label="Calipers measure"
        value={calipers.direction}
        options={[
          { id: 'time', label: 'Time' },
          { id: 'voltage', label: 'Voltage' },
        ]}
        onChange={(direction) => onChange({ ...calipers, direction: direction as Calipers['direction'] })}
      />
      {calipers.direction === 'time' && (
        <Tick isSelected={calipers.isMarching} onChange={(isMarching) => onChange({ ...calipers, isMarching })}>
          March along the strip
        </Tick>
      )}
      <p>
        <b>{distanceWords(calipers, scale)}</b>
        {rate === null ? '' : `, ${rate}`} · Arrow keys move an end, with Shift further. They change nothing that is stored.
      </p>
    </div>
  );
}
