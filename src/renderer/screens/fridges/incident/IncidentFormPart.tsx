/** The fields of the troubleshooting record a person fills in. Cold-chain notes 2.8. */
import { type FormEvent, useRef, useState } from 'react';
import type { Incident, IncidentForm } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { base64Of } from '../../../client/file-bytes.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { fieldOf, typedDegrees } from '../day/numbers.ts';
import styles from '../fridges.module.css';
import type { Change } from './IncidentScreen.tsx';

type Words = Exclude<keyof IncidentForm, 'discoveredAt' | 'temperatureAtDiscovery' | 'roomTemperature' | 'storedProperlyAt' | 'level'>;

const labels: Readonly<Record<Words, string>> = {
  description: 'What happened, in your words',
  elseInUnit: 'What else was in the unit, or that it was empty',
  earlierProblems: 'Earlier problems with this unit',
  moved: 'Where the vaccine was moved to, and when',
  administeredAfter: 'Given to anybody after it? To whom to tell',
  prevention: 'What is done so that it does not happen again',
  remarks: 'Remarks',
  programReference: 'The program’s reference',
  completedBy: 'Record completed by',
  title: 'Title',
};
const names = Object.keys(labels) as Words[];

interface IncidentFormPartProps {
  incident: Incident;
  busy: boolean;
  change: Change;
}

const localTime = (instant: string | null) => {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const instantOf = (local: string) => (local === '' ? null : new Date(local).toISOString());

export function IncidentFormPart({ incident, busy, change }: IncidentFormPartProps) {
  const { form, unit, id, closedAt, attachments } = incident;
  const [text, setText] = useState(() => Object.fromEntries(names.map((name) => [name, form[name]])) as Record<Words, string>);
  const [discovered, setDiscovered] = useState(localTime(form.discoveredAt));
  const [properly, setProperly] = useState(localTime(form.storedProperlyAt));
  const [then, setThen] = useState(fieldOf(form.temperatureAtDiscovery));
  const [room, setRoom] = useState(fieldOf(form.roomTemperature));
  const picker = useRef<HTMLInputElement>(null);
  const isOpen = closedAt === null;
  const [thenNumber, roomNumber] = [typedDegrees(then), typedDegrees(room)];
  const canSave = thenNumber !== undefined && roomNumber !== undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave) return;
    const whole: Partial<IncidentForm> = {
      ...text,
      discoveredAt: instantOf(discovered),
      storedProperlyAt: instantOf(properly),
      temperatureAtDiscovery: thenNumber,
      roomTemperature: roomNumber,
    };
    void change(() => call('fridge.writeIncident', { id, form: whole }));
  };
  const attach = (file: File | undefined) => {
    if (file !== undefined)
      void change(async () => call('fridge.attach', { incidentId: id, fileName: file.name.slice(0, 200), base64: await base64Of(file) }));
  };
  if (!isOpen)
    return (
      <section id="part-answers" aria-label="What happened" className={styles.part}>
        <h2>What happened</h2>
        <dl className={styles.facts}>
          {names
            .filter((name) => form[name] !== '')
            .map((name) => (
              <div key={name}>
                <dt>{labels[name]}</dt>
                <dd>{form[name]}</dd>
              </div>
            ))}
        </dl>
      </section>
    );
  return (
    <section id="part-answers" aria-label="What happened" className={styles.part}>
      <h2>What happened</h2>
      <form onSubmit={save} className={styles.record}>
        <TextField label={labels.description} value={text.description} onChange={(value) => setText({ ...text, description: value })} />
        <div className={styles.fields}>
          <TextField label="Discovered at" type="datetime-local" value={discovered} onChange={setDiscovered} />
          <TextField
            label={`Temperature then, °${unit.basis}`}
            inputMode="decimal"
            value={then}
            problem={thenNumber === undefined ? 'A number like 4.6' : null}
            onChange={setThen}
          />
          <TextField
            label={`Room temperature, °${unit.basis}`}
            inputMode="decimal"
            value={room}
            problem={roomNumber === undefined ? 'A number like 70.5' : null}
            onChange={setRoom}
          />
          <TextField label="In proper storage since" type="datetime-local" value={properly} onChange={setProperly} />
          {names.slice(1).map((name) => (
            <TextField key={name} label={labels[name]} value={text[name]} onChange={(value) => setText({ ...text, [name]: value })} />
          ))}
        </div>
        <div className={styles.line}>
          <Button type="submit" isDisabled={busy || !canSave}>
            Save the record
          </Button>
          <Button isDisabled={busy} onPress={() => picker.current?.click()}>
            Add a paper or photograph
          </Button>
          <input
            ref={picker}
            className={styles.hidden}
            type="file"
            tabIndex={-1}
            aria-label="Paper or photograph"
            onChange={(event) => attach(event.target.files?.[0])}
          />
          {attachments.length > 0 && <span className={styles.caption}>{attachments.map(({ name }) => name).join(', ')}</span>}
        </div>
      </form>
    </section>
  );
}
