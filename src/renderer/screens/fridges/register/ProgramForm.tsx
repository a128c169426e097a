/** A program as the clinic keeps by it: public guides age, and a state's own coordinator has the last word. */
import { useState } from 'react';
import type { ProgramCard, ProgramToSave } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import shared from '../fridges.module.css';
import { ProgramRules } from './ProgramRules.tsx';
import { changedWords, isSameProgram, ruleOfTyped, type TypedRule, typedRule, wholeNumber } from './program-words.ts';
import { RegisterForm } from './RegisterForm.tsx';

interface ProgramFormProps {
  /** null: the clinic's own, new. */
  program: ProgramCard | null;
  onDone: () => void;
  onClose: () => void;
}

const nothing: ProgramToSave = { label: '', checkedOn: '', says: '', longestInterval: 30, levels: false, rules: [] };

export function ProgramForm({ program, onDone, onClose }: ProgramFormProps) {
  const [said, setSaid] = useState<ProgramToSave>(program ?? nothing);
  const [interval, setInterval] = useState(String(said.longestInterval));
  const [rules, setRules] = useState<readonly TypedRule[]>(() => said.rules.map(typedRule));
  const { act, busy, refusal } = useAct();
  const longestInterval = wholeNumber(interval, 1, 60);
  const typed = rules.map(ruleOfTyped);
  const whole = typed.filter((rule) => 'kind' in rule);
  const isTwice = new Set(whole.map((rule) => JSON.stringify(rule))).size < whole.length;
  const canSave =
    said.label.trim() !== '' && said.checkedOn !== '' && longestInterval !== undefined && whole.length === rules.length && !isTwice;
  const save = async () => {
    if (longestInterval === undefined) return;
    const { label, checkedOn, says, levels } = said;
    const order = { id: program?.id ?? null, label, checkedOn, says, levels, longestInterval, rules: whole };
    if (await act(() => call('fridge.saveProgram', order))) onDone();
  };
  const asShipped = (shipped: ProgramToSave) => {
    setSaid(shipped);
    setInterval(String(shipped.longestInterval));
    setRules(shipped.rules.map(typedRule));
  };
  const shipped = program?.shipped ?? null;
  return (
    <RegisterForm
      label={program === null ? 'Write a program' : `Change ${program.label}`}
      refusal={refusal}
      saveWords="Save"
      canSave={canSave && !busy}
      onSave={() => void save()}
      onClose={onClose}
      more={
        shipped !== null &&
        program !== null &&
        !isSameProgram(program, shipped) && (
          <Button variant="quiet" onPress={() => asShipped(shipped)}>
            Fill in as it was shipped
          </Button>
        )
      }
      below={program !== null && changedWords(program) !== null && <p className={shared.caption}>{changedWords(program)}</p>}
    >
      <p className={shared.caption}>
        Any reading out of a unit’s range opens an incident, whatever stands here. These rules say what the incident’s record calls
        reportable; a rule without a limit of its own goes by the unit’s range. A closed incident keeps what held when it was closed.
      </p>
      <div className={shared.fields}>
        <TextField label="Name" value={said.label} onChange={(label) => setSaid({ ...said, label })} autoFocus />
        <TextField
          label="Its guide was read on"
          type="date"
          value={said.checkedOn}
          onChange={(checkedOn) => setSaid({ ...said, checkedOn })}
        />
        <TextField
          label="Longest logging interval, minutes"
          inputMode="numeric"
          value={interval}
          problem={longestInterval === undefined ? '1 to 60 minutes' : null}
          onChange={setInterval}
        />
      </div>
      <TextField label="What it says, in your words" value={said.says} onChange={(says) => setSaid({ ...said, says })} />
      <Tick isSelected={said.levels} onChange={(levels) => setSaid({ ...said, levels })}>
        It grades incidents by levels 1 and 2
      </Tick>
      <ProgramRules rules={rules} onChange={setRules} />
      {isTwice && <p className={shared.caption}>Two of these rules are the same.</p>}
    </RegisterForm>
  );
}
