/** A program's rules in words, and a rule as it is typed. */
import type { ProgramCard, ProgramRule, ProgramToSave } from '../../../../preload/contract.ts';
import { typedDegrees } from '../day/numbers.ts';
import { kindWords } from '../degrees.ts';

/** "Refrigerator: below its range for 60 min at a stretch." */
export function ruleWords({ kind, side, mode, minutes, windowHours, limit }: ProgramRule): string {
  const place = limit === null ? 'its range' : `${limit} °C`;
  const beyond = `${kindWords[kind]}: ${side === 'high' ? 'above' : 'below'} ${place}`;
  if (mode === 'cumulative') return `${beyond} for ${minutes} min in all within ${windowHours} h.`;
  return minutes === 0 ? `${beyond} for any time.` : `${beyond} for ${minutes} min at a stretch.`;
}

/** "Changed by Joan Castell, 5/5/2026." */
export function changedWords({ changed, shipped }: ProgramCard): string | null {
  if (changed === null) return null;
  const day = new Date(changed.at).toLocaleDateString('en-US');
  return `${shipped === null ? 'Written' : 'Changed'} by ${changed.by}, ${day}.`;
}

/** As somebody types it: nothing of it has to be a number yet. */
export interface TypedRule extends Omit<ProgramRule, 'minutes' | 'windowHours' | 'limit'> {
  /** Tells the lines of the form apart. */
  line: number;
  minutes: string;
  windowHours: string;
  limit: string;
}

export function typedRule(rule: ProgramRule, line: number): TypedRule {
  return {
    ...rule,
    line,
    minutes: String(rule.minutes),
    windowHours: rule.windowHours === null ? '' : String(rule.windowHours),
    limit: rule.limit === null ? '' : String(rule.limit),
  };
}

export interface RuleProblems {
  minutes: string | null;
  windowHours: string | null;
  limit: string | null;
}

const mostHours = 7 * 24;

/** The rule, or what is still to be put right in it. */
export function ruleOfTyped({ line: _line, minutes, windowHours, limit, ...said }: TypedRule): ProgramRule | RuleProblems {
  const isSum = said.mode === 'cumulative';
  const hours = isSum ? wholeNumber(windowHours, 1, mostHours) : null;
  const time = wholeNumber(minutes, isSum ? 1 : 0, (hours ?? mostHours) * 60);
  const degrees = limit.trim() === '' ? null : typedDegrees(limit);
  const problems: RuleProblems = {
    minutes: time === undefined ? (isSum ? 'Minutes within these hours' : 'Minutes; 0 for any time') : null,
    windowHours: hours === undefined ? `1 to ${mostHours} hours` : null,
    limit: degrees === undefined || (degrees === null && limit.trim() !== '') ? 'Degrees Celsius' : null,
  };
  if (time === undefined || hours === undefined || problems.limit !== null) return problems;
  return { ...said, minutes: time, windowHours: hours, limit: degrees ?? null };
}

export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

export function isSameProgram(one: ProgramToSave, other: ProgramToSave): boolean {
  const parts = ({ label, checkedOn, says, longestInterval, levels, rules }: ProgramToSave) =>
    JSON.stringify([label, checkedOn, says, longestInterval, levels, rules.map(ruleWords)]);
  return parts(one) === parts(other);
}
