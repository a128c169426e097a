/** Results that were signed before a chart was set up: an administrator decides whether they follow. */
import { Send } from 'lucide-react';
import type { LeftOut, Person } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from '../rooming/useAct.tsx';
import styles from './outbox.module.css';

interface LeftOutBarProps {
  leftOut: LeftOut;
  person: Person;
}

export function LeftOutBar({ leftOut, person }: LeftOutBarProps) {
  const { act, busy, refusal } = useAct();
  const { destination, label, count, oldest, newest } = leftOut;
  const decide = (what: 'outbox.queueLeftOut' | 'outbox.leaveOut') => void act(() => call(what, { destination, count }));
  const day = (at: string) => new Date(at).toLocaleDateString('en-US');
  const when = day(oldest) === day(newest) ? `on ${day(oldest)}` : `from ${day(oldest)} to ${day(newest)}`;
  return (
    <section className={styles.leftOut} aria-label={`Not in ${label} yet`}>
      <Send aria-hidden="true" />
      <p>
        <b>{`${count} ${count === 1 ? 'result was' : 'results were'} signed before ${label} was set up, ${when}.`}</b>
        <small>
          {person.role === 'administrator'
            ? 'They are kept here. Sent, each goes as it was signed, with its corrections behind it; what was withdrawn stays here.'
            : 'They are kept here. An administrator decides whether they are sent.'}
        </small>
      </p>
      {person.role === 'administrator' && (
        <>
          <Button variant="solid" isDisabled={busy} onPress={() => decide('outbox.queueLeftOut')}>
            {count === 1 ? 'Send it' : `Send all ${count}`}
          </Button>
          <Button isDisabled={busy} onPress={() => decide('outbox.leaveOut')}>
            Keep them here
          </Button>
        </>
      )}
      {refusal}
    </section>
  );
}
