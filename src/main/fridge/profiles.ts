/** What programmes ask of an excursion, as data. Public guides age: each says when it was looked at. Cold-chain notes 2.11 and 3.3. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import type { AlarmRule } from './alarm-rules.ts';
import type { Side } from './excursions.ts';
import { inUnit, type StorageKind } from './limit-basis.ts';

/** What is reportable of one kind of unit. */
export interface ProgramRule extends Pick<AlarmRule, 'side' | 'mode' | 'minutes'> {
  kind: StorageKind;
  /** null: it asks for one run. */
  windowHours: number | null;
  /** In Celsius; null: the unit's own range. `rulesFor` gives it in the unit's own scale. */
  limit: number | null;
}

export interface ProgramProfile {
  id: string;
  label: string;
  /** When the programme's public guide was read, YYYY-MM-DD. */
  checkedOn: string;
  /** In words, for whoever edits it. */
  says: string;
  rules: ProgramRule[];
  /** The longest interval between readings it lets a logger have, in minutes. Section 2.2. */
  longestInterval: number;
  /** The programme grades incidents by levels. */
  levels: boolean;
}

const single = (kind: StorageKind, side: Side, minutes: number, limit: number | null = null): ProgramRule => ({
  kind,
  side,
  mode: 'single',
  minutes,
  windowHours: null,
  limit,
});

const cumulative = (kind: StorageKind, side: Side, minutes: number, windowHours: number): ProgramRule => ({
  kind,
  side,
  mode: 'cumulative',
  minutes,
  windowHours,
  limit: null,
});

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
    rules: [],
    levels: false,
  },
  {
    id: 'md',
    label: 'Maryland',
    checkedOn,
    longestInterval: 15,
    says: 'Brief and explainable, at most 20 min: level 1. A refrigerator at 33 °F or below, cold for 60 min, or out for 60 min in 24 or 48 hours: level 2.',
    rules: [
      single('refrigerator', 'low', 60),
      ...sides.flatMap((side) => [24, 48].map((hours) => cumulative('refrigerator', side, 60, hours))),
    ],
    levels: true,
  },
  {
    id: 'ks',
    label: 'Kansas',
    checkedOn,
    longestInterval: 30,
    says: 'Reportable: too warm for 60 min, too cold for any time.',
    rules: (['refrigerator', 'freezer'] as const).flatMap((kind) => [single(kind, 'high', 60), single(kind, 'low', 0)]),
    levels: false,
  },
  {
    id: 'al',
    label: 'Alabama',
    checkedOn,
    longestInterval: 5,
    says: 'Loggers alarm after 60 min too warm, in a refrigerator after 15 min too cold.',
    rules: [single('refrigerator', 'high', 60), single('refrigerator', 'low', 15), single('freezer', 'high', 60)],
    levels: false,
  },
  {
    id: 'who30',
    label: 'WHO 30-day logger',
    checkedOn,
    longestInterval: 30,
    says: 'The fixed alarms of a 30-day refrigerator logger: above 8 °C for 10 hours, below -0.5 °C for 60 min. They are no limits of a vaccine programme.',
    rules: [single('refrigerator', 'high', 600, 8), single('refrigerator', 'low', 60, -0.5)],
    levels: false,
  },
];

export function profileById(id: string): ProgramProfile | undefined {
  return programProfiles.find((profile) => profile.id === id);
}

/** The rules of a kind of unit, their limits in the unit the clinic's log is in. */
export function rulesFor({ rules }: ProgramProfile, kind: StorageKind, basis: DegreeUnit): AlarmRule[] {
  return rules.filter((rule) => rule.kind === kind).map((rule) => alarmRuleOf(rule, basis));
}

/** Named by its parts, so that two that ask the same have one name. */
function alarmRuleOf({ side, mode, minutes, windowHours, limit }: ProgramRule, basis: DegreeUnit): AlarmRule {
  const window = windowHours === null ? '' : `-${windowHours}h`;
  const place = limit === null ? '' : `-at-${limit}`;
  return {
    id: `${mode}-${side}-${minutes}${window}${place}`,
    side,
    mode,
    minutes,
    ...(windowHours === null ? {} : { windowHours }),
    ...(limit === null ? {} : { limit: inUnit(limit, 'C', basis) }),
  };
}
