/** Sign-in, quick switch and the lock: who, six digits, in. No patient, number or reading stands here. */
import { Lock, Timer } from 'lucide-react';
import { type KeyboardEvent as ReactKeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { initialsOf } from '../../../../drivers/model/initials.ts';
import type { Failure, Person, Session, StationFacts } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Wordmark } from '../../ui/Mark.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { clockTime, countdown } from '../rooming/age.ts';
import { PinPad } from './PinPad.tsx';
import styles from './signin.module.css';
import { meantBy } from './typed-name.ts';

const roleWords: Readonly<Record<Person['role'], string>> = {
  assistant: 'Medical assistant',
  nurse: 'Registered nurse',
  clinician: 'Clinician',
  coordinator: 'Vaccine coordinator',
  administrator: 'Administrator',
};

interface SignInProps {
  station: StationFacts;
  session: Session;
  now: number;
  connected: boolean;
}

export function SignIn({ station, session, now, connected }: SignInProps) {
  const [people, setPeople] = useState<Person[] | null>(null);
  const [letters, setLetters] = useState('');
  const [picked, setPicked] = useState<Person | null>(null);
  const [digits, setDigits] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const locked = session.locked;
  const owner = locked === null ? null : session.person;
  useEffect(() => {
    document.title = 'Isoline';
    if (connected) call('people.list', null).then(setPeople, () => undefined);
  }, [connected]);
  const meant = meantBy(people ?? [], letters);
  // While letters may mean several, or nobody is known yet, digits are nobody's: least of all the last one's.
  const isPending = letters !== '' && meant.length !== 1;
  const found = meant.length === 1 ? meant[0]! : null;
  const person = isPending ? null : (found ?? picked ?? owner);
  const asked = useRef<string | null>(null);
  asked.current = person?.id ?? null;
  const choose = useCallback((next: Person) => {
    setPicked(next);
    setDigits('');
    setFailure(null);
  }, []);
  const spell = useCallback((next: string) => {
    setLetters(next);
    if (next !== '') setDigits('');
  }, []);
  const pick = (next: Person) => {
    setLetters('');
    choose(next);
  };
  useEffect(() => {
    if (found !== null) choose(found);
  }, [found, choose]);
  useForgetting(letters, people !== null, spell);
  const type = useCallback(
    (text: string) => {
      if (person === null) return;
      setDigits(text);
      if (text.length < 6) return;
      call('people.signIn', { personId: person.id, pin: text }).catch((refused: Failure) => {
        // Somebody else has been chosen meanwhile: this answer is not theirs.
        if (asked.current !== person.id) return;
        setFailure(refused);
        setDigits('');
      });
    },
    [person],
  );
  useTyping({ people, letters, digits, person, spell, type });
  return (
    <main className={`${styles.screen} ${picked === null ? '' : styles.hasPicked}`}>
      <section className={styles.left}>
        <div className={styles.brand}>
          <Wordmark />
          <span />
        </div>
        {locked === null || owner === null ? (
          <Start station={station} people={people ?? []} person={person} onChoose={pick} />
        ) : (
          <Locked station={station} session={session} owner={owner} people={people ?? []} now={now} onChoose={pick} />
        )}
        <footer className={styles.foot}>
          {owner === null ? (
            <b>
              {new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(now)} ·{' '}
              {clockTime(new Date(now).toISOString())}
            </b>
          ) : (
            <span>{station.stationName}</span>
          )}
          <span>
            {station.devicesAnswering} of {station.devicesConfigured} devices answering
          </span>
          {station.demo && station.canChoose && (
            <Button variant="quiet" onPress={() => void call('station.choose', { begin: 'real' }).catch(setFailure)}>
              Leave the demo, set up this station
            </Button>
          )}
          {station.demo && <span className={styles.demo}>DEMO</span>}
        </footer>
      </section>
      <section className={styles.right} aria-label="PIN">
        {person === null ? (
          <p className={styles.pick} role="status">
            {isPending ? pendingWords(letters, meant) : 'Pick your name, or type its first letters.'}
          </p>
        ) : (
          <>
            <Button
              className={styles.back}
              onPress={() => {
                setLetters('');
                setPicked(null);
              }}
            >
              Back
            </Button>
            <div className={styles.who}>
              <Avatar person={person} solid />
              <div>
                <h2>{person.name}</h2>
                <p>Enter your PIN</p>
              </div>
            </div>
            <PinPad digits={digits} onChange={type} />
            {failure !== null ? (
              <Refusal failure={failure} whose={person.name} />
            ) : (
              <p className={styles.hint}>Keyboard works too. The PIN signs in by itself at the sixth digit.</p>
            )}
            {station.demo && person.demoPin !== undefined && <p className={styles.hint}>Made-up person. PIN {person.demoPin}</p>}
          </>
        )}
      </section>
    </main>
  );
}

function Start({
  station,
  people,
  person,
  onChoose,
}: {
  station: StationFacts;
  people: readonly Person[];
  person: Person | null;
  onChoose: (person: Person) => void;
}) {
  return (
    <>
      <h1>Who is working here?</h1>
      <p className={styles.place}>
        {station.clinicName} · {station.stationName}
      </p>
      <ul className={styles.tiles} onKeyDown={moveBetween}>
        {people.map((one) => (
          <li key={one.id}>
            <button type="button" aria-pressed={one.id === person?.id} onClick={() => onChoose(one)}>
              <span className={styles.tileTop}>
                <Avatar person={one} solid={one.id === person?.id} />
                {one.visitOpenIn !== null && <span className={styles.open}>Visit open, {one.visitOpenIn}</span>}
              </span>
              <b>{one.name}</b>
              <small>{roleWords[one.role]}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface LockedProps {
  station: StationFacts;
  session: Session;
  owner: Person;
  people: readonly Person[];
  now: number;
  onChoose: (person: Person) => void;
}

function Locked({ station, session, owner, people, now, onChoose }: LockedProps) {
  const minutes = station.idleLockMinutes === 1 ? '1 minute' : `${station.idleLockMinutes} minutes`;
  return (
    <>
      <p className={styles.big}>{clockTime(new Date(now).toISOString())}</p>
      <p className={styles.date}>{new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric' }).format(now)}</p>
      <div className={styles.lockPanel}>
        <Lock aria-hidden="true" />
        <div>
          <h1>{session.locked?.because === 'idle' ? `Locked after ${minutes} without a touch` : 'Locked'}</h1>
          <p>
            {owner.visitOpenIn === null
              ? `${owner.name} was working here.`
              : `${owner.name} has a visit open in ${owner.visitOpenIn}. It is kept as it was and stays hidden from anyone else.`}
          </p>
        </div>
        {session.timerEndsAt !== null && (
          <>
            <Timer aria-hidden="true" />
            <p className={styles.timer}>
              <span>
                A rest timer is running. <small>Readings keep arriving and are kept.</small>
              </span>
              <b>{countdown(session.timerEndsAt, now)}</b>
            </p>
          </>
        )}
      </div>
      <ul className={styles.quick} aria-labelledby="quick-switch" onKeyDown={moveBetween}>
        <li id="quick-switch" className={styles.quickName}>
          Quick switch
        </li>
        {people
          .filter(({ id }) => id !== owner.id)
          .map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onChoose(one)}>
                <Avatar person={one} solid={false} /> {one.name}
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}

function Avatar({ person, solid }: { person: Person; solid: boolean }) {
  return (
    <span className={`${styles.avatar} ${solid ? styles.avatarSolid : ''}`} aria-hidden="true">
      {initialsOf(person.name)}
    </span>
  );
}

/** Arrow keys move between the names, in both directions as one row. */
function moveBetween(event: ReactKeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const next = tiles.indexOf(document.activeElement as HTMLElement) + step;
  tiles[(next + tiles.length) % tiles.length]?.focus();
  event.preventDefault();
}

function pendingWords(letters: string, meant: readonly Person[]): string {
  if (meant.length === 0) return `${letters.toUpperCase()}…`;
  return `${meant.map(({ name }) => name).join(' or ')}? Type one letter more.`;
}

/** Letters belong together for this long. */
const spellingMilliseconds = 2000;

/** Letters that nobody went on with are forgotten; those typed before the names are here wait for them. */
function useForgetting(letters: string, isKnown: boolean, spell: (letters: string) => void): void {
  useEffect(() => {
    if (letters === '' || !isKnown) return;
    const timer = setTimeout(() => spell(''), spellingMilliseconds);
    return () => clearTimeout(timer);
  }, [letters, isKnown, spell]);
}

interface Typing {
  people: readonly Person[] | null;
  letters: string;
  digits: string;
  person: Person | null;
  spell: (letters: string) => void;
  type: (text: string) => void;
}

/** Letters pick a name, digits go into the PIN, wherever the focus is. */
function useTyping({ people, letters, digits, person, spell, type }: Typing): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^\d$/.test(event.key) && person !== null && digits.length < 6) type(digits + event.key);
      else if (event.key === 'Backspace') type(digits.slice(0, -1));
      else if (/^[a-z]$/i.test(event.key)) {
        const together = letters + event.key;
        // A letter that goes on with nobody's name begins another.
        spell(people === null || meantBy(people, together).length > 0 ? together : event.key);
      }
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [people, letters, person, digits, spell, type]);
}
