/** What programmes ask of an excursion, as data. Public guides age: each says when it was looked at. Cold-chain notes 2.11 and 3.3. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import type { AlarmRule } from './alarm-rules.ts';
import { inUnit, type StorageKind } from './limit-basis.ts';

export interface ProgramProfile {
  id: string;
  label: string;
  /** When the programme's public guide was read, YYYY-MM-DD. */
  checkedOn: string;
  /** In words, for whoever edits it. */
  says: string;
  rules: Readonly<Partial<Record<StorageKind, readonly AlarmRule[]>>>;
  /** The longest interval between readings it lets a logger have, in minutes. Section 2.2. */
  longestInterval: number;
  /** The programme grades incidents by levels. */
  levels: boolean;
}

type RuleParts = Omit<AlarmRule, 'id'>;

/** A rule under the name its parts give it, so that two that ask the same have one name. */
export function ruleOf({ side, mode, minutes, windowHours, limit }: RuleParts): AlarmRule {
  const window = mode === 'cumulative' ? `-${windowHours}h` : '';
  const place = limit === undefined ? '' : `-at-${limit}`;
  return {
    id: `${mode}-${side}-${minutes}${window}${place}`,
    side,
    mode,
    minutes,
    ...(windowHours === undefined ? {} : { windowHours }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Limits of rules are in Celsius here; `rulesFor` gives them in the unit's own. */
const single = (side: 'high' | 'low', minutes: number, limit?: number): AlarmRule =>
  ruleOf({ side, mode: 'single', minutes, ...(limit === undefined ? {} : { limit }) });

const cumulative = (side: 'high' | 'low', minutes: number, windowHours: number): AlarmRule =>
  ruleOf({ side, mode: 'cumulative', minutes, windowHours });

const sides = ['high', 'low'] as const;
const checkedOn = '2026-11-23';

/** As the product ships them; a clinic changes its own versions. */
export const programProfiles: readonly ProgramProfile[] = [
  {
    id: 'cdc',
    label: 'CDC / VFC',
    checkedOn,
    longestInterval: 30,
    says: 'Any reading outside the range is an excursion that needs action.',
    rules: {},
    levels: false,
  },
  {
    id: 'md',
    label: 'Maryland',
    checkedOn,
    longestInterval: 15,
    says: 'Brief and explainable, at most 20 min: level 1. A refrigerator at 33 °F or below, cold for 60 min, or out for 60 min in 24 or 48 hours: level 2.',
    rules: {
      refrigerator: [single('low', 60), ...sides.flatMap((side) => [cumulative(side, 60, 24), cumulative(side, 60, 48)])],
    },
    levels: true,
  },
  {
    id: 'ks',
    label: 'Kansas',
    checkedOn,
    longestInterval: 30,
    says: 'Reportable: too warm for 60 min, too cold for any time.',
    rules: { refrigerator: [single('high', 60), single('low', 0)], freezer: [single('high', 60), single('low', 0)] },
    levels: false,
  },
  {
    id: 'al',
    label: 'Alabama',
    checkedOn,
    longestInterval: 5,
    says: 'Loggers alarm after 60 min too warm, in a refrigerator after 15 min too cold.',
    rules: { refrigerator: [single('high', 60), single('low', 15)], freezer: [single('high', 60)] },
    levels: false,
  },
  {
    id: 'who30',
    label: 'WHO 30-day logger',
    checkedOn,
    longestInterval: 30,
    says: 'The fixed alarms of a 30-day refrigerator logger: above 8 °C for 10 hours, below -0.5 °C for 60 min. They are no limits of a vaccine programme.',
    rules: { refrigerator: [single('high', 600, 8), single('low', 60, -0.5)] },
    levels: false,
  },
];

export function profileById(id: string): ProgramProfile | undefined {
  return programProfiles.find((profile) => profile.id === id);
}

/** The rules of a kind of unit, their limits in the unit the clinic's log is in. */
export function rulesFor(profile: ProgramProfile, kind: StorageKind, basis: DegreeUnit): AlarmRule[] {
  return (profile.rules[kind] ?? []).map((rule) => (rule.limit === undefined ? rule : { ...rule, limit: inUnit(rule.limit, 'C', basis) }));
}
