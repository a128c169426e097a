/** The inbox: what carts sent and what was recorded here, those that need a person first. Nothing is a patient's before a person says so. */
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { EkgCard, EkgDrive, Person, Settings, Today } from '../../../../preload/contract.ts';
import { FilesButton } from '../../../ui/FilesButton.tsx';
import { RowList } from '../../../ui/RowList.tsx';
import { useFileDrop } from '../../../ui/useFileDrop.ts';
import { Drives } from './Drives.tsx';
import { EkgLine } from './EkgLine.tsx';
import styles from './inbox.module.css';
import { MatchPanel } from './MatchPanel.tsx';
import { useReceive } from './useReceive.tsx';

export interface EkgInboxProps {
  drives: readonly EkgDrive[];
  ekgs: readonly EkgCard[] | null;
  today: Today | null;
  person: Person;
  settings: Settings;
  now: number;
  onOpen: (id: string) => void;
}

export function EkgInbox({ drives, ekgs, settings, now, onOpen }: EkgInboxProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { take, busy, words, refusal } = useReceive((card) => setChosen(card.id));
  const cards = ekgs ?? [];
  const groups = [
    { title: 'Whose are these?', kind: 'ask', rows: cards.filter(({ state }) => state === 'unmatched') },
    { title: 'To confirm', kind: 'ask', rows: cards.filter(({ state }) => state === 'waiting') },
    { title: 'Looked at', kind: 'plain', rows: cards.filter(({ state }) => state === 'confirmed' || state === 'retake') },
  ] as const;
  const current = cards.find(({ id, state }) => id === chosen && state === 'unmatched') ?? groups[0].rows[0] ?? null;
  const choose = (card: EkgCard) => (card.state === 'unmatched' ? setChosen(card.id) : onOpen(card.id));
  const drop = useFileDrop((dropped) => void take(dropped));
  const folder = settings.ekg.inboxFolder;
  return (
    <div className={styles.inbox} {...drop}>
      <header className={styles.head} data-region="head">
        <h1>EKG inbox</h1>
        <p>
          {folder === null ? 'No folder is watched. Files are dropped here or chosen.' : `New files in ${folder} come in by themselves.`}
        </p>
        <span className={styles.acts}>
          <FilesButton label="EKG files" multiple isDisabled={busy} onFiles={(files) => void take(files)}>
            <FolderOpen aria-hidden="true" /> Choose a file
          </FilesButton>
        </span>
      </header>
      {refusal}
      <Drives drives={drives} onTaken={(cards) => setChosen(cards[0]?.id ?? null)} />
      <p className={styles.told} role="status">
        {words}
      </p>
      <div className={`${styles.columns} ${chosen === null ? '' : styles.opened}`}>
        <div className={styles.list} data-region="list">
          {cards.length === 0 && (
            <p className={styles.empty}>No EKG is here. Drop a cart’s file here, choose one, or record one on the live screen.</p>
          )}
          {groups
            .filter(({ rows }) => rows.length > 0)
            .map(({ title, kind, rows }) => (
              <RowList
                key={title}
                title={title}
                kind={kind}
                rows={rows.map((card) => (
                  <EkgLine key={card.id} card={card} isChosen={card.id === current?.id} now={now} onChoose={() => choose(card)} />
                ))}
              />
            ))}
        </div>
        {current !== null && <MatchPanel key={current.id} card={current} onOpen={onOpen} onBack={() => setChosen(null)} />}
      </div>
    </div>
  );
}
