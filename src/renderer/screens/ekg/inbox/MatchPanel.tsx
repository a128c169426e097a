/** Whose file is this? Both sets of identifiers side by side; a person says whether they are one. Nothing is filed before. */
import { useState } from 'react';
import { birthDateWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { EkgCandidate, EkgCard, EkgFilePatient } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { BackButton } from '../../../ui/BackButton.tsx';
import { Button } from '../../../ui/Button.tsx';
import { mrnWords } from '../../rooming/identity.ts';
import { useAct } from '../../rooming/useAct.tsx';
import { Reason } from '../review/Reason.tsx';
import { FindPatient } from './FindPatient.tsx';
import styles from './inbox.module.css';
import { agreementWords, nameOnFile } from './words.ts';

interface MatchPanelProps {
  card: EkgCard;
  onOpen: (id: string) => void;
  onBack: () => void;
}

export function MatchPanel({ card, onOpen, onBack }: MatchPanelProps) {
  const [notThese, setNotThese] = useState<string[]>([]);
  const [found, setFound] = useState<EkgCandidate | null>(null);
  const [isDismissing, setDismissing] = useState(false);
  const { act, busy, refusal } = useAct();
  const proposed = card.proposed.filter(({ patientId }) => !notThese.includes(patientId));
  const candidate = found ?? proposed[0] ?? null;
  const same = (patientId: string) =>
    act(async () => {
      await call('ekg.match', { id: card.id, patientId });
      onOpen(card.id);
    });
  const notThis = (patientId: string) => {
    setFound(null);
    setNotThese([...notThese, patientId]);
  };
  return (
    <aside className={styles.detail} data-region="detail" aria-label="The chosen file">
      <BackButton onPress={onBack} />
      <div>
        <h2>{card.problem === null ? 'Whose EKG is this?' : 'This file could not be read'}</h2>
        <p className={styles.small}>{card.fileName}</p>
      </div>
      {card.problem !== null && (
        <div className={styles.askBox} role="note">
          <p>
            <b>{card.problem[0]!.toUpperCase() + card.problem.slice(1)}.</b> The file stays as it came. Export it again from the cart, then
            put this one away.
          </p>
        </div>
      )}
      {card.problem === null && (
        <>
          {candidate !== null && card.filePatient !== null && (
            <p className={styles.agreement}>{agreementWords(candidate, card.filePatient)}</p>
          )}
          <SideBySide file={card.filePatient} candidate={candidate} />
          {candidate !== null && (
            <div className={styles.two}>
              <Button variant="solid" size="big" isDisabled={busy} onPress={() => void same(candidate.patientId)}>
                Same person
              </Button>
              <Button size="big" isDisabled={busy} onPress={() => notThis(candidate.patientId)}>
                Not this patient
              </Button>
            </div>
          )}
          {candidate !== null && proposed.length > 1 && found === null && (
            <p className={styles.small}>{proposed.length - 1} more may be meant; they come up after “Not this patient”.</p>
          )}
          {refusal}
          <FindPatient id={card.id} isOpen={candidate === null} onFound={setFound} />
          <Button onPress={() => onOpen(card.id)}>Look at the tracing</Button>
        </>
      )}
      {isDismissing ? (
        <Reason
          question="Why is it put away?"
          examples={['Exported again', 'Not a patient of this clinic', 'A test of the cart']}
          act="Put it away"
          busy={busy}
          onCancel={() => setDismissing(false)}
          onGive={(reason) => void act(() => call('ekg.dismiss', { id: card.id, reason }))}
        />
      ) : (
        <Button variant="quiet" onPress={() => setDismissing(true)}>
          Put it away, with reason
        </Button>
      )}
      {card.problem !== null && refusal}
    </aside>
  );
}

function SideBySide({ file, candidate }: { file: EkgFilePatient | null; candidate: EkgCandidate | null }) {
  const rows = [
    {
      what: 'Name',
      onFile: file === null ? '—' : nameOnFile(file),
      ours: candidate === null ? '—' : `${candidate.family.toUpperCase()}, ${candidate.given}`,
      isSame: candidate?.nameMatches ?? null,
    },
    {
      what: 'Born',
      onFile: file?.birthDate == null ? (file?.ageYears == null ? '—' : `${file.ageYears} y`) : birthDateWords(file.birthDate),
      ours: candidate === null ? '—' : birthDateWords(candidate.dateOfBirth),
      isSame: file?.birthDate == null ? null : (candidate?.birthDateMatches ?? null),
    },
    {
      what: 'Number',
      onFile: file === null || file.ids.length === 0 ? '—' : file.ids.join(', '),
      ours: candidate === null ? '—' : `MRN ${mrnWords(candidate.mrn)}`,
      isSame: file === null || file.ids.length === 0 ? null : (candidate?.numberMatches ?? null),
    },
  ];
  return (
    <table className={styles.sideBySide}>
      <thead>
        <tr>
          <td />
          <th scope="col">On the file</th>
          <th scope="col">In Isoline</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, onFile, ours, isSame }) => (
          <tr key={what} data-differs={isSame === false ? '' : undefined}>
            <th scope="row">{what}</th>
            <td>{onFile}</td>
            <td>
              {ours}
              {isSame !== null && <small>{isSame ? 'same' : 'differs'}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
