/** The clinic's own calendar of fridge checks, who it is to its program, and whom to call. */
import { X } from 'lucide-react';
import { useState } from 'react';
import type { FridgeSettings } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import styles from './settings.module.css';

interface FridgePolicyProps {
  fridge: FridgeSettings;
  canChange: boolean;
  onSave: (fridge: FridgeSettings) => Promise<boolean>;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const time = /^([01]\d|2[0-3]):[0-5]\d$/;

export function FridgePolicy({ fridge, canChange, onSave }: FridgePolicyProps) {
  const [draft, setDraft] = useState(fridge);
  const [closed, setClosed] = useState('');
  const [years, setYears] = useState(String(fridge.retentionYears));
  const [days, setDays] = useState(String(fridge.downloadEveryDays));
  const set = (change: Partial<FridgeSettings>) => setDraft({ ...draft, ...change });
  const problems = {
    morning: time.test(draft.morningBy) ? null : 'A time like 10:00',
    afternoon:
      draft.afternoonBy === null || (time.test(draft.afternoonBy) && draft.afternoonBy > draft.morningBy) ? null : 'Later than the morning',
    years: /^\d{1,2}$/.test(years) && Number(years) >= 3 ? null : 'Three years or more',
    days: /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= 31 ? null : '1 to 31 days',
  };
  const isWhole = Object.values(problems).every((problem) => problem === null) && draft.workdays.length > 0;
  const toggle = (weekday: number, isOpen: boolean) =>
    set({ workdays: isOpen ? [...draft.workdays, weekday].sort() : draft.workdays.filter((one) => one !== weekday) });
  if (!canChange)
    return (
      <section className={styles.group}>
        <h2>Vaccine fridges</h2>
        <p className={styles.note}>
          {`Checked on ${fridge.workdays.map((day) => weekdays[day]!.slice(0, 3)).join(', ')} by ${fridge.morningBy}${fridge.afternoonBy === null ? '' : ` and ${fridge.afternoonBy}`}. Records are kept ${fridge.retentionYears} years.`}
        </p>
      </section>
    );
  return (
    <section className={styles.group} aria-label="Vaccine fridges">
      <h2>Vaccine fridges</h2>
      <TextField
        label="Facility on the papers"
        value={draft.facility}
        onChange={(facility) => set({ facility })}
        hint="Empty: the clinic’s name"
      />
      <TextField label="Program PIN" value={draft.programPin} onChange={(programPin) => set({ programPin })} />
      <fieldset className={styles.plain}>
        <legend>Days on which somebody is here</legend>
        {weekdays.map((name, weekday) => (
          <Tick key={name} isSelected={draft.workdays.includes(weekday)} onChange={(isOpen) => toggle(weekday, isOpen)}>
            {name}
          </Tick>
        ))}
      </fieldset>
      <div className={styles.row}>
        <TextField label="Closed on" type="date" value={closed} onChange={setClosed} />
        <Button
          isDisabled={closed === '' || draft.closedDates.includes(closed)}
          onPress={() => {
            set({ closedDates: [...draft.closedDates, closed].sort() });
            setClosed('');
          }}
        >
          Add this day
        </Button>
      </div>
      {draft.closedDates.length > 0 && (
        <ul className={styles.plainList} aria-label="Closed days">
          {draft.closedDates.map((day) => (
            <li key={day}>
              {day}
              <Button
                variant="quiet"
                aria-label={`Open on ${day}`}
                onPress={() => set({ closedDates: draft.closedDates.filter((one) => one !== day) })}
              >
                <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextField label="Morning check by" value={draft.morningBy} problem={problems.morning} onChange={(morningBy) => set({ morningBy })} />
      <Tick isSelected={draft.afternoonBy !== null} onChange={(isTwice) => set({ afternoonBy: isTwice ? '17:00' : null })}>
        The current temperature is read a second time in the afternoon
      </Tick>
      {draft.afternoonBy !== null && (
        <TextField
          label="Afternoon check by"
          value={draft.afternoonBy}
          problem={problems.afternoon}
          onChange={(afternoonBy) => set({ afternoonBy })}
        />
      )}
      <TextField
        label="A logger’s file is read every so many days"
        inputMode="numeric"
        value={days}
        problem={problems.days}
        onChange={setDays}
      />
      <TextField label="Records are kept for years" inputMode="numeric" value={years} problem={problems.years} onChange={setYears} />
      <fieldset className={styles.plain}>
        <legend>Whom to call besides the manufacturers</legend>
        {draft.contacts.map((contact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a contact that is being typed has no name of its own yet.
          <div key={index} className={styles.contact}>
            {(['name', 'organization', 'phone'] as const).map((part) => (
              <TextField
                key={part}
                label={{ name: 'Name', organization: 'Organization', phone: 'Telephone' }[part]}
                value={contact[part]}
                onChange={(value) => set({ contacts: draft.contacts.map((one, at) => (at === index ? { ...one, [part]: value } : one)) })}
              />
            ))}
            <Button
              variant="quiet"
              aria-label={`Take ${contact.name || contact.organization || 'this contact'} off`}
              onPress={() => set({ contacts: draft.contacts.filter((_, at) => at !== index) })}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
        <Button onPress={() => set({ contacts: [...draft.contacts, { name: '', organization: '', phone: '' }] })}>Add a contact</Button>
      </fieldset>
      <Button
        isDisabled={!isWhole}
        onPress={() => void onSave({ ...draft, retentionYears: Number(years), downloadEveryDays: Number(days) })}
      >
        Save the fridge settings
      </Button>
    </section>
  );
}
