/** Limits of both families, and the alarms a Q-tag records in `Res`. Cold-chain notes 4.2. */
import type { DeviceAlarm, DeviceLimit } from '../model/logger-log.ts';
import { sideOf } from './days.ts';
import { type Branch, branchOf, fieldOf, numbered, type Pairs } from './grammar.ts';
import { numberOf, timeOf } from './values.ts';

/** `Type` of a Q-tag's alarm; 0 is off. */
const types: Readonly<Record<string, Pick<DeviceLimit, 'side' | 'mode'>>> = {
  1: { side: 'low', mode: 'single' },
  2: { side: 'high', mode: 'single' },
  3: { side: 'low', mode: 'cumulative' },
  4: { side: 'high', mode: 'cumulative' },
};

/** A Fridge-tag's alarms have no type: 0 is the lower limit, 1 the upper, both of one run. */
export function readLimits(configuration: Branch | undefined): DeviceLimit[] {
  return numbered(branchOf(configuration, 'Alarm')).flatMap((section) => {
    const type = fieldOf(section, 'Type');
    const side = sideOf(section.key);
    const kind = type === undefined ? (side === null ? undefined : { side, mode: 'single' as const }) : types[type];
    const limit = numberOf(fieldOf(section, 'T AL'));
    const minutes = numberOf(fieldOf(section, 't AL'));
    return kind === undefined || limit === null || minutes === null ? [] : [{ id: section.key, ...kind, limit, minutes }];
  });
}

export function alarmsOfRun(result: Branch | undefined, limits: readonly DeviceLimit[]): DeviceAlarm[] {
  return numbered(branchOf(result, 'Alarm')).flatMap((section) => {
    const limit = limits.find(({ id }) => id === section.key);
    return limit === undefined ? [] : section.lines.flatMap((pairs) => runAlarm(pairs, limit));
  });
}

function runAlarm(pairs: Pairs, limit: DeviceLimit): DeviceAlarm[] {
  const start = timeOf(pairs.get('TS S'));
  const alarmedAt = timeOf(pairs.get('TS A'));
  if (start === null && alarmedAt === null) return [];
  return [
    {
      limitId: limit.id,
      side: limit.side,
      start,
      alarmedAt,
      end: timeOf(pairs.get('TS E')),
      minutes: numberOf(pairs.get('t A')),
      peak: numberOf(pairs.get('T M')),
      peakAt: timeOf(pairs.get('TS M')),
      days: null,
    },
  ];
}
