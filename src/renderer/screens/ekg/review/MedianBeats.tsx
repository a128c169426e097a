/** The median beat of each lead with its marks; the earlier tracing's laid over it, or under it. */
import { dayWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { Ekg, EkgMedianBeat } from '../../../../preload/contract.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import styles from './median-beats.module.css';
import { type BeatSheet, beatSheet } from './median-beats.ts';

export type Comparison = 'overlaid' | 'stacked' | 'off';

interface MedianBeatsProps {
  today: EkgMedianBeat;
  previous: Ekg['previous'];
  comparison: Comparison;
  onCompare: (comparison: Comparison) => void;
  onOpen: (id: string) => void;
}

export function MedianBeats({ today, previous, comparison, onCompare, onOpen }: MedianBeatsProps) {
  const before = previous?.median ?? null;
  const sheet = beatSheet(today, comparison === 'off' ? null : before);
  const day = previous?.takenAt == null ? 'before' : dayWords(previous.takenAt);
  return (
    <section className={styles.beats} aria-label="Median beats" data-region="beats">
      <header>
        <h2>Median beats</h2>
        <span className={styles.key}>
          <Sample /> this one
        </span>
        {before !== null && comparison !== 'off' && (
          <span className={styles.key}>
            <Sample isBefore /> {day}
          </span>
        )}
        {previous === null ? (
          <span className={styles.note}>No earlier tracing of this patient is here.</span>
        ) : (
          <button type="button" className={styles.link} onClick={() => onOpen(previous.id)}>
            Open the tracing of {day}
          </button>
        )}
        {before !== null && (
          <Segmented
            label="Comparison"
            value={comparison}
            options={[
              { id: 'overlaid', label: 'Overlaid' },
              { id: 'stacked', label: 'Stacked' },
              { id: 'off', label: 'Off' },
            ]}
            onChange={(next) => onCompare(next as Comparison)}
          />
        )}
      </header>
      <ol className={styles.cells} data-stacked={comparison === 'stacked' && before !== null ? '' : undefined}>
        {sheet.cells.map(({ lead, today: path, before: other }) => (
          <li key={lead}>
            <b>{lead}</b>
            <Cell sheet={sheet} label={`Median beat, ${lead}`} path={path} other={comparison === 'overlaid' ? other : null} />
            {comparison === 'stacked' && other !== null && (
              <Cell sheet={sheet} label={`Median beat of ${day}, ${lead}`} path={null} other={other} />
            )}
          </li>
        ))}
      </ol>
      <p className={styles.note}>
        All leads on one scale. Marks, in ms from the beginning of the QRS:{' '}
        {sheet.marks.map(({ name, milliseconds }) => `${name} ${String(milliseconds).replace('-', '−')}`).join(' · ')}
      </p>
    </section>
  );
}

interface CellProps {
  sheet: BeatSheet;
  label: string;
  path: string | null;
  other: string | null;
}

function Cell({ sheet: { from, to, top, bottom, marks }, label, path, other }: CellProps) {
  return (
    <svg viewBox={`${from} ${-top} ${to - from} ${top - bottom}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {path !== null &&
        marks.map(({ name, milliseconds }) => (
          <line
            key={name}
            className={styles.mark}
            x1={milliseconds}
            x2={milliseconds}
            y1={-top}
            y2={-bottom}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      {other !== null && <path className={styles.before} d={other} vectorEffect="non-scaling-stroke" />}
      {path !== null && <path className={styles.today} d={path} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}

function Sample({ isBefore = false }: { isBefore?: boolean }) {
  return (
    <svg className={styles.sample} viewBox="0 0 22 4" aria-hidden="true">
      <path className={isBefore ? styles.before : styles.today} d="M0 2H22" />
    </svg>
  );
}
