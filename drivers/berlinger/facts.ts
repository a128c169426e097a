/** Everything the file says that has no place of its own in a log, under its whole path, so that a key nobody knows is not lost. */
import type { Branch } from './grammar.ts';

/** Paths that are read elsewhere; "*" stands for a number. */
const known = new Set(
  [
    ['Device', 'Fw Vers', 'Sig', 'Sig Cert'],
    ['Conf Serial', 'Conf Temp unit', 'Conf Logging Interval', 'Conf Use ext devices', 'Conf Zone', 'Hist TS Report Creation'],
    ['Conf Alarm * T AL', 'Conf Alarm * t AL', 'Conf Alarm * Type'],
    ['Date', 'Min T', 'TS Min T', 'Max T', 'TS Max T', 'Avrg T', 'Events', 'Checked TS AM', 'Checked TS PM'].map((key) => `Hist * ${key}`),
    ['t Acc', 'TS A', 'T Amb', 'C A'].map((key) => `Hist * Alarm * ${key}`),
    ['Int', 'Ext'].flatMap((sensor) => ['t AccST', 'TS ST'].map((key) => `Hist * ${sensor} Sensor timeout ${key}`)),
    ['TS S', 't A', 'TS A', 'TS E', 'T M', 'TS M'].map((key) => `Res Alarm * ${key}`),
  ].flat(),
);
const mostFacts = 2000;

export function factsOf(root: Branch): (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [];
  gather(root, '', facts);
  return facts;
}

function gather(section: Branch, path: string, facts: (readonly [string, string])[]): void {
  const under = (key: string) => (path === '' ? key : `${path} ${key}`);
  for (const pairs of section.lines)
    for (const [key, value] of pairs)
      if (facts.length < mostFacts && !known.has(under(key).replace(/\b\d+\b/g, '*'))) facts.push([under(key), value]);
  if (section.key === 'Marker') for (const { cells } of section.rows.slice(1)) facts.push(['Marker', cells.join(' ').trim()]);
  for (const child of section.branches) gather(child, under(child.key), facts);
}
