/** What was recorded, on paper, in place of the live traces. */
import { useMemo } from 'react';
import { ekgPicture, type Scale } from '../../../../../drivers/model/paper/picture.ts';
import type { Ekg } from '../../../../preload/contract.ts';
import { factsOf, leadsOf } from '../review/facts.ts';
import { PaperFrame } from '../review/PaperFrame.tsx';
import styles from './live.module.css';

const scale: Scale = { layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10, fromSeconds: 0 };
const unheard = () => undefined;

export function RecordedPaper({ ekg }: { ekg: Ekg }) {
  const picture = useMemo(() => ekgPicture(leadsOf(ekg), scale, 'screen'), [ekg]);
  const facts = useMemo(() => factsOf(ekg), [ekg]);
  return (
    <div className={styles.paper}>
      <PaperFrame picture={picture} facts={facts} scale={scale} isTrueSize={false} onFit={unheard} />
    </div>
  );
}
