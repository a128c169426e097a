/** The numbers side by side: whose each is stands above its column. No hue, no arrow, no verdict. */
import { birthDateWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { Ekg, EkgValues, QtcFormula } from '../../../../preload/contract.ts';
import styles from './measured.module.css';
import { type Draft, formulaNames, type ValueKey, valueRows, valueWords } from './values.ts';

interface MeasuredTableProps {
  ekg: Ekg;
  /** The first column: the clinician's, or Isoline's. */
  first: { heading: string; small: string; values: EkgValues | null; formula: QtcFormula };
  /** Being edited: the first column is fields. */
  draft: Draft | null;
  onType: (key: ValueKey, typed: string) => void;
}

export function MeasuredTable({ ekg: { cart, previous }, first, draft, onType }: MeasuredTableProps) {
  const others = [
    ...(cart.values === null ? [] : [{ heading: 'Cart', small: 'unconfirmed', values: cart.values }]),
    ...(previous?.values == null
      ? []
      : [
          {
            heading: 'Before',
            small: previous.takenAt === null ? '' : birthDateWords(previous.takenAt.slice(0, 10)),
            values: previous.values,
          },
        ]),
  ];
  return (
    <table className={styles.table} data-columns={1 + others.length}>
      <thead>
        <tr>
          <th scope="col">Measured</th>
          <th scope="col">
            <b>{first.heading}</b>
            <small>{first.small}</small>
          </th>
          {others.map(({ heading, small }) => (
            <th key={heading} scope="col">
              {heading}
              <small>{small}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {valueRows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {row.label} <small>{unitOf(row.key, row.unit, first.formula)}</small>
            </th>
            <td className={styles.first}>
              {draft === null ? (
                valueWords(first.values?.[row.key] ?? null, row)
              ) : (
                <input
                  aria-label={`${row.label}, ${row.unit === '°' ? 'degrees' : row.unit}`}
                  inputMode="numeric"
                  autoComplete="off"
                  value={draft[row.key]}
                  onChange={(event) => onType(row.key, event.target.value)}
                />
              )}
            </td>
            {others.map(({ heading, values }) => (
              <td key={heading}>{valueWords(values[row.key], row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function unitOf(key: ValueKey, unit: string, formula: QtcFormula): string {
  return key === 'qtc' ? `ms, ${formulaNames[formula]}` : unit === '°' ? '' : unit;
}
