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
import { SetAsideReasons } from './SetAsideReasons.tsx';
import { holdWords, keyWords, shownNumber, shownUnit, sourceWords } from './shown.ts';
import { useAct } from './useAct.tsx';
import { useQualify } from './useQualify.ts';

interface SheetLineProps {
  row: SheetRow;
  visitId: string;
  patient: Patient;
  /** Readings in other positions that are signed with this one. */
  together: readonly Measurement[];
  /** The readings an average is made from, also those that are not averaged. */
  readings: readonly Measurement[];
  onType: () => void;
}

export function SheetLine({ row, visitId, patient, together, readings, onType }: SheetLineProps) {
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
          <SourceIcon measurement={measurement} /> <span>{secondLine(row, measurement)}</span>
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
          readings={measurement.source === 'computed' && key === 'bloodPressure' ? readings : []}
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
  if (measurement.kind !== 'bloodPressure') return `pulse ${shownNumber(measurement)}`;
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

function RowDetails({ row, measurement, visitId, patient, readings, onType, onClose }: RowDetailsProps) {
  const { act, refusal } = useAct();
  const { qualifiers, state } = useQualify(visitId, measurement.id, measurement.qualifiers, act);
  return (
    <div className={styles.details}>
      <QualifierFields sheetKey={row.key} measurement={{ qualifiers }} patient={patient} onChange={state} />
      <div className={styles.detailActs}>
        {row.key !== 'bodyMassIndex' && <Button onPress={onType}>Type instead</Button>}
        {measurement.source !== 'computed' && measurement.how === 'spot' && (
          <SetAsideReasons visitId={visitId} measurement={measurement} label="Set aside…" act={act} onDone={onClose} />
        )}
        {readings.map(
          (reading, index) =>
            reading.setAside === null && (
              <SetAsideReasons
                key={reading.id}
                visitId={visitId}
                measurement={reading}
                label={`Set aside ${index + 1}: ${shownNumber(reading)}…`}
                act={act}
                onDone={onClose}
              />
            ),
        )}
      </div>
      {refusal}
    </div>
  );
}
