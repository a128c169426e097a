/** One row of the sheet: tick, name and source, value. Opens to its qualifiers and acts. */
import { Calculator, Clock, Hand, MonitorSpeaker, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Measurement, Patient, SheetRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { clockTime } from './age.ts';
import { marksOf } from './Marks.tsx';
import { QualifierFields } from './QualifierFields.tsx';
import styles from './rooming.module.css';
import { holdWords, keyWords, shownNumber, shownUnit, sourceWords } from './shown.ts';
import { useAct } from './useAct.tsx';

interface SheetLineProps {
  row: SheetRow;
  visitId: string;
  patient: Patient;
  /** Readings in other positions that are signed with this one. */
  together: readonly Measurement[];
  onType: () => void;
}

export function SheetLine({ row, visitId, patient, together, onType }: SheetLineProps) {
  const { act, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const { measurement, key } = row;
  const name = keyWords[key];
  if (measurement === null) {
    return (
      <li className={styles.row} data-row={key}>
        <span />
        <span className={styles.rowName}>
          <b>{name}</b>
          <small>{row.held === null ? '' : holdWords[row.held]}</small>
        </span>
        {key === 'bodyMassIndex' ? (
          <span className={styles.rowNothing}>—</span>
        ) : (
          <Button onPress={onType} aria-label={`${key === 'respiratoryRate' ? 'Count' : 'Type'} ${name.toLowerCase()}`}>
            <Pencil aria-hidden="true" /> {key === 'respiratoryRate' ? 'Count' : 'Type'}
          </Button>
        )}
      </li>
    );
  }
  const cannot = row.held === 'silent' || row.held === 'too-old' || row.held === 'averaging' || row.held === 'unplugged';
  return (
    <li className={`${styles.row} ${row.ticked ? '' : styles.unticked}`} data-row={key}>
      {cannot ? (
        <Clock aria-hidden="true" className={styles.rowClock} />
      ) : (
        <Tick
          isSelected={row.ticked}
          onChange={(ticked) => void act(() => call('vitals.tick', { visitId, key, ticked }))}
          aria-label={`Sign ${name} ${shownNumber(measurement)} ${shownUnit(measurement)}`}
        />
      )}
      <button type="button" className={styles.rowName} aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{name}</b>
        <small>
          <SourceIcon measurement={measurement} /> {secondLine(row, measurement)}
        </small>
      </button>
      <span className={styles.rowValue}>{shownNumber(measurement)}</span>
      <span className={styles.rowUnit}>{shownUnit(measurement)}</span>
      {together.length > 0 && <p className={styles.together}>{`with ${together.map(togetherWords).join(', ')}`}</p>}
      {row.newer !== null && (
        <p className={styles.newer}>
          newer {shownNumber(row.newer)} at {clockTime(row.newer.measuredAt)}
          <Button onPress={() => void act(() => call('vitals.takeNewer', { visitId, key, measurementId: row.newer!.id }))}>Take it</Button>
        </p>
      )}
      {open && (
        <RowDetails
          row={row}
          measurement={measurement}
          visitId={visitId}
          patient={patient}
          onType={onType}
          onClose={() => setOpen(false)}
        />
      )}
      {refusal}
    </li>
  );
}

function secondLine(row: SheetRow, measurement: Measurement): string {
  if (row.held !== null) {
    const marks = marksOf(measurement);
    return row.held === 'doubtful' && marks.length > 0 ? `${marks.join(', ').toLowerCase()}; tick it if you trust it` : holdWords[row.held];
  }
  const time = measurement.source === 'computed' ? '' : ` · ${clockTime(measurement.measuredAt)}`;
  return `${sourceWords(measurement)}${time}`;
}

function togetherWords(measurement: Measurement): string {
  return `${measurement.qualifiers.step?.toLowerCase() ?? ''} ${shownNumber(measurement)}`.trim();
}

function SourceIcon({ measurement }: { measurement: Measurement }) {
  const Picture = { device: MonitorSpeaker, typed: Pencil, counted: Hand, computed: Calculator }[measurement.source];
  return <Picture aria-hidden="true" />;
}

interface RowDetailsProps extends Omit<SheetLineProps, 'together'> {
  measurement: Measurement;
  onClose: () => void;
}

function RowDetails({ row, measurement, visitId, patient, onType, onClose }: RowDetailsProps) {
  const { act, refusal } = useAct();
  const [why, setWhy] = useState<string | null>(null);
  const setAside = (reason: string) =>
    act(() => call('vitals.setAside', { visitId, measurementId: measurement.id, reason })).then((done) => done && onClose());
  return (
    <div className={styles.details}>
      <QualifierFields
        sheetKey={row.key}
        measurement={measurement}
        patient={patient}
        onChange={(qualifiers, overrideReason) =>
          act(() => call('vitals.qualify', { visitId, measurementId: measurement.id, qualifiers, overrideReason }))
        }
      />
      <div className={styles.detailActs}>
        {row.key !== 'bodyMassIndex' && <Button onPress={onType}>Type instead</Button>}
        {why === null && measurement.source !== 'computed' && <Button onPress={() => setWhy('')}>Set aside…</Button>}
      </div>
      {why !== null && (
        <div className={styles.reasons} role="group" aria-label="Why is it set aside?">
          {['Cuff slipped', 'Patient moved', 'Wrong site', 'Probe slipped', 'Not this patient'].map((reason) => (
            <Button key={reason} onPress={() => void setAside(reason)}>
              {reason}
            </Button>
          ))}
        </div>
      )}
      {refusal}
    </div>
  );
}
