import { useState } from 'react';
import { quantities } from '../../../../drivers/model/quantity.ts';
import type { ClinicLimit, Settings } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { readNumber } from '../rooming/QualifierFields.tsx';
import { unitWords } from '../rooming/shown.ts';
import styles from './settings.module.css';

interface LimitsProps {
  settings: Settings;
  canChange: boolean;
  onSave: (limits: ClinicLimit[]) => Promise<boolean>;
}

/** When the provider is told: the clinic's own table, by age. */
export function Limits({ settings, canChange, onSave }: LimitsProps) {
  const [limits, setLimits] = useState(settings.limits);
  const set = (index: number, change: Partial<ClinicLimit>) =>
    setLimits(limits.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <section className={`${styles.group} ${styles.wide}`}>
      <h2>Tell the provider</h2>
      <p className={styles.note}>
        Set by {settings.limitsSetBy || 'the defaults'}
        {settings.limitsSetOn === '' ? '' : `, ${settings.limitsSetOn}`}. The clinic’s policy, asked at signing; never an alarm.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the table scrolls, so a keyboard must reach it. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Limits by age">
        <table>
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col">Age, years</th>
              <th scope="col">When</th>
              <th scope="col">At or below</th>
              <th scope="col">At or above</th>
            </tr>
          </thead>
          <tbody>
            {limits.map((limit, index) => (
              <tr key={`${limit.quantity} ${limit.fromYears} ${limit.level}`}>
                <th scope="row">
                  {quantities[limit.quantity].label} <small>{unitWords[quantities[limit.quantity].unit]}</small>
                </th>
                <td>
                  {round(limit.fromYears)}
                  {limit.toYears === null ? ' and up' : ` to ${round(limit.toYears)}`}
                </td>
                <td>{limit.level === 'now' ? 'Now' : 'Before seen'}</td>
                {(['atOrBelow', 'atOrAbove'] as const).map((bound) => (
                  <td key={bound}>
                    {canChange ? (
                      <input
                        inputMode="decimal"
                        aria-label={`${quantities[limit.quantity].label}, ${round(limit.fromYears)} years, ${limit.level === 'now' ? 'now' : 'before seen'}, ${bound === 'atOrBelow' ? 'at or below' : 'at or above'}`}
                        defaultValue={limit[bound] ?? ''}
                        onChange={(event) => set(index, { [bound]: readNumber(event.target.value) })}
                      />
                    ) : (
                      (limit[bound] ?? '—')
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {canChange && <Button onPress={() => void onSave(limits)}>Save the table</Button>}
    </section>
  );
}

function round(years: number): string {
  return String(Math.round(years * 100) / 100);
}
