/** A signed set, read only: what was signed, that it is saved, and how far it has got. Corrections stand beside what they replace. */
import { Check, Lock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Rooming, SignedSet, SignedValue } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clockTime } from './age.ts';
import { Correct } from './Correct.tsx';
import styles from './rooming.module.css';
import { SavedAndSent } from './SavedAndSent.tsx';
import { keyWords, shownNumber, shownUnit, sourceWords } from './shown.ts';
import { toldWords } from './told-words.ts';
import { useAct } from './useAct.tsx';

interface SignedSheetProps {
  rooming: Rooming;
  set: SignedSet;
  /** Closed, or somebody else's: what was signed can be corrected, nothing more. */
  isLookedAt: boolean;
  onNewSet: () => void;
  onClosed: () => void;
  tools: ReactNode;
}

export function SignedSheet({ rooming, set, isLookedAt, onNewSet, onClosed, tools }: SignedSheetProps) {
  const [correcting, setCorrecting] = useState<SignedValue | null>(null);
  const { act, busy, refusal } = useAct();
  const live = set.values.filter(({ replacedBy }) => replacedBy === null);
  const close = () =>
    act(() => call('visits.close', { visitId: rooming.visit.id, discardUnsigned: true })).then((done) => done && onClosed());
  return (
    <section className={styles.sheet} data-region="sheet" aria-label="Signed set">
      <header className={styles.sheetHead}>
        <h2>Signed set</h2>
        <span>set {set.number}</span>
        <Tag>
          <Lock aria-hidden="true" /> Read only
        </Tag>
        {tools}
      </header>
      <ul className={styles.rows}>
        {set.values.map((value) => (
          <SignedLine key={value.id} value={value} onCorrect={() => setCorrecting(value)} />
        ))}
      </ul>
      {correcting !== null && <Correct rooming={rooming} value={correcting} onDone={() => setCorrecting(null)} />}
      {correcting === null && <Progress set={set} />}
      <footer className={styles.signBar}>
        {refusal}
        <div className={styles.twoActs}>
          <Button isDisabled={live.length === 0} onPress={() => setCorrecting(live[0] ?? null)}>
            Correct…
          </Button>
          {!isLookedAt && <Button onPress={onNewSet}>New set</Button>}
        </div>
        {!isLookedAt && (
          <Button variant="solid" size="big" isDisabled={busy} onPress={() => void close()}>
            Close visit and clear room
          </Button>
        )}
      </footer>
    </section>
  );
}

/** Signed, saved, in the chart: each said when it is true. */
function Progress({ set }: { set: SignedSet }) {
  return (
    <ol className={styles.progress} aria-label="What has happened to it">
      <li>
        <Check aria-hidden="true" />
        <div>
          <b>
            Signed by {set.signedBy}, {clockTime(set.signedAt, true)}
          </b>
          {toldWords(set.told).map((words) => (
            <small key={words}>{words}</small>
          ))}
        </div>
      </li>
      <SavedAndSent delivery={set.delivery} />
    </ol>
  );
}

function SignedLine({ value, onCorrect }: { value: SignedValue; onCorrect: () => void }) {
  const isOld = value.replacedBy !== null || value.status === 'withdrawn';
  return (
    <li className={`${styles.row} ${isOld ? styles.replaced : ''}`} data-row={value.key}>
      <Check aria-hidden="true" />
      <button type="button" className={styles.rowName} onClick={onCorrect} disabled={isOld}>
        <b>{keyWords[value.key]}</b>
        <small>{value.change === null ? sourceWords(value.measurement) : changeWords(value)}</small>
      </button>
      <span className={styles.rowValue}>{shownNumber(value.measurement)}</span>
      <span className={styles.rowUnit}>{shownUnit(value.measurement)}</span>
    </li>
  );
}

function changeWords(value: SignedValue): string {
  const change = value.change!;
  const what = value.status === 'withdrawn' ? 'Withdrawn' : value.replaces !== null ? 'Corrected' : 'Replaced';
  return `${what}: ${change.why} · ${change.by}, ${clockTime(change.at)}`;
}
