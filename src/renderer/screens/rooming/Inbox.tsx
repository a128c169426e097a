/** Readings that are not this visit's: measured before it was opened, or while nobody was open. Never used unless a person says so. */
import { useState } from 'react';
import type { Measurement, Rooming } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { clockTime } from './age.ts';
import inboxStyles from './inbox.module.css';
import { Look } from './Look.tsx';
import { shownName, shownNumber, shownUnit } from './shown.ts';
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
      {looking !== null && <Look measurement={looking} rooming={rooming} onClose={() => setLooking(null)} />}
    </section>
  );
}

function CloseOnEscape({ onClose }: { onClose: () => void }) {
  useEscape(onClose);
  return null;
}

interface TrayProps {
  title: string;
  about: string;
  empty: string;
  verb: string;
  readings: readonly Measurement[];
  openedAt: string | null;
  onPick: (measurement: Measurement) => void;
}

function Tray({ title, about, empty, verb, readings, openedAt, onPick }: TrayProps) {
  return (
    <div className={inboxStyles.tray}>
      <h3>
        {title} <span>{about}</span>
      </h3>
      {readings.length === 0 && <p className={inboxStyles.trayEmpty}>{empty}</p>}
      <ul>
        {readings.map((reading) => (
          <li key={reading.id}>
            <b className={inboxStyles.trayTime}>{clockTime(reading.measuredAt)}</b>
            <span className={inboxStyles.trayValue}>
              <b>{shownNumber(reading)}</b> <small>{trayName(reading)}</small>
              <span>{originWords(reading, openedAt)}</span>
            </span>
            <Button
              onPress={() => onPick(reading)}
              aria-label={`${verb} ${shownName(reading)} ${shownNumber(reading)} at ${clockTime(reading.measuredAt)}`}
            >
              {verb}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The unit where it tells what was measured, else its name: 71.6 kg, 72 Pulse. */
function trayName(reading: Measurement): string {
  const unit = shownUnit(reading);
  return ['kg', 'lb', 'cm', 'in', '°C', '°F'].includes(unit)
    ? unit
    : [shownName(reading), unit === '%' ? unit : ''].filter(Boolean).join(' ');
}

function originWords(reading: Measurement, openedAt: string | null): string {
  const source = reading.deviceLabel ?? 'typed';
  if (reading.apart === 'stored') return `${source}, stored reading`;
  if (reading.apart === 'other-patient') return `${source}, sent for another patient`;
  if (openedAt === null) return source;
  const minutes = Math.max(0, Math.round((Date.parse(openedAt) - Date.parse(reading.measuredAt)) / 60_000));
  return minutes === 0 ? `${source}, just before` : `${source}, ${minutes} min before`;
}
