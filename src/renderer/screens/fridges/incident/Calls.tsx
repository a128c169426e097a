/** Whom to call, who called, what was said, and the case number an answer rests on. */
import { type FormEvent, useState } from 'react';
import type { Incident, IncidentCall } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { useLive } from '../../../client/live-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import styles from '../fridges.module.css';
import type { Change } from './IncidentScreen.tsx';

interface CallsProps {
  incident: Incident;
  busy: boolean;
  change: Change;
}

type Draft = Omit<IncidentCall, 'calledAt' | 'calledBy' | 'id'> & { id: string | null; called: boolean };
const noCall: Draft = { id: null, organization: '', person: '', phone: '', said: '', caseNumber: '', called: true };

export function Calls({ incident, busy, change }: CallsProps) {
  const contacts = useLive().settings?.fridge.contacts ?? [];
  const [draft, setDraft] = useState<Draft | null>(null);
  const isOpen = incident.closedAt === null;
  const makers = [...new Set(incident.lots.map(({ maker }) => maker).filter(Boolean))];
  const known = new Set(incident.calls.map(({ organization }) => organization.toLowerCase()));
  const proposed = [
    ...makers.map((organization) => ({ ...noCall, organization })),
    ...contacts.map(({ name, organization, phone }) => ({ ...noCall, organization: organization || name, person: name, phone })),
  ].filter(({ organization }) => !known.has(organization.toLowerCase()));
  return (
    <section id="part-calls" aria-label="Whom to call" className={styles.part}>
      <h2>Whom to call</h2>
      <ul className={styles.rows}>
        {incident.calls.map((one) => (
          <li key={one.id}>
            <span>
              <b>{[one.organization, one.person].filter(Boolean).join(', ')}</b>
              <small>
                {one.calledAt === null
                  ? `Not called yet. ${one.phone}`
                  : `Called ${new Date(one.calledAt).toLocaleString('en-US')}, ${one.calledBy}`}
              </small>
              {one.said !== '' && <small>{one.said}</small>}
            </span>
            <span>{one.caseNumber === '' ? 'No case number' : `Case ${one.caseNumber}`}</span>
            {isOpen && (
              <Button
                aria-label={`Change the call to ${one.organization}`}
                onPress={() => setDraft({ ...one, called: one.calledAt !== null })}
              >
                Change…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isOpen && draft === null && (
        <div className={styles.line}>
          {proposed.map((one) => (
            <Button key={one.organization} onPress={() => setDraft(one)}>{`Call ${one.organization}`}</Button>
          ))}
          <Button onPress={() => setDraft(noCall)}>Another call</Button>
        </div>
      )}
      {draft !== null && <CallForm draft={draft} incident={incident} busy={busy} change={change} onClose={() => setDraft(null)} />}
    </section>
  );
}

function CallForm({ draft, incident, busy, change, onClose }: CallsProps & { draft: Draft; onClose: () => void }) {
  const [one, setOne] = useState(draft);
  const field = (name: 'organization' | 'person' | 'phone' | 'said' | 'caseNumber') => ({
    value: one[name],
    onChange: (value: string) => setOne({ ...one, [name]: value }),
  });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { id, organization, person, phone, said, caseNumber, called } = one;
    const order = { incidentId: incident.id, call: { id, organization, person, phone, said, caseNumber, called } };
    if (await change(() => call('fridge.writeCall', order))) onClose();
  };
  return (
    <form className={styles.panel} onSubmit={(event) => void save(event)} aria-label="A call">
      <div className={styles.fields}>
        <TextField label="Organization" autoFocus {...field('organization')} />
        <TextField label="Person" {...field('person')} />
        <TextField label="Telephone" {...field('phone')} />
        <TextField label="Case number" {...field('caseNumber')} />
      </div>
      <TextField label="What was said" {...field('said')} />
      <Tick isSelected={one.called} onChange={(called) => setOne({ ...one, called })}>
        I have called
      </Tick>
      <footer>
        <Button type="submit" variant="solid" isDisabled={busy || one.organization.trim() === ''}>
          Save the call
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
      </footer>
    </form>
  );
}
