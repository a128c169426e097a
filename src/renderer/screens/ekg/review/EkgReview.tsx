/** One tracing on paper, with its measurements. */
import { useEffect, useState } from 'react';
import type { Ekg, Person, Settings } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';

export interface EkgReviewProps {
  id: string;
  person: Person;
  settings: Settings;
  now: number;
  onBack: () => void;
}

export function EkgReview({ id, onBack }: EkgReviewProps) {
  const [ekg, setEkg] = useState<Ekg | null>(null);
  useEffect(() => {
    void call('ekg.read', { id }).then(setEkg, () => undefined);
  }, [id]);
  return (
    <section>
      <h1>{ekg?.patient === undefined || ekg.patient === null ? (ekg?.fileName ?? '') : `${ekg.patient.family}, ${ekg.patient.given}`}</h1>
      <Button onPress={onBack}>Back</Button>
    </section>
  );
}
