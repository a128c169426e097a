import { Delete } from 'lucide-react';
import entryStyles from './entry.module.css';

/** Keys for a gloved thumb; shown where there is a touch screen. Keeps focus in the field it types into. */
export function NumberPad({ onKey }: { onKey: (character: string) => void }) {
  return (
    <div className={entryStyles.pad} role="group" aria-label="Number pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', 'back'].map((character) => (
        <button
          key={character}
          type="button"
          tabIndex={-1}
          aria-label={character === 'back' ? 'Delete the last digit' : character}
          onPointerDown={(event) => {
            event.preventDefault();
            onKey(character);
          }}
        >
          {character === 'back' ? <Delete aria-hidden="true" /> : character}
        </button>
      ))}
    </div>
  );
}
