/** The units of the clinic side by side, and below them the one that is chosen: its check, or its curve with what happened. */
import { useState } from 'react';
import type { FridgeCard, FridgeCheck, FridgeDay, Person } from '../../../../preload/contract.ts';
import { CheckPanel } from './CheckPanel.tsx';
import styles from './day.module.css';
import { ReviewPanel } from './ReviewPanel.tsx';
import { UnitCard } from './UnitCard.tsx';
import { UnitHistory } from './UnitHistory.tsx';

interface FridgeDayViewProps {
  day: FridgeDay;
  /** The unit that is looked at. */
  card: FridgeCard;
  person: Person;
  onChoose: (unitId: string) => void;
  onIncident: (id: string) => void;
  onChanged: () => void;
}

type Task = { what: 'history' } | { what: 'type' } | { what: 'correct'; check: FridgeCheck } | { what: 'review' };

export function FridgeDayView({ day, card, person, onChoose, onIncident, onChanged }: FridgeDayViewProps) {
  const [task, setTask] = useState<Task>({ what: 'history' });
  const { unit } = card;
  const open = (unitId: string, next: Task) => {
    onChoose(unitId);
    setTask(next);
  };
  const done = () => {
    setTask({ what: 'history' });
    onChanged();
  };
  const close = () => setTask({ what: 'history' });
  return (
    <div className={styles.day}>
      <section className={styles.units} data-region="list" aria-label="Units">
        {day.cards.map((one) => (
          <UnitCard
            key={one.unit.id}
            card={one}
            person={person}
            isChosen={one.unit.id === unit.id}
            onChoose={() => open(one.unit.id, { what: 'history' })}
            onType={() => open(one.unit.id, { what: 'type' })}
            onCorrect={(check) => open(one.unit.id, { what: 'correct', check })}
            onIncident={onIncident}
            onChanged={onChanged}
          />
        ))}
      </section>
      <section className={styles.detail} data-region="sheet" aria-label={unit.name}>
        {task.what === 'type' && (
          <CheckPanel key={`type-${unit.id}`} card={card} person={person} onDone={done} onClose={close} onChanged={onChanged} />
        )}
        {task.what === 'correct' && (
          <CheckPanel
            key={task.check.id}
            card={card}
            person={person}
            correcting={task.check}
            onDone={done}
            onClose={close}
            onChanged={onChanged}
          />
        )}
        {task.what === 'review' && (
          <ReviewPanel
            key={unit.id}
            unit={unit}
            today={day.date}
            person={person}
            onCorrect={(check) => setTask({ what: 'correct', check })}
            onClose={close}
          />
        )}
        {task.what === 'history' && (
          <UnitHistory key={unit.id} card={card} person={person} onIncident={onIncident} onReview={() => setTask({ what: 'review' })} />
        )}
      </section>
    </div>
  );
}
