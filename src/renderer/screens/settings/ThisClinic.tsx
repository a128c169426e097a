/** The clinic's names: what stands on the sign-in screen, in the banner and under every result. */
import { useState } from 'react';
import type { Settings } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './settings.module.css';

type Named = Pick<Settings, 'clinicName' | 'stationName' | 'room' | 'rooms' | 'clinicians' | 'idleLockMinutes' | 'readingTooOldMinutes'>;

interface ThisClinicProps {
  settings: Settings;
  canChange: boolean;
  onSave: (changes: Partial<Named>) => Promise<boolean>;
}

export function ThisClinic({ settings, canChange, onSave }: ThisClinicProps) {
  const roomChoices = [{ id: '', label: 'None' }, ...settings.rooms.map((room) => ({ id: room, label: room }))];
  return (
    <section className={styles.group}>
      <h2>This clinic and station</h2>
      {settings.rooms.length > 0 && (
        <Select label="This station stands in" value={settings.room} options={roomChoices} onChange={(room) => void onSave({ room })} />
      )}
      {canChange ? (
        // Read anew when another screen or a refusal changed what is stored.
        <Names key={JSON.stringify(settings)} settings={settings} onSave={onSave} />
      ) : (
        <p className={styles.note}>
          {settings.clinicName}, {settings.stationName}. Clinicians: {settings.clinicians.join(', ') || 'none named yet'}.
        </p>
      )}
    </section>
  );
}

function Names({ settings, onSave }: Pick<ThisClinicProps, 'settings' | 'onSave'>) {
  const [clinicName, setClinicName] = useState(settings.clinicName);
  const [stationName, setStationName] = useState(settings.stationName);
  const [rooms, setRooms] = useState(settings.rooms.join(', '));
  const [clinicians, setClinicians] = useState(settings.clinicians.join(', '));
  const [lock, setLock] = useState(String(settings.idleLockMinutes));
  const [tooOld, setTooOld] = useState(String(settings.readingTooOldMinutes));
  const roomNames = listed(rooms);
  const isReady = clinicName.trim() !== '' && stationName.trim() !== '' && isWithin(lock, 1, 15) && isWithin(tooOld, 1, 240);
  const save = () =>
    onSave({
      clinicName: clinicName.trim(),
      stationName: stationName.trim(),
      rooms: roomNames,
      // A station does not stay in a room that is no longer named.
      room: roomNames.includes(settings.room) ? settings.room : (roomNames[0] ?? ''),
      clinicians: listed(clinicians),
      idleLockMinutes: Number(lock),
      readingTooOldMinutes: Number(tooOld),
    });
  return (
    <>
      <TextField label="Clinic" value={clinicName} onChange={setClinicName} />
      <TextField label="This station" value={stationName} onChange={setStationName} />
      <TextField label="Rooms, with commas between" value={rooms} onChange={setRooms} />
      <TextField
        label="Clinicians, with commas between"
        value={clinicians}
        onChange={setClinicians}
        hint="As they are told: Dr. Lindqvist"
      />
      <div className={styles.fields}>
        <TextField
          label="Lock after, minutes"
          inputMode="decimal"
          value={lock}
          onChange={setLock}
          problem={isWithin(lock, 1, 15) ? null : 'Write 1 to 15.'}
        />
        <TextField
          label="Too old to sign after, minutes"
          inputMode="decimal"
          value={tooOld}
          onChange={setTooOld}
          problem={isWithin(tooOld, 1, 240) ? null : 'Write 1 to 240.'}
        />
      </div>
      <Button isDisabled={!isReady} onPress={() => void save()}>
        Save
      </Button>
    </>
  );
}

/** "Room 1, Room 2" as its names, each once. */
export function listed(text: string): string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

function isWithin(text: string, least: number, most: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && number >= least && number <= most;
}
