/** The fields of the troubleshooting record a person fills in. Cold-chain notes 2.8. */
import { type FormEvent, useEffect } from 'react';
import type { Incident, IncidentForm, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { base64Of } from '../../../client/file-bytes.ts';
import { Button } from '../../../ui/Button.tsx';
import { FilesButton } from '../../../ui/FilesButton.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { fieldOf, typedDegrees } from '../day/numbers.ts';
import shared from '../fridges.module.css';
import type { Change } from './IncidentScreen.tsx';
import styles from './incident.module.css';
import { type Texts, useWritten } from './useWritten.ts';

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
  person: Person;
  busy: boolean;
  change: Change;
  /** Told whenever it turns: something stands in a field that is not saved. */
  onUnsaved: (isUnsaved: boolean) => void;
}

const localTime = (instant: string | null) => {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const instantOf = (local: string) => (local === '' ? null : new Date(local).toISOString());

function textsOf(form: IncidentForm): Texts {
  return {
    ...(Object.fromEntries(names.map((name) => [name, form[name]])) as Record<Words, string>),
    discoveredAt: localTime(form.discoveredAt),
    storedProperlyAt: localTime(form.storedProperlyAt),
    temperatureAtDiscovery: fieldOf(form.temperatureAtDiscovery),
    roomTemperature: fieldOf(form.roomTemperature),
  };
}

export function IncidentFormPart({ incident, person, busy, change, onUnsaved }: IncidentFormPartProps) {
  const { form, unit, id, closedAt, attachments } = incident;
  // Every field that was not written in here follows what is saved, by whomever.
  const { written, write, forget } = useWritten(person.id, id);
  const saved = textsOf(form);
  const text = { ...saved, ...written };
  const set = (name: keyof Texts) => (value: string) => write({ [name]: value });
  const isOpen = closedAt === null;
  const [thenNumber, roomNumber] = [typedDegrees(text.temperatureAtDiscovery), typedDegrees(text.roomTemperature)];
  const canSave = thenNumber !== undefined && roomNumber !== undefined;
  const unsaved = (Object.keys(written) as (keyof Texts)[]).filter((name) => written[name] !== saved[name]);
  const isUnsaved = isOpen && unsaved.length > 0;
  useEffect(() => onUnsaved(isUnsaved), [isUnsaved, onUnsaved]);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave) return;
    const whole: Partial<IncidentForm> = {
      ...text,
      discoveredAt: instantOf(text.discoveredAt),
      storedProperlyAt: instantOf(text.storedProperlyAt),
      temperatureAtDiscovery: thenNumber,
      roomTemperature: roomNumber,
    };
    const changed = Object.fromEntries(unsaved.map((name) => [name, whole[name]])) as Partial<IncidentForm>;
    void change(() => call('fridge.writeIncident', { id, form: changed })).then((done) => done && forget());
  };
  const attach = (file: File) =>
    void change(async () => call('fridge.attach', { incidentId: id, fileName: file.name.slice(0, 200), base64: await base64Of(file) }));
  if (!isOpen)
    return (
      <section id="part-answers" aria-label="What happened" className={shared.part}>
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
    <section id="part-answers" aria-label="What happened" className={shared.part}>
      <h2>What happened</h2>
      <form onSubmit={save} className={styles.record}>
        <TextField label={labels.description} value={text.description} onChange={set('description')} />
        <div className={`${shared.fields} ${styles.recordFields}`}>
          <TextField label="Discovered at" type="datetime-local" value={text.discoveredAt} onChange={set('discoveredAt')} />
          <TextField
            label={`Temperature then, °${unit.basis}`}
            inputMode="decimal"
            value={text.temperatureAtDiscovery}
            problem={thenNumber === undefined ? 'A number like 4.6' : null}
            onChange={set('temperatureAtDiscovery')}
          />
          <TextField
            label={`Room temperature, °${unit.basis}`}
            inputMode="decimal"
            value={text.roomTemperature}
            problem={roomNumber === undefined ? 'A number like 70.5' : null}
            onChange={set('roomTemperature')}
          />
          <TextField
            label="In proper storage since"
            type="datetime-local"
            value={text.storedProperlyAt}
            onChange={set('storedProperlyAt')}
          />
          {names.slice(1).map((name) => (
            <TextField key={name} label={labels[name]} value={text[name]} onChange={set(name)} />
          ))}
        </div>
        <div className={shared.line}>
          <Button type="submit" {...(isUnsaved ? { variant: 'solid' } : {})} isDisabled={busy || !canSave}>
            Save the record
          </Button>
          <FilesButton label="Paper or photograph" isDisabled={busy} onFiles={([file]) => attach(file!)}>
            Add a paper or photograph
          </FilesButton>
          {attachments.length > 0 && <span className={shared.caption}>{attachments.map(({ name }) => name).join(', ')}</span>}
        </div>
      </form>
    </section>
  );
}
