/** Readings that wait for a person's word, each with where it came from. */
import type { Measurement } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime } from './age.ts';
import inboxStyles from './inbox.module.css';
import { shownName, shownNumber, shownUnit } from './shown.ts';

interface TrayProps {
  title: string;
  about: string;
  empty: string;
  verb: string;
  readings: readonly Measurement[];
  /** When the visit was opened that they were measured before; null: they belong to none. */
  openedAt: string | null;
  /** All of them at once: nothing else needs the room. */
  isWhole?: boolean;
  onPick: (measurement: Measurement) => void;
}

export function Tray({ title, about, empty, verb, readings, openedAt, isWhole = false, onPick }: TrayProps) {
  return (
    <div className={isWhole ? `${inboxStyles.tray} ${inboxStyles.trayWhole}` : inboxStyles.tray}>
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
