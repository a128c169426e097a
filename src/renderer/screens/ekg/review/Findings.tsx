/** What stands under the numbers: why some are missing, the other formulas, the cart's own words, and what a person should look at. */
import { Flag } from 'lucide-react';
import type { Ekg } from '../../../../preload/contract.ts';
import styles from './measured.module.css';
import { formulaNames, missingWords } from './values.ts';
import { beginningShownWords, endsEarlyWords, retakeWords, swapWords } from './words.ts';

export function Findings({ ekg, isComputedShown }: { ekg: Ekg; isComputedShown: boolean }) {
  const { computed, cart, remarks, endsEarly, retake } = ekg;
  const asks = [
    ...(retake === null ? [] : [retakeWords(retake)]),
    ...(endsEarly === null ? [] : [endsEarlyWords(endsEarly)]),
    ...(ekg.shownSeconds < ekg.heldSeconds ? [beginningShownWords(ekg)] : []),
    ...(computed?.suspectedSwap == null ? [] : [swapWords(computed.suspectedSwap)]),
    ...new Set(computed?.verdict === 'retake' ? computed.reasons.map(({ text }) => text) : []),
  ];
  const formula = computed?.values.qtcFormula ?? null;
  const others =
    computed?.qtc == null
      ? []
      : Object.entries(formulaNames).flatMap(([id, name]) =>
          id === formula ? [] : [`${name} ${computed.qtc![id as keyof typeof formulaNames]}`],
        );
  return (
    <>
      {asks.map((words) => (
        <p key={words} className={styles.ask}>
          <Flag aria-hidden="true" />
          {words}
        </p>
      ))}
      {isComputedShown && others.length > 0 && <p className={styles.note}>QTc by the others: {others.join(' · ')}</p>}
      {isComputedShown &&
        computed !== null &&
        missingWords(computed.values, computed.isIrregular).map((words) => (
          <p key={words} className={styles.note}>
            {words}
          </p>
        ))}
      {computed !== null && computed.pacerSpikes > 0 && <p className={styles.note}>{computed.pacerSpikes} pacer spikes were found.</p>}
      {computed === null && ekg.format !== null && (
        <p className={styles.note}>Analysis is switched off at this clinic: Isoline shows, keeps and sends, and computes nothing.</p>
      )}
      {cart.statements.length > 0 && (
        <p className={styles.quoted}>
          <small>The cart’s own statement, unconfirmed</small>“{cart.statements.join(' ')}”
        </p>
      )}
      {remarks.length > 0 && (
        <details className={styles.note}>
          <summary>
            {remarks.length} {remarks.length === 1 ? 'thing' : 'things'} in the file put up with
          </summary>
          <ul>
            {[...new Set(remarks)].map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
