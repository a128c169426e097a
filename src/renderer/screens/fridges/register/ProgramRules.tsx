/** The lines of a program's form: when an incident is reportable. */
import { X } from 'lucide-react';
import type { ProgramRule, StorageKind } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { kindWords } from '../degrees.ts';
import shared from '../fridges.module.css';
import { ruleOfTyped, type TypedRule } from './program-words.ts';
import styles from './register.module.css';

const kinds = (Object.keys(kindWords) as StorageKind[]).map((id) => ({ id, label: kindWords[id] }));
const sides = [
  { id: 'high', label: 'Too warm' },
  { id: 'low', label: 'Too cold' },
];
const modes = [
  { id: 'single', label: 'At a stretch' },
  { id: 'cumulative', label: 'Added up' },
];

export function ProgramRules({ rules, onChange }: { rules: readonly TypedRule[]; onChange: (rules: readonly TypedRule[]) => void }) {
  const set = (line: number, change: Partial<TypedRule>) =>
    onChange(rules.map((rule) => (rule.line === line ? { ...rule, ...change } : rule)));
  const next = 1 + Math.max(-1, ...rules.map(({ line }) => line));
  return (
    <fieldset className={styles.lots}>
      <legend>Reportable</legend>
      {rules.length === 0 && <p className={shared.caption}>No rule: every incident is told alike.</p>}
      {rules.map((rule) => (
        <Rule
          key={rule.line}
          rule={rule}
          onChange={(change) => set(rule.line, change)}
          onDrop={() => onChange(rules.filter(({ line }) => line !== rule.line))}
        />
      ))}
      <Button
        onPress={() =>
          onChange([
            ...rules,
            { line: next, kind: 'refrigerator', side: 'high', mode: 'single', minutes: '60', windowHours: '', limit: '' },
          ])
        }
      >
        Add a rule
      </Button>
    </fieldset>
  );
}

interface RuleLineProps {
  rule: TypedRule;
  onChange: (change: Partial<TypedRule>) => void;
  onDrop: () => void;
}

function Rule({ rule, onChange, onDrop }: RuleLineProps) {
  const read = ruleOfTyped(rule);
  const problems = 'kind' in read ? null : read;
  return (
    <div className={styles.rule}>
      <Select label="Kind of unit" value={rule.kind} options={kinds} onChange={(kind) => onChange({ kind: kind as StorageKind })} />
      <Select label="Side" value={rule.side} options={sides} onChange={(side) => onChange({ side: side as ProgramRule['side'] })} />
      <Select
        label="How"
        value={rule.mode}
        options={modes}
        onChange={(mode) =>
          onChange({ mode: mode as ProgramRule['mode'], windowHours: mode === 'cumulative' ? rule.windowHours || '24' : '' })
        }
      />
      <TextField
        label="Minutes"
        inputMode="numeric"
        value={rule.minutes}
        problem={problems?.minutes ?? null}
        onChange={(minutes) => onChange({ minutes })}
      />
      {rule.mode === 'cumulative' ? (
        <TextField
          label="Within hours"
          inputMode="numeric"
          value={rule.windowHours}
          problem={problems?.windowHours ?? null}
          onChange={(windowHours) => onChange({ windowHours })}
        />
      ) : (
        <span />
      )}
      <TextField
        label="Its own limit, °C"
        inputMode="decimal"
        value={rule.limit}
        problem={problems?.limit ?? null}
        onChange={(limit) => onChange({ limit })}
      />
      <Button variant="quiet" aria-label="Take this rule out" onPress={onDrop}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
