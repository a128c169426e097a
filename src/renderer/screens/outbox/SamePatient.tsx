/** The chart's patient with this number has another name or birth date: a person compares the two and says whether it is one person. */
import type { OutboxItem, PatientDiffers } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { dateOfBirthWords } from '../rooming/identity.ts';
import { useAct } from '../rooming/useAct.tsx';
import styles from './outbox.module.css';

interface SamePatientProps {
  id: string;
  differs: PatientDiffers;
  onDecided: (item: OutboxItem) => void;
}

export function SamePatient({ id, differs, onDecided }: SamePatientProps) {
  const { act, busy, refusal } = useAct();
  const { ours, there, where } = differs;
  const decide = (name: 'outbox.samePatient' | 'outbox.otherPatient') =>
    act(() => call(name, { id, there: there.reference }).then(onDecided));
  return (
    <section className={styles.compare} aria-label="Compare the two patients">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Here</th>
            <th scope="col">In the chart</th>
          </tr>
        </thead>
        <tbody>
          <Compared label="Family name" here={ours.family} there={there.family} />
          <Compared label="Given name" here={ours.given} there={there.given} />
          <Compared
            label="Date of birth"
            here={dateOfBirthWords(ours.dateOfBirth)}
            there={there.dateOfBirth === null ? '—' : dateOfBirthWords(there.dateOfBirth)}
          />
        </tbody>
      </table>
      <p className={styles.small}>
        {where}, {there.reference}
      </p>
      <div className={styles.two}>
        <Button isDisabled={busy} onPress={() => void decide('outbox.samePatient')}>
          Same person
        </Button>
        <Button isDisabled={busy} onPress={() => void decide('outbox.otherPatient')}>
          Not this patient
        </Button>
      </div>
      {refusal}
    </section>
  );
}

function Compared({ label, here, there }: { label: string; here: string; there: string }) {
  const isOther = here.trim().toLowerCase() !== there.trim().toLowerCase();
  return (
    <tr data-other={isOther ? '' : undefined}>
      <th scope="row">{label}</th>
      <td>{here}</td>
      <td>
        {there}
        {isOther && <small> differs</small>}
      </td>
    </tr>
  );
}
