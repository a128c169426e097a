/** What the logger says of the incident: every figure a manufacturer asks for, as text. */
import type { Incident, ReadingAt } from '../../../../preload/contract.ts';
import { minutesWords } from '../day/check-order.ts';
import { dayWords, momentWords } from '../day-words.ts';
import { degreesWords } from '../degrees.ts';
import { signatureWords } from '../files/file-words.ts';
import shared from '../fridges.module.css';
import styles from './incident.module.css';

export function Facts({ incident }: { incident: Incident }) {
  const { facts, unit } = incident;
  const reading = (one: ReadingAt | null) =>
    one === null ? 'not known' : `${degreesWords(one.value, unit.basis)}, ${momentWords(one.at)}`;
  const minutes = (value: number | null) => (value === null ? 'not known' : minutesWords(value));
  const pairs: [string, string][] = [
    ['Last in range', reading(facts.lastInRange)],
    ['First out of range', reading(facts.firstOut)],
    ['Peak', facts.peak === null ? degreesWords(incident.peak, unit.basis) : reading(facts.peak)],
    ['First back in range', facts.firstBackIn === null && incident.to === null ? 'still out' : reading(facts.firstBackIn)],
    ['Out of range, logged', minutes(facts.minutes)],
    ['Worst case', minutes(facts.worstCaseMinutes)],
    ['Separate runs', String(facts.separateRuns)],
    ['Most within 24 h, 48 h', `${minutes(facts.minutesIn24Hours)}, ${minutes(facts.minutesIn48Hours)}`],
    ['Of it without data', minutesWords(facts.gapMinutes)],
    ['Logger', `${facts.logger} ${facts.serial}${facts.probe === null ? '' : `, probe ${facts.probe}`}`],
    ['Certificate', facts.certificateEndsOn === null ? 'not written down' : `ends ${dayWords(facts.certificateEndsOn)}`],
    ['Signature', facts.signature === null ? 'not known' : signatureWords[facts.signature]],
    ...(facts.rules.length === 0 ? [] : [['Program’s rules it meets', facts.rules.join('; ')] as [string, string]]),
    ...facts.deviceAlarms.map(({ side, alarmedAt }): [string, string] => [
      'The logger’s own alarm',
      `${side === 'high' ? 'High' : 'Low'}${alarmedAt === null ? '' : `, ${momentWords(alarmedAt)}`}`,
    ]),
    ...(facts.proposedLevel === null || facts.proposedLevel.level === null
      ? []
      : [['The guide proposes', `Level ${facts.proposedLevel.level}: ${facts.proposedLevel.because}`] as [string, string]]),
  ];
  return (
    <section id="part-facts" aria-label="Facts" className={shared.part}>
      <h2>What the logger says</h2>
      <dl className={styles.facts}>
        {pairs.map(([name, value]) => (
          <div key={`${name}${value}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
