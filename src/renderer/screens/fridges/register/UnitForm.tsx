/** A refrigerator or freezer with its range and its stock. */
import { X } from 'lucide-react';
import { useState } from 'react';
import type { ProgramCard, RegisteredUnit, StorageKind, VaccineLot } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { fieldOf, typedDegrees } from '../day/numbers.ts';
import { kindWords } from '../degrees.ts';
import shared from '../fridges.module.css';
import { RegisterForm } from './RegisterForm.tsx';
import styles from './register.module.css';

interface UnitFormProps {
  unit: RegisteredUnit | null;
  programs: readonly ProgramCard[];
  onDone: () => void;
  onClose: () => void;
}

const kinds = Object.keys(kindWords) as StorageKind[];
const noLot: VaccineLot = { vaccine: '', maker: '', lot: '', expires: '', doses: null, funding: null, opened: null };

export function UnitForm({ unit, programs, onDone, onClose }: UnitFormProps) {
  const [name, setName] = useState(unit?.name ?? '');
  const [place, setPlace] = useState(unit?.place ?? '');
  const [kind, setKind] = useState<StorageKind>(unit?.kind ?? 'refrigerator');
  const [basis, setBasis] = useState<'C' | 'F'>(unit?.basis ?? 'F');
  const [program, setProgram] = useState(unit?.program ?? programs[0]?.id ?? '');
  const usual = programs.find(({ id }) => id === program)?.ranges[kind][basis];
  const [range, setRange] = useState<{ low: string; high: string } | null>(
    unit === null ? null : { low: fieldOf(unit.low), high: fieldOf(unit.high) },
  );
  const [contents, setContents] = useState(unit?.contents ?? '');
  const [lots, setLots] = useState<readonly VaccineLot[]>(unit?.lots ?? []);
  const [retiring, setRetiring] = useState<string | null>(null);
  const { act, busy, refusal } = useAct();
  const shown = range ?? { low: fieldOf(usual?.low ?? null), high: fieldOf(usual?.high ?? null) };
  const [low, high] = [typedDegrees(shown.low), typedDegrees(shown.high)];
  const canSave = name.trim() !== '' && low != null && high != null && low < high && lots.every(({ vaccine }) => vaccine.trim() !== '');
  const save = async () => {
    if (low == null || high == null) return;
    const order = { id: unit?.id ?? null, name, place, kind, basis, low, high, program, contents, lots: [...lots] };
    if (await act(() => call('fridge.saveUnit', order))) onDone();
  };
  const retire = async () => {
    if (unit !== null && retiring !== null && (await act(() => call('fridge.retireUnit', { id: unit.id, reason: retiring })))) onDone();
  };
  const says = programs.find(({ id }) => id === program);
  return (
    <RegisterForm
      label={unit === null ? 'Register a unit' : `Change ${unit.name}`}
      refusal={refusal}
      saveWords={unit === null ? 'Register' : 'Save'}
      canSave={canSave && !busy}
      onSave={() => void save()}
      onClose={onClose}
      more={
        unit !== null &&
        retiring === null && (
          <Button variant="quiet" onPress={() => setRetiring('')}>
            Take out of use…
          </Button>
        )
      }
      below={
        retiring !== null && (
          <div className={shared.ask}>
            <TextField label="Why it is taken out of use" value={retiring} onChange={setRetiring} hint="Its records stay." autoFocus />
            <Button isDisabled={busy || retiring.trim() === ''} onPress={() => void retire()}>
              Take out of use
            </Button>
          </div>
        )
      }
    >
      <div className={shared.fields}>
        <TextField label="Name" value={name} onChange={setName} autoFocus hint="As it is written on its door" />
        <TextField label="Place" value={place} onChange={setPlace} />
        <Select
          label="Kind"
          value={kind}
          options={kinds.map((id) => ({ id, label: kindWords[id] }))}
          onChange={(next) => {
            setKind(next as StorageKind);
            setRange(null);
          }}
        />
        <Select label="Program" value={program} options={programs.map(({ id, label }) => ({ id, label }))} onChange={setProgram} />
      </div>
      <div className={shared.line}>
        <span>The log is kept in</span>
        <Segmented
          label="The log is kept in"
          value={basis}
          options={[
            { id: 'F', label: '°F' },
            { id: 'C', label: '°C' },
          ]}
          onChange={(next) => {
            setBasis(next === 'F' ? 'F' : 'C');
            setRange(null);
          }}
        />
      </div>
      <div className={shared.fields}>
        <TextField
          label={`Lower limit °${basis}`}
          inputMode="decimal"
          value={shown.low}
          onChange={(next) => setRange({ ...shown, low: next })}
        />
        <TextField
          label={`Upper limit °${basis}`}
          inputMode="decimal"
          value={shown.high}
          problem={low != null && high != null && low >= high ? 'Above the lower limit' : null}
          onChange={(next) => setRange({ ...shown, high: next })}
        />
        <TextField label="What it holds" value={contents} onChange={setContents} />
      </div>
      {says !== undefined && <p className={shared.caption}>{`${says.label}: ${says.says}`}</p>}
      <Lots lots={lots} onChange={setLots} />
    </RegisterForm>
  );
}

function Lots({ lots, onChange }: { lots: readonly VaccineLot[]; onChange: (lots: readonly VaccineLot[]) => void }) {
  const set = (index: number, change: Partial<VaccineLot>) => onChange(lots.map((lot, at) => (at === index ? { ...lot, ...change } : lot)));
  return (
    <fieldset className={styles.lots}>
      <legend>Lots in it</legend>
      {lots.map((lot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lot that is being typed has no name of its own yet.
        <div key={index} className={shared.lotLine}>
          <TextField label="Vaccine" value={lot.vaccine} onChange={(vaccine) => set(index, { vaccine })} />
          <TextField label="Manufacturer" value={lot.maker} onChange={(maker) => set(index, { maker })} />
          <TextField label="Lot" value={lot.lot} onChange={(text) => set(index, { lot: text })} />
          <TextField label="Expires" type="date" value={lot.expires} onChange={(expires) => set(index, { expires })} />
          <TextField
            label="Doses"
            inputMode="numeric"
            value={lot.doses === null ? '' : String(lot.doses)}
            onChange={(text) => set(index, { doses: /^\d{1,5}$/.test(text.trim()) ? Number(text) : null })}
          />
          <Select
            label="Paid by"
            value={lot.funding ?? ''}
            options={[
              { id: '', label: 'Not said' },
              { id: 'public', label: 'Public' },
              { id: 'private', label: 'Private' },
            ]}
            onChange={(funding) => set(index, { funding: funding === '' ? null : (funding as VaccineLot['funding']) })}
          />
          <Select
            label="Opened"
            value={lot.opened === null ? '' : lot.opened ? 'yes' : 'no'}
            options={[
              { id: '', label: 'Not said' },
              { id: 'no', label: 'No' },
              { id: 'yes', label: 'Yes' },
            ]}
            onChange={(opened) => set(index, { opened: opened === '' ? null : opened === 'yes' })}
          />
          <Button
            variant="quiet"
            aria-label={`Take ${lot.vaccine || 'this lot'} off the list`}
            onPress={() => onChange(lots.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
      <Button onPress={() => onChange([...lots, noLot])}>Add a lot</Button>
    </fieldset>
  );
}
