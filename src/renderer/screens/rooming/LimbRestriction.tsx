/** Which arm the chart says not to use: stated in the banner, and changed there by whoever learns of it. */
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Patient, Visit } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { showRooming } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import bannerStyles from './banner.module.css';
import { limbWords } from './identity.ts';
import { useAct } from './useAct.tsx';
import { useEscape } from './useEscape.ts';

export function LimbRestriction({ visit }: { visit: Visit }) {
  const [isAsked, setAsked] = useState(false);
  const restriction = visit.patient.limbRestriction;
  return (
    <div className={bannerStyles.limb}>
      <button
        type="button"
        className={bannerStyles.restriction}
        data-none={restriction === null ? '' : undefined}
        aria-expanded={isAsked}
        onClick={() => setAsked(!isAsked)}
      >
        {restriction === null ? (
          'No arm restriction'
        ) : (
          <>
            <CircleAlert aria-hidden="true" /> {limbWords[restriction]}
          </>
        )}
      </button>
      {isAsked && <Choices visit={visit} onDone={() => setAsked(false)} />}
    </div>
  );
}

const choices: readonly Patient['limbRestriction'][] = ['left-arm', 'right-arm', 'both-arms', null];

function Choices({ visit, onDone }: { visit: Visit; onDone: () => void }) {
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  const choose = (restriction: Patient['limbRestriction']) =>
    act(async () => {
      await call('patients.restrictLimb', { patientId: visit.patient.id, restriction });
      showRooming(await call('visits.read', { visitId: visit.id }));
    }).then((done) => done && onDone());
  return (
    <div className={bannerStyles.limbChoices} role="group" aria-label="Which arm is not to be used?">
      {choices.map((choice, index) => (
        <Button
          key={choice}
          autoFocus={index === 0}
          isDisabled={busy}
          aria-pressed={choice === visit.patient.limbRestriction}
          onPress={() => void choose(choice)}
        >
          {choice === null ? 'No restriction' : limbWords[choice]}
        </Button>
      ))}
      {refusal}
    </div>
  );
}
