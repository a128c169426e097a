/** A transport being written down, or written down again where it was wrong. Cold-chain notes 2.10. */
import { X } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { RegisteredUnit, TransportRecord } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { useLive } from '../../../client/live-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { typedDegrees } from '../day/numbers.ts';
import styles from '../fridges.module.css';
import lotStyles from '../register/register.module.css';
import {
  type LookText,
  type LotText,
  labels,
  lookWords,
  lotTexts,
  noLook,
  noLot,
  nothingYet,
  orderOf,
  problemOf,
  type Text,
  textOf,
} from './transport-text.ts';

interface TransportFormProps {
  units: readonly { id: string; name: string }[];
  /** null: a new one. */
  record: TransportRecord | null;
  onDone: () => void;
  onClose: () => void;
}

const types: Readonly<Partial<Record<Text, string>>> = { date: 'date', departed: 'datetime-local', arrived: 'datetime-local' };

export function TransportForm({ units, record, onDone, onClose }: TransportFormProps) {
  const live = useLive();
  const initials = initialsOf(live.session.person?.name ?? '');
  const [typed, setTyped] = useState(() => (record === null ? nothingYet(units[0]!.id, initials) : textOf(record)));
  const [register, setRegister] = useState<readonly RegisteredUnit[]>([]);
  const { act, busy, refusal } = useAct();
  useEffect(() => {
    call('fridge.units', null).then(setRegister, () => undefined);
  }, []);
  const { unitId, text, looks, lots } = typed;
  const unit = register.find(({ id }) => id === unitId);
  const stock = unit?.lots ?? [];
  const problem = problemOf(typed);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (problem !== null) return;
    const order = orderOf(typed, record?.id ?? null, record?.programPin ?? live.settings?.fridge.programPin ?? '');
    if (await act(() => call('fridge.writeTransport', order))) onDone();
  };
  return (
    <form className={styles.panel} onSubmit={(event) => void save(event)} aria-label="A transport">
      <div className={styles.fields}>
        <Select
          label="Our unit"
          value={unitId}
          options={units.map(({ id, name }) => ({ id, label: name }))}
          onChange={(id) => setTyped({ ...typed, unitId: id })}
        />
        {(Object.keys(labels) as Text[]).map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            type={types[name] ?? 'text'}
            value={text[name]}
            onChange={(value) => setTyped({ ...typed, text: { ...text, [name]: value } })}
          />
        ))}
      </div>
      <Looks
        looks={looks}
        degrees={unit === undefined ? '' : `°${unit.basis}`}
        initials={initials}
        onChange={(next) => setTyped({ ...typed, looks: next })}
      />
      <LotsThatTravel
        lots={lots}
        stock={lotTexts(stock)}
        stockIn={units.find(({ id }) => id === unitId)?.name ?? ''}
        onChange={(next) => setTyped({ ...typed, lots: next })}
      />
      {refusal}
      <footer>
        <Button type="submit" variant="solid" isDisabled={busy || problem !== null}>
          {record === null ? 'Save the transport' : 'Save it as corrected'}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
        {problem !== null && <p className={styles.caption}>{problem}</p>}
      </footer>
    </form>
  );
}

interface LooksProps {
  looks: readonly LookText[];
  /** The unit's own, in which its log is kept. */
  degrees: string;
  initials: string;
  onChange: (looks: readonly LookText[]) => void;
}

function Looks({ looks, degrees, initials, onChange }: LooksProps) {
  const set = (index: number, change: Partial<LookText>) =>
    onChange(looks.map((look, at) => (at === index ? { ...look, ...change } : look)));
  const addOpening = () => onChange(looks.length < 2 ? [...looks, noLook(initials)] : looks.toSpliced(-1, 0, noLook(initials)));
  return (
    <fieldset className={lotStyles.lots}>
      <legend>Temperatures on the way</legend>
      {looks.map((look, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is being typed has no name of its own yet.
        <fieldset key={index} className={styles.lookLine} aria-label={lookWords(index, looks.length)}>
          <TextField label={lookWords(index, looks.length)} type="datetime-local" value={look.at} onChange={(at) => set(index, { at })} />
          {(['current', 'lowest', 'highest'] as const).map((name) => (
            <TextField
              key={name}
              label={`${{ current: 'Now', lowest: 'Lowest', highest: 'Highest' }[name]} ${degrees}`.trim()}
              inputMode="decimal"
              value={look[name]}
              problem={typedDegrees(look[name]) === undefined ? 'A number like 4.6' : null}
              onChange={(value) => set(index, { [name]: value })}
            />
          ))}
          <TextField label="Initials" value={look.initials} onChange={(value) => set(index, { initials: value })} />
          <TakeOff what={lookWords(index, looks.length)} onPress={() => onChange(looks.toSpliced(index, 1))} />
        </fieldset>
      ))}
      <Button onPress={addOpening}>{looks.length < 2 ? 'Add a reading' : 'It was opened on the way'}</Button>
    </fieldset>
  );
}

interface LotsThatTravelProps {
  lots: readonly LotText[];
  stock: readonly LotText[];
  stockIn: string;
  onChange: (lots: readonly LotText[]) => void;
}

function LotsThatTravel({ lots, stock, stockIn, onChange }: LotsThatTravelProps) {
  const set = (index: number, change: Partial<LotText>) => onChange(lots.map((lot, at) => (at === index ? { ...lot, ...change } : lot)));
  const missing = stock.filter(({ vaccine, lot }) => !lots.some((one) => one.vaccine === vaccine && one.lot === lot));
  return (
    <fieldset className={lotStyles.lots}>
      <legend>Lots that travel</legend>
      {lots.map((lot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lot that is being typed has no name of its own yet.
        <div key={index} className={styles.lotLine}>
          <TextField label="Vaccine" value={lot.vaccine} onChange={(vaccine) => set(index, { vaccine })} />
          <TextField label="Lot" value={lot.lot} onChange={(number) => set(index, { lot: number })} />
          <TextField label="Doses" inputMode="numeric" value={lot.doses} onChange={(doses) => set(index, { doses })} />
          <TakeOff what={lot.vaccine || 'this lot'} onPress={() => onChange(lots.toSpliced(index, 1))} />
        </div>
      ))}
      <div className={styles.line}>
        <Button onPress={() => onChange([...lots, noLot])}>Add a lot</Button>
        {missing.length > 0 && <Button onPress={() => onChange([...lots, ...missing])}>{`Take over what is in ${stockIn}`}</Button>}
      </div>
    </fieldset>
  );
}

function TakeOff({ what, onPress }: { what: string; onPress: () => void }) {
  return (
    <Button variant="quiet" aria-label={`Take off: ${what}`} onPress={onPress}>
      <X aria-hidden="true" />
    </Button>
  );
}
