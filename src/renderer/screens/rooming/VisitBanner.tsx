/** Who this is. Never scrolls away; a long name ends in dots and stands in full on focus. */
import { Check } from 'lucide-react';
import type { Rooming } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime } from './age.ts';
import bannerStyles from './banner.module.css';
import { dateOfBirthWords, mrnWords, sexWords } from './identity.ts';
import { LimbRestriction } from './LimbRestriction.tsx';
import { useAct } from './useAct.tsx';

interface VisitBannerProps {
  rooming: Rooming;
  /** Only looked at: no order about the visit is offered. */
  isLookedAt?: boolean;
  onClose: () => void;
}

export function VisitBanner({ rooming, isLookedAt = rooming.visit.closedAt !== null, onClose }: VisitBannerProps) {
  const { act, busy, refusal } = useAct();
  const { visit } = rooming;
  const { patient } = visit;
  const name = `${patient.family.toUpperCase()}, ${patient.given}`;
  return (
    <header className={bannerStyles.banner} data-region="banner">
      <div className={bannerStyles.bannerName}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a name cut short must be readable in full by keyboard. */}
        <h1 tabIndex={0} title={name} data-full={name}>
          {name}
        </h1>
        <p>
          <Check aria-hidden="true" />
          <span>
            Identity confirmed {clockTime(visit.identityConfirmedAt)} <span className={bannerStyles.how}>by name and date of birth</span>
          </span>
        </p>
      </div>
      <dl className={bannerStyles.identifiers}>
        <div>
          <dt>Date of birth</dt>
          <dd>
            {dateOfBirthWords(patient.dateOfBirth)} <small>{visit.ageText}</small>
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
      <LimbRestriction visit={visit} />
      <p className={bannerStyles.bannerRoom}>
        <b>{visit.room}</b> · {visit.clinician}
        <br />
        {visit.appointmentAt === null ? visit.reason : `${clockTime(visit.appointmentAt)} ${visit.reason}`}
      </p>
      <div className={bannerStyles.bannerAct}>
        {isLookedAt ? null : rooming.signed.length > 0 && visit.readyAt === null ? (
          <Button variant="solid" isDisabled={busy} onPress={() => act(() => call('visits.ready', { visitId: visit.id }))}>
            Ready for provider
          </Button>
        ) : rooming.signed.length > 0 ? (
          <p className={bannerStyles.ready}>
            <Check aria-hidden="true" /> Ready for provider
          </p>
        ) : (
          <Button onPress={onClose}>Close visit</Button>
        )}
        {refusal}
      </div>
    </header>
  );
}
