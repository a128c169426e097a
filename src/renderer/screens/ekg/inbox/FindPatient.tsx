import { useState } from 'react';
import type { EkgCandidate } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Row } from '../../../ui/RowList.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { dateOfBirthWords, mrnWords } from '../../rooming/identity.ts';
import { useAct } from '../../rooming/useAct.tsx';
import styles from './inbox.module.css';

interface FindPatientProps {
  /** Of the EKG. */
  id: string;
  isOpen: boolean;
  onFound: (candidate: EkgCandidate) => void;
}

/** Another patient than the proposed one, by name or number. */
export function FindPatient({ id, isOpen, onFound }: FindPatientProps) {
  const [wanted, setWanted] = useState(false);
  const [words, setWords] = useState('');
  const [found, setFound] = useState<EkgCandidate[] | null>(null);
  const { act, busy, refusal } = useAct();
  if (!isOpen && !wanted) return <Button onPress={() => setWanted(true)}>Find another patient</Button>;
  const find = () => act(async () => setFound(await call('ekg.findPatients', { id, words })));
  return (
    <form
      className={styles.find}
      aria-label="Find a patient"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <TextField label="Find a patient, by name or MRN" value={words} onChange={setWords} autoFocus={wanted} />
      <Button type="submit" isDisabled={busy || words.trim() === ''}>
        Find
      </Button>
      {refusal}
      {found !== null && found.length === 0 && (
        <p className={styles.small}>No patient of this station has this name or number. Add the patient on Today first.</p>
      )}
      {found !== null && found.length > 0 && (
        <ul className={styles.found}>
          {found.map((one) => (
            <li key={one.patientId}>
              <Row
                isChosen={false}
                className={styles.foundLine}
                onClick={() => {
                  onFound(one);
                  setWanted(false);
                  setFound(null);
                }}
              >
                <b>
                  {one.family.toUpperCase()}, {one.given}
                </b>
                <small>
                  Born {dateOfBirthWords(one.dateOfBirth)} · MRN {mrnWords(one.mrn)}
                </small>
              </Row>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
