/** One reading opened: its device, clocks and bytes, and the way to use it for this patient or to put it away, which needs a reason. */
import { useEffect, useState } from 'react';
import type { Measurement, MeasurementTrace, Visit } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { clockTime } from './age.ts';
import { dateOfBirthWords } from './identity.ts';
import inboxStyles from './inbox.module.css';
import { marksOf } from './Marks.tsx';
import { shownName, shownNumber, shownUnit } from './shown.ts';
import { useAct } from './useAct.tsx';
import { useEscape } from './useEscape.ts';

interface LookProps {
  measurement: Measurement;
  /** The visit it may be used for; null: none is open. */
  visit: Visit | null;
  onClose: () => void;
}

export function Look({ measurement, visit, onClose }: LookProps) {
  const [trace, setTrace] = useState<MeasurementTrace | null>(null);
  const [reason, setReason] = useState('');
  const { act, busy, refusal } = useAct();
  useEscape(onClose);
  // What was signed or handed off is read only; a reading can still be put away.
  const canUse = visit !== null && visit.closedAt === null;
  useEffect(() => {
    let wanted = true;
    call('vitals.look', { measurementId: measurement.id })
      .then((found) => wanted && setTrace(found))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [measurement.id]);
  const use = ({ id: visitId }: Visit) =>
    act(() => call('vitals.assign', { visitId, measurementId: measurement.id, reason })).then((done) => done && onClose());
  const dismiss = () => act(() => call('vitals.dismiss', { measurementId: measurement.id, reason })).then((done) => done && onClose());
  return (
    <div
      className={visit === null ? `${inboxStyles.look} ${inboxStyles.lookAlone}` : inboxStyles.look}
      role="region"
      aria-label={`Reading of ${clockTime(measurement.measuredAt)}`}
    >
      <h3>
        {shownNumber(measurement)} <small>{shownUnit(measurement)}</small> {shownName(measurement)}
      </h3>
      <dl>
        <dt>Measured</dt>
        <dd>{clockTime(measurement.measuredAt, true)}</dd>
        <dt>From</dt>
        <dd>{measurement.deviceLabel ?? 'typed'}</dd>
        <dt>Device clock</dt>
        <dd>{clockWords(trace)}</dd>
        <dt>Patient id sent</dt>
        <dd>{measurement.values.find(({ note }) => note.patientId)?.note.patientId ?? 'none'}</dd>
        <dt>Device’s marks</dt>
        <dd>{marksOf(measurement).join(', ') || 'none'}</dd>
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the bytes scroll, so a keyboard must reach them. */}
      <pre className={inboxStyles.bytes} tabIndex={0} role="region" aria-label="The bytes it came from">
        {trace?.bytes?.hex ?? 'No bytes are kept for this reading.'}
      </pre>
      <TextField
        label={
          visit === null
            ? 'Reason why it is put away'
            : `Reason: why it is ${visit.patient.given} ${visit.patient.family}’s, or why it is put away`
        }
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <div className={inboxStyles.lookActs}>
        {visit !== null && (
          <Button variant="solid" isDisabled={busy || reason.trim() === '' || !canUse} onPress={() => void use(visit)}>
            {`Use it for ${visit.patient.family.toUpperCase()}, born ${dateOfBirthWords(visit.patient.dateOfBirth)}`}
          </Button>
        )}
        <Button isDisabled={busy || reason.trim() === ''} onPress={() => void dismiss()}>
          Nobody’s: put it away
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
      {refusal}
    </div>
  );
}

function clockWords(trace: MeasurementTrace | null): string {
  if (trace?.deviceClock == null) return 'it sends none';
  const ahead = trace.deviceClockAhead;
  const clock = writtenClock(trace.deviceClock);
  if (ahead === null) return clock;
  const minutes = Math.abs(Math.round(ahead / 60));
  const gap = minutes < 120 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
  return minutes < 2 ? `${clock}, agrees` : `${clock}, ${gap} ${ahead > 0 ? 'ahead' : 'behind'}`;
}

/** 2026-03-14T09:05:07, as the device sent it, the way dates are written here; anything else as it came. */
function writtenClock(clock: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})T0?(\d{1,2}:\d{2}(?::\d{2})?)/.exec(clock);
  return found === null ? clock : `${dateOfBirthWords(found[1]!)} ${found[2]}`;
}
