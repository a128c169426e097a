/** The file's own columns with a few cells of each, and what comes out of them: the first rows, how many, from when to when, how cold and how warm. */
import type { LogStudy } from '../../../../preload/contract.ts';
import { momentWords } from '../day-words.ts';
import { degreesNumber, degreesWords } from '../degrees.ts';
import { count } from '../notice-words.ts';
import styles from './files.module.css';

export function MappedRows({ study }: { study: LogStudy }) {
  const { columns, mapping, outcome } = study;
  const rows = Math.max(0, ...columns.map(({ samples }) => samples.length));
  const roleOf = (index: number) =>
    index === mapping.dateColumn
      ? 'Date'
      : index === mapping.timeColumn
        ? 'Time'
        : index === mapping.temperatureColumn
          ? 'Temperature'
          : '';
  return (
    <div className={styles.mapped}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the table scrolls, so a keyboard must reach it. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="The file’s columns">
        <table>
          <thead>
            <tr>
              {columns.map(({ index, label }) => (
                <th key={index} scope="col" data-role={roleOf(index) || undefined}>
                  {label || `Column ${index + 1}`}
                  <small>{roleOf(index) || ' '}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file are known by nothing but their place.
              <tr key={row}>
                {columns.map(({ index, samples }) => (
                  <td key={index} data-role={roleOf(index) || undefined}>
                    {samples[row] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.outcome} role="status">
        <b>What comes out</b>
        {outcome === null ? (
          <p className={styles.small}>Nothing yet: a column is missing.</p>
        ) : (
          <>
            <p>
              {count(outcome.count, 'reading')}
              {outcome.skipped > 0 && `, ${count(outcome.skipped, 'row')} skipped`}
              {outcome.first !== null && outcome.last !== null && `, ${momentWords(outcome.first)} to ${momentWords(outcome.last)}`}
              {outcome.min !== null &&
                outcome.max !== null &&
                `, ${degreesNumber(outcome.min)} to ${degreesWords(outcome.max, mapping.unit)}`}
            </p>
            <ul className={styles.first}>
              {outcome.rows.slice(0, 4).map(({ at, value }, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rows may hold the same.
                <li key={row}>
                  <span>{momentWords(at)}</span> <b>{degreesWords(value, mapping.unit)}</b>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
