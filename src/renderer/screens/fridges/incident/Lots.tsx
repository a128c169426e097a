/** The affected lots, each with its manufacturer's answer: never ours. */
import { type FormEvent, useState } from 'react';
import type { Incident, IncidentLot } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import styles from '../fridges.module.css';
import type { Change } from './IncidentScreen.tsx';
import { answerWords } from './incident-words.ts';

interface LotsProps {
  incident: Incident;
  busy: boolean;
  change: Change;
}

const answers = Object.entries(answerWords).map(([id, label]) => ({ id, label }));

export function Lots({ incident, busy, change }: LotsProps) {
  const { id, lots, closedAt } = incident;
  const [isAdding, setAdding] = useState(false);
  const isOpen = closedAt === null;
  return (
    <section id="part-lots" aria-label="Affected lots" className={styles.part}>
      <h2>Affected lots</h2>
      <p className={styles.caption}>
        Whether a vaccine can be used is its manufacturer’s answer. It needs a call with a case number, below.
      </p>
      {lots.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className={styles.scroll} tabIndex={0} aria-label="Lots with their answers">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Vaccine</th>
                <th scope="col">Manufacturer</th>
                <th scope="col">Lot</th>
                <th scope="col">Expires</th>
                <th scope="col">Doses</th>
                <th scope="col">Manufacturer’s answer</th>
                {isOpen && <th scope="col">Change</th>}
              </tr>
            </thead>
            <tbody>
              {lots.map((lot) => (
                <LotRow key={lot.id} lot={lot} incident={incident} change={change} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isOpen && (
        <div className={styles.line}>
          <Button isDisabled={busy} onPress={() => void change(() => call('fridge.takeLots', { incidentId: id }))}>
            Take over the unit’s lots
          </Button>
          <Button onPress={() => setAdding(true)}>Add a lot</Button>
        </div>
      )}
      {isAdding && <LotForm incident={incident} busy={busy} change={change} onClose={() => setAdding(false)} />}
    </section>
  );
}

function LotRow({ lot, incident, change }: { lot: IncidentLot; incident: Incident; change: Change }) {
  const [reason, setReason] = useState<string | null>(null);
  const isOpen = incident.closedAt === null;
  const order = { incidentId: incident.id, lotId: lot.id };
  return (
    <tr>
      <th scope="row">{lot.vaccine}</th>
      <td>{lot.maker}</td>
      <td>{lot.lot}</td>
      <td>{lot.expires}</td>
      <td>{lot.doses ?? '—'}</td>
      <td>
        {isOpen ? (
          <Segmented
            label={`Answer for ${lot.vaccine} ${lot.lot}`}
            value={lot.answer}
            options={answers}
            onChange={(answer) => void change(() => call('fridge.answerLot', { ...order, answer: answer as IncidentLot['answer'] }))}
          />
        ) : (
          answerWords[lot.answer]
        )}
        {lot.answeredBy !== null && <small className={styles.caption}>{` ${lot.answeredBy}`}</small>}
      </td>
      {isOpen && (
        <td>
          {reason === null ? (
            <Button variant="quiet" aria-label={`Take ${lot.vaccine} ${lot.lot} off`} onPress={() => setReason('')}>
              Take off…
            </Button>
          ) : (
            <span className={styles.line}>
              <TextField label="Why" value={reason} onChange={setReason} autoFocus />
              <Button isDisabled={reason.trim() === ''} onPress={() => void change(() => call('fridge.removeLot', { ...order, reason }))}>
                Take off
              </Button>
            </span>
          )}
        </td>
      )}
    </tr>
  );
}

function LotForm({ incident, busy, change, onClose }: LotsProps & { onClose: () => void }) {
  const [lot, setLot] = useState({ vaccine: '', maker: '', lot: '', expires: '', doses: '' });
  const field = (name: keyof typeof lot) => ({ value: lot[name], onChange: (value: string) => setLot({ ...lot, [name]: value }) });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { doses, ...rest } = lot;
    const written = {
      ...rest,
      id: null,
      doses: /^\d{1,5}$/.test(doses.trim()) ? Number(doses) : null,
      funding: null,
      opened: null,
      earlierExposure: '',
    };
    if (await change(() => call('fridge.writeLot', { incidentId: incident.id, lot: written }))) onClose();
  };
  return (
    <form className={styles.lotLine} onSubmit={(event) => void save(event)}>
      <TextField label="Vaccine" autoFocus {...field('vaccine')} />
      <TextField label="Manufacturer" {...field('maker')} />
      <TextField label="Lot" {...field('lot')} />
      <TextField label="Expires" type="date" {...field('expires')} />
      <TextField label="Doses" inputMode="numeric" {...field('doses')} />
      <Button type="submit" isDisabled={busy || lot.vaccine.trim() === ''}>
        Add
      </Button>
    </form>
  );
}
