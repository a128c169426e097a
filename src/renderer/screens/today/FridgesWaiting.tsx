/** What waits at the vaccine fridges, among the day's waiting work. */
import { Thermometer } from 'lucide-react';
import type { FridgesWaiting } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';

export function fridgesWait({ check, incidents, endedCertificates }: FridgesWaiting): boolean {
  return check !== null || incidents > 0 || endedCertificates > 0;
}

export function FridgesWaitingLine({ fridges, onOpen }: { fridges: FridgesWaiting; onOpen: () => void }) {
  const [first, ...more] = fridgeWords(fridges);
  return (
    <li>
      <Thermometer aria-hidden="true" />
      <span>
        <b>{first}</b>
        {more.length > 0 && <small>{more.join(', ')}</small>}
      </span>
      <Button onPress={onOpen}>Open</Button>
    </li>
  );
}

/** The most pressing first. */
export function fridgeWords({ check, incidents, endedCertificates }: FridgesWaiting): string[] {
  const incidentWords = incidents === 0 ? [] : [incidents === 1 ? '1 fridge incident is open' : `${incidents} fridge incidents are open`];
  const certificateWords =
    endedCertificates === 0
      ? []
      : [endedCertificates === 1 ? '1 logger certificate has ended' : `${endedCertificates} logger certificates have ended`];
  return [...(check === null ? [] : [checkWords(check)]), ...incidentWords, ...certificateWords];
}

function checkWords({ half, by, overdue, units }: NonNullable<FridgesWaiting['check']>): string {
  const which = half === 'AM' ? 'Morning fridge check' : 'Afternoon fridge check';
  const where = units === 1 ? '' : ` of ${units} units`;
  return overdue ? `${which}${where} was due by ${by}` : `${which}${where}, due by ${by}`;
}
