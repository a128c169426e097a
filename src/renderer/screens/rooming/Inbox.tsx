/** Readings that are not this visit's: measured before it was opened, or while nobody was open. Never used unless a person says so. */
import { useState } from 'react';
import type { Measurement, Rooming } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { clockTime } from './age.ts';
import inboxStyles from './inbox.module.css';
import { Look } from './Look.tsx';
import { Tray } from './Tray.tsx';
import { useEscape } from './useEscape.ts';

interface InboxProps {
  rooming: Rooming;
  isOpen: boolean;
  onToggle: (open: boolean) => void;
}

export function Inbox({ rooming, isOpen, onToggle }: InboxProps) {
  const [looking, setLooking] = useState<Measurement | null>(null);
  const { earlier, unassigned, visit } = rooming;
  return (
    <section className={`${inboxStyles.inbox} ${isOpen ? inboxStyles.inboxOpen : ''}`} data-region="inbox" aria-label="Readings inbox">
      {isOpen && <CloseOnEscape onClose={() => onToggle(false)} />}
      <div className={inboxStyles.inboxBar}>
        <h2>Readings inbox</h2>
        <span className={inboxStyles.inboxCounts}>
          <b>{earlier.length} earlier</b> <b>{unassigned.length} unassigned</b>
        </span>
        <span className={inboxStyles.inboxNever}>Never used unless you say so.</span>
        <Button onPress={() => onToggle(!isOpen)} className={inboxStyles.inboxToggle}>
          {isOpen ? 'Close inbox' : 'Open inbox'} <Kbd>I</Kbd>
        </Button>
      </div>
      <div className={inboxStyles.trays}>
        <Tray
          title="Earlier"
          about={`before this visit was opened, ${clockTime(visit.openedAt)}`}
          empty="Nothing from before."
          verb="Look"
          readings={earlier}
          onPick={setLooking}
          openedAt={visit.openedAt}
        />
        <Tray
          title="Unassigned"
          about="nobody was open"
          empty="Nothing is waiting."
          verb="Whose?"
          readings={unassigned}
          onPick={setLooking}
          openedAt={null}
        />
      </div>
      {looking !== null && <Look measurement={looking} visit={visit} onClose={() => setLooking(null)} />}
    </section>
  );
}

function CloseOnEscape({ onClose }: { onClose: () => void }) {
  useEscape(onClose);
  return null;
}
