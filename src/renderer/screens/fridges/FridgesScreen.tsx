/** The vaccine fridges: the day's check first, and from it the files, incidents, papers and the register. */
import { ClipboardCheck, FileUp, Printer, Refrigerator } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FileOutcome, FridgeCard, FridgeDay, Person } from '../../../preload/contract.ts';
import { onFridgeFact } from '../../client/fridge-facts.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { ScreenHead } from '../../ui/ScreenHead.tsx';
import styles from './day/day.module.css';
import { FridgeDayView } from './day/FridgeDayView.tsx';
import { ReadFiles } from './files/ReadFiles.tsx';
import shared from './fridges.module.css';
import { IncidentScreen } from './incident/IncidentScreen.tsx';
import { Papers } from './papers/Papers.tsx';
import { Register } from './register/Register.tsx';
import { useFridgeDay } from './useFridgeDay.ts';

interface FridgesScreenProps {
  person: Person;
  /** What of it: '' the day, 'register', 'papers', 'files', or an incident's id after "incident-". */
  part: string;
  onGo: (place: Place, part?: string) => void;
}

export function FridgesScreen({ person, part, onGo }: FridgesScreenProps) {
  const { day, failure, reload } = useFridgeDay();
  const [chosen, setChosen] = useState<string | null>(null);
  const [taken, setTaken] = useState<readonly FileOutcome[]>([]);
  const go = (to: string) => onGo('fridges', to);
  // What a logger's drive brought by itself is shown where its questions can be answered.
  useEffect(
    () =>
      onFridgeFact('fridge.taken', (outcomes) => {
        setTaken(outcomes);
        onGo('fridges', 'files');
      }),
    [onGo],
  );
  const toIncident = (id: string) => go(`incident-${id}`);
  if (part.startsWith('incident-'))
    return <IncidentScreen key={part} id={part.slice('incident-'.length)} person={person} onBack={() => go('')} />;
  if (part === 'register') return <Register person={person} onBack={() => go('')} />;
  if (part === 'papers') return <Papers units={unitsOf(day)} person={person} onBack={() => go('')} />;
  const card = day?.cards.find(({ unit }) => unit.id === chosen) ?? firstToLookAt(day?.cards ?? []);
  return (
    <div className={shared.screen}>
      <ScreenHead
        title="Fridges"
        about={day === null ? '' : headWords(day)}
        acts={
          <>
            <Button onPress={() => go(part === 'files' ? '' : 'files')}>
              <FileUp aria-hidden="true" />
              Read logger file
            </Button>
            <Button onPress={() => go('papers')}>
              <Printer aria-hidden="true" />
              Papers
            </Button>
            <Button onPress={() => go('register')}>
              <Refrigerator aria-hidden="true" />
              Units and loggers
            </Button>
          </>
        }
      />
      {failure !== null && <Refusal failure={failure} />}
      {part === 'files' && (
        <div className={styles.filesPanel}>
          <ReadFiles units={unitsOf(day)} unitId={chosen} taken={taken} onIncident={toIncident} onClose={() => go('')} />
        </div>
      )}
      {day !== null && day.cards.length === 0 && <NoUnits onRegister={() => go('register')} />}
      {day !== null && card !== null && (
        <FridgeDayView day={day} card={card} person={person} onChoose={setChosen} onIncident={toIncident} onChanged={reload} />
      )}
    </div>
  );
}

function unitsOf(day: FridgeDay | null): { id: string; name: string }[] {
  return (day?.cards ?? []).map(({ unit }) => ({ id: unit.id, name: unit.name }));
}

/** What asks for a person stands open before what is well. */
function firstToLookAt(cards: readonly FridgeCard[]): FridgeCard | null {
  return cards.find(({ incident }) => incident !== null) ?? cards.find(({ due }) => due !== null) ?? cards[0] ?? null;
}

function headWords({ cards, open }: FridgeDay): string {
  const due = cards.flatMap((card) => card.due ?? []);
  const [first] = due;
  if (first === undefined) return open ? 'Nothing is due now' : 'Closed today: no check is due';
  const half = first.half === 'AM' ? 'Morning' : 'Afternoon';
  return first.overdue ? `${half} check, was due by ${first.by}` : `${half} check, due by ${first.by}`;
}

function NoUnits({ onRegister }: { onRegister: () => void }) {
  return (
    <div className={styles.empty}>
      <ClipboardCheck aria-hidden="true" />
      <h2>No fridge is registered yet</h2>
      <p>Register each refrigerator and freezer that holds vaccine, then read its logger’s file.</p>
      <Button variant="solid" size="big" onPress={onRegister}>
        Register a fridge
      </Button>
    </div>
  );
}
