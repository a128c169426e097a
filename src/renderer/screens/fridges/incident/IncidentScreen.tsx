/** An incident from the label on the door to the signature: all parts open at any time, the order only suggested. */
import { Printer } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { clockSeconds } from '../../../../../drivers/framing/local-time.ts';
import type { Failure, FridgeCurve, Incident, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { onFridgeFact } from '../../../client/fridge-facts.ts';
import { saveFiles } from '../../../client/save-file.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { ScreenHead } from '../../../ui/ScreenHead.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { minutesWords } from '../day/check-order.ts';
import { UnitChart } from '../day/UnitChart.tsx';
import shared from '../fridges.module.css';
import { Calls } from './Calls.tsx';
import { Closing } from './Closing.tsx';
import { Facts } from './Facts.tsx';
import { IncidentFormPart } from './IncidentFormPart.tsx';
import styles from './incident.module.css';
import { actWords, stateWords, stepsOf } from './incident-words.ts';
import { Lots } from './Lots.tsx';

interface IncidentScreenProps {
  id: string;
  person: Person;
  onBack: () => void;
}

/** Carries out an order on the incident and shows what it has become. */
export type Change = (order: () => Promise<Incident>) => Promise<boolean>;

export function IncidentScreen({ id, person, onBack }: IncidentScreenProps) {
  const [incident, setIncident] = useState<Incident | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const { act, busy, refusal } = useAct();
  const reload = useCallback(() => {
    call('fridge.incident', { id }).then(setIncident, (thrown: Failure) => setFailure(thrown));
  }, [id]);
  useEffect(() => {
    reload();
    return onFridgeFact('fridge.changed', reload);
  }, [reload]);
  const change: Change = (order) => act(async () => setIncident(await order()));
  const print = (what: 'fridge.label' | 'fridge.incidentReport') =>
    void act(async () => saveFiles([await call(what, { incidentId: id, paper: 'letter' })]));
  const head = (about: string) => (
    <ScreenHead
      title={incident === null ? 'Incident' : `Incident ${incident.number}: ${incident.unitName}`}
      about={about}
      aboutSize="body"
      acts={
        <>
          <Button isDisabled={busy || incident === null} onPress={() => print('fridge.incidentReport')}>
            <Printer aria-hidden="true" />
            Print the record
          </Button>
          <Button onPress={onBack}>Back to the fridges</Button>
        </>
      }
    />
  );
  if (incident === null)
    return (
      <div className={shared.screen}>
        {head('')}
        {failure !== null && <Refusal failure={failure} />}
      </div>
    );
  const isClosed = incident.closedAt !== null;
  return (
    <div className={shared.screen}>
      {head(stateWords(incident))}
      <div className={styles.incident}>
        <nav aria-label="Steps">
          <ol>
            {stepsOf(incident).map(({ id: step, label, line, isDone }) => (
              <li key={step} data-done={isDone ? '' : undefined}>
                <button type="button" onClick={() => goTo(step)}>
                  <b>{label}</b>
                  <small>{line}</small>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div className={styles.parts}>
          {incident.grew !== null && <Grew incident={incident} change={change} />}
          {refusal !== null && <div className={styles.refusal}>{refusal}</div>}
          <section id="part-label" aria-label="Label" className={shared.part}>
            <h2>Label the door, keep the stock cold</h2>
            <p>
              {incident.labelled === null
                ? 'Mark the unit DO NOT USE. Leave the vaccine cold and apart; throw nothing away.'
                : `DO NOT USE hangs on the door since ${new Date(incident.labelled.at).toLocaleString('en-US')}, ${incident.labelled.by}.`}
            </p>
            <div className={shared.line}>
              <Button isDisabled={busy} onPress={() => print('fridge.label')}>
                <Printer aria-hidden="true" />
                Print the label
              </Button>
              {!isClosed && incident.labelled === null && (
                <Button variant="solid" isDisabled={busy} onPress={() => void change(() => call('fridge.labelIncident', { id }))}>
                  It hangs on the door
                </Button>
              )}
            </div>
          </section>
          <Facts incident={incident} />
          <Curve incident={incident} />
          <Lots incident={incident} busy={busy} change={change} />
          <Calls incident={incident} busy={busy} change={change} />
          <IncidentFormPart key={person.id} incident={incident} person={person} busy={busy} change={change} onUnsaved={setUnsaved} />
          <Closing incident={incident} person={person} busy={busy} change={change} isUnsaved={isUnsaved} />
          <section className={shared.part} aria-label="What was done">
            <h2>What was done</h2>
            <ol className={styles.done}>
              {incident.acts.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: acts are only ever added at the end.
                <li key={index}>
                  <small>{new Date(one.at).toLocaleString('en-US')}</small>
                  <span>{`${actWords(one.act)}${one.by === null ? '' : `, ${one.by}`}${one.detail === '' ? '' : `: ${one.detail}`}`}</span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
    </div>
  );
}

function goTo(step: string): void {
  const part = document.getElementById(`part-${step}`);
  part?.scrollIntoView({ block: 'start' });
  part?.querySelector<HTMLElement>('button, input, select, textarea')?.focus({ preventScroll: true });
}

/** "New readings changed this incident: 155 min is now 190 min." */
function Grew({ incident, change }: { incident: Incident; change: Change }) {
  const [comment, setComment] = useState('');
  const { fromMinutes, toMinutes } = incident.grew!;
  const what = fromMinutes === null || toMinutes === null ? '' : `: ${minutesWords(fromMinutes)} is now ${minutesWords(toMinutes)}`;
  return (
    <div className={shared.ask} role="status">
      <p>
        <b>{`New readings changed this incident${what}.`}</b>
        <small>What the manufacturers answered before was about less. Their answers are asked for again.</small>
      </p>
      <TextField label="What you make of it" value={comment} onChange={setComment} />
      <Button
        isDisabled={comment.trim() === ''}
        onPress={() => void change(() => call('fridge.acknowledge', { id: incident.id, comment }))}
      >
        I have seen it
      </Button>
    </div>
  );
}

/** A quarter of a day around it. */
function Curve({ incident }: { incident: Incident }) {
  const [curve, setCurve] = useState<FridgeCurve | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const { unitId, from, to, minutes } = incident;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the minutes the readings behind it have changed.
  useEffect(() => {
    const begin = clockSeconds(from) - 6 * 3600;
    const end = to === null ? null : clockSeconds(to) + 6 * 3600;
    const order = end === null ? { seconds: 32 * 3600, to: null } : { seconds: end - begin, to: end };
    call('fridge.curve', { unitId, points: 800, ...order }).then(setCurve, () => undefined);
  }, [unitId, from, to, minutes]);
  if (curve === null || curve.runs.length === 0) return null;
  return (
    <section className={shared.part} aria-label="Curve">
      <div className={shared.smallChart}>
        <UnitChart curve={curve} cursor={cursor} onCursor={setCursor} />
      </div>
    </section>
  );
}
