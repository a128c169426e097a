/** Typing a value: pad, value, unit and qualifiers together. Asks "is this meant?" before it takes an unlikely number. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { type EntryQuestion, entryQuestion } from '../../../../drivers/model/entry-range.ts';
import type { Unit } from '../../../../drivers/model/quantity.ts';
import type { Qualifiers, Rooming, Settings, SheetKey } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import entryStyles from './entry.module.css';
import { entryFields, feetAndInches, presetUnit, unitChoices } from './entry.ts';
import { NumberPad } from './NumberPad.tsx';
import { QualifierFields, readNumber } from './QualifierFields.tsx';
import styles from './rooming.module.css';
import { keyWords, sheetOrder, unitWords, valueFor } from './shown.ts';
import { useAct } from './useAct.tsx';
import { useEscape } from './useEscape.ts';

type TypedKey = Exclude<SheetKey, 'bodyMassIndex'>;

interface TypeEntryProps {
  rooming: Rooming;
  settings: Settings;
  startWith: TypedKey;
  onDone: () => void;
}

export function TypeEntry({ rooming, settings, startWith, onDone }: TypeEntryProps) {
  const { visit } = rooming;
  const [key, setKey] = useState<TypedKey>(startWith);
  const [unit, setUnit] = useState<Unit | 'ft-in'>(presetUnit(startWith, settings));
  const [texts, setTexts] = useState<string[]>([]);
  const [qualifiers, setQualifiers] = useState<Qualifiers>({});
  const [question, setQuestion] = useState<EntryQuestion | null>(null);
  const [missing, setMissing] = useState(false);
  const [swapped, setSwapped] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { act, busy, refusal } = useAct();
  useEscape(onDone);

  const fields = entryFields(key, unit);
  const choose = (next: TypedKey) => {
    setKey(next);
    setUnit(presetUnit(next, settings));
    setTexts([]);
    setQuestion(null);
    setQualifiers({});
  };
  const typed = fields.map((_, index) => readNumber(texts[index] ?? ''));
  const numbers = unit === 'ft-in' ? feetAndInches(typed) : typed.slice(0, key === 'bloodPressure' && typed[2] === null ? 2 : undefined);
  const sentUnit: Unit = unit === 'ft-in' ? '[in_i]' : unit;

  async function save(meant: boolean, as?: Unit): Promise<void> {
    if (numbers.length === 0 || numbers.some((number) => number === null)) return setMissing(true);
    setMissing(false);
    const given = numbers as number[];
    const isUpsideDown = key === 'bloodPressure' && given[0]! <= given[1]!;
    setSwapped(isUpsideDown);
    if (isUpsideDown) return;
    const doubt = meant || as !== undefined ? null : askAbout(rooming, key, given, sentUnit);
    setQuestion(doubt);
    if (doubt !== null) return;
    const done = await act(() =>
      call('vitals.type', {
        visitId: visit.id,
        key,
        numbers: given,
        unit: as ?? sentUnit,
        source: 'typed',
        qualifiers,
        meant: meant || as !== undefined,
      }),
    );
    if (done) onDone();
  }

  function pressKey(character: string): void {
    const focused = fields.findIndex((field) => form.current?.querySelector(`[name="${field.name}"]`) === document.activeElement);
    const index = Math.max(0, focused);
    const text = texts[index] ?? '';
    const next = character === 'back' ? text.slice(0, -1) : text + character;
    setTexts(fields.map((_, at) => (at === index ? next : (texts[at] ?? ''))));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    void save(false);
  }

  return (
    <form
      ref={form}
      className={entryStyles.typeEntry}
      onSubmit={(event) => event.preventDefault()}
      aria-label={`Type ${keyWords[key].toLowerCase()}`}
    >
      <div className={entryStyles.typeHead}>
        <Select
          label="Value"
          value={key}
          options={typedKeys.map((one) => ({ id: one, label: keyWords[one] }))}
          onChange={(next) => choose(next as TypedKey)}
        />
        {unitChoices(key).length > 1 && (
          <Segmented
            label="Unit"
            value={unit}
            options={unitChoices(key).map((one) => ({ id: one, label: one === 'ft-in' ? 'ft-in' : unitWords[one] }))}
            onChange={(next) => setUnit(next as Unit | 'ft-in')}
          />
        )}
      </div>
      <div className={entryStyles.typeFields}>
        {fields.map((field, index) => (
          <label key={field.name}>
            <span>{field.label}</span>
            <input
              name={field.name}
              // biome-ignore lint/a11y/noAutofocus: the person asked to type; the first field is where they type.
              autoFocus={index === 0}
              inputMode="decimal"
              autoComplete="off"
              value={texts[index] ?? ''}
              aria-invalid={missing && typed[index] === null ? true : undefined}
              onChange={(event) => setTexts(fields.map((_, at) => (at === index ? event.target.value : (texts[at] ?? ''))))}
              onKeyDown={onKeyDown}
            />
          </label>
        ))}
        <NumberPad onKey={pressKey} />
      </div>
      {missing && (
        <p className={styles.reminder} role="alert">
          Type a number first.
        </p>
      )}
      {swapped && (
        <div className={entryStyles.meant} role="alert">
          <p>Systolic is the larger of the two.</p>
          <Button
            onPress={() => {
              setTexts([texts[1] ?? '', texts[0] ?? '', texts[2] ?? '']);
              setSwapped(false);
            }}
          >
            Exchange them
          </Button>
        </div>
      )}
      {question !== null && (
        <MeantQuestion
          question={question}
          texts={texts}
          unit={sentUnit}
          onMeant={() => void save(true)}
          onSwap={(as) => void save(false, as)}
        />
      )}
      <QualifierFields
        sheetKey={key}
        measurement={{ qualifiers }}
        patient={visit.patient}
        onChange={(next, reason) => setQualifiers(reason === null ? next : { ...next, note: reason })}
      />
      {refusal}
      <div className={entryStyles.typeActs}>
        <Button variant="solid" isDisabled={busy} onPress={() => void save(false)}>
          Take it
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

const typedKeys = sheetOrder.filter((key): key is TypedKey => key !== 'bodyMassIndex');

function askAbout(rooming: Rooming, key: TypedKey, numbers: readonly number[], unit: Unit): EntryQuestion | null {
  const quantities = key === 'bloodPressure' ? (['systolic', 'diastolic', 'meanArterialPressure'] as const) : ([key] as const);
  const row = rooming.sheet.find((one) => one.key === key)?.measurement ?? null;
  for (const [index, quantity] of quantities.entries()) {
    const number = numbers[index];
    if (number === undefined) continue;
    const previous = row === null ? null : (valueFor(row, quantity)?.value ?? null);
    const question = entryQuestion(quantity, number, unit, rooming.visit.ageYears, previous);
    if (question !== null) return question;
  }
  return null;
}

interface MeantQuestionProps {
  question: EntryQuestion;
  texts: readonly string[];
  unit: Unit;
  onMeant: () => void;
  onSwap: (unit: Unit) => void;
}

function MeantQuestion({ question, texts, unit, onMeant, onSwap }: MeantQuestionProps) {
  const shown = texts.filter((text) => text !== '').join('/');
  if (question.kind === 'hard') {
    return (
      <p className={styles.reminder} role="alert">
        {shown} {unitWords[unit]} cannot be saved. It has to be a number that can be measured: check the digits and the unit.
      </p>
    );
  }
  return (
    <div className={entryStyles.meant} role="alert">
      <p>
        {question.kind === 'unit-mix' && question.suggestion
          ? `Is ${shown} ${unitWords[question.suggestion.unit]} meant?`
          : `Is ${shown} ${unitWords[unit]} right?`}
      </p>
      {question.kind === 'unit-mix' && question.suggestion && (
        <Button onPress={() => onSwap(question.suggestion!.unit)}>
          Yes, {shown} {unitWords[question.suggestion.unit]}
        </Button>
      )}
      <Button onPress={onMeant}>{question.kind === 'unit-mix' ? `No, ${shown} ${unitWords[unit]} is meant` : 'Yes, it is meant'}</Button>
    </div>
  );
}
