/** Whose EKG this is, when it was taken, and where it stands. Never scrolls away. */
import { ArrowLeft, Check, CircleAlert, Clock } from 'lucide-react';
import { instantWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { Ekg } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import banner from '../../rooming/banner.module.css';
import { dateOfBirthWords, mrnWords, sexWords } from '../../rooming/identity.ts';
import { ageAt } from './facts.ts';
import styles from './review.module.css';
import { stateWords, whenWords } from './words.ts';

interface ReviewBannerProps {
  ekg: Ekg;
  now: number;
  onBack: () => void;
  /** It is another patient's. */
  onNotThis: () => void;
}

export function ReviewBanner({ ekg, now, onBack, onNotThis }: ReviewBannerProps) {
  const { patient, state } = ekg;
  const name = patient === null ? 'Nobody’s yet' : `${patient.family.toUpperCase()}, ${patient.given}`;
  const age = patient === null ? null : ageAt(patient.dateOfBirth, ekg.takenAt);
  const Picture = state === 'confirmed' ? Check : state === 'waiting' ? Clock : CircleAlert;
  return (
    <header className={`${banner.banner} ${styles.banner}`} data-region="banner">
      <Button variant="quiet" onPress={onBack} aria-label="Back to the inbox">
        <ArrowLeft aria-hidden="true" />
      </Button>
      <div className={banner.bannerName}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a name cut short must be readable in full by keyboard. */}
        <h1 tabIndex={0} title={name}>
          {name}
        </h1>
        <p>
          {patient === null ? (
            ekg.fileName
          ) : (
            <>
              {ekg.matched === null ? '' : `Matched ${whenWords(ekg.matched.at, now)} by ${ekg.matched.by}`}
              <button type="button" className={styles.link} onClick={onNotThis}>
                Not this patient?
              </button>
            </>
          )}
        </p>
      </div>
      {patient !== null && (
        <dl className={banner.identifiers}>
          <div>
            <dt>Date of birth</dt>
            <dd>
              {dateOfBirthWords(patient.dateOfBirth)} {age !== null && <small>{age} y</small>}
            </dd>
          </div>
          <div>
            <dt>MRN</dt>
            <dd>{mrnWords(patient.mrn)}</dd>
          </div>
          <div>
            <dt>Sex</dt>
            <dd>{sexWords[patient.sex]}</dd>
          </div>
        </dl>
      )}
      <p className={styles.taken}>
        <b>{ekg.takenAt === null ? 'Time not known' : instantWords(ekg.takenAt)}</b>
        {ekg.takenBy === null ? '' : ` taken by ${ekg.takenBy}`}
        <br />
        {ekg.orderNumber === null ? (ekg.format ?? '') : `Order ${ekg.orderNumber}`}
      </p>
      <span className={styles.state} role="status">
        <Tag kind={state === 'confirmed' ? 'plain' : 'ask'}>
          <Picture aria-hidden="true" />
          {stateWords(ekg, now)}
        </Tag>
      </span>
    </header>
  );
}
