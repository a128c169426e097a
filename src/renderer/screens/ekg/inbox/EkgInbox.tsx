/** The cart inbox: what carts sent, those that need a person first. */
import type { EkgCard, Person, Settings, Today } from '../../../../preload/contract.ts';
import { Row, RowList } from '../../../ui/RowList.tsx';

export interface EkgInboxProps {
  ekgs: readonly EkgCard[] | null;
  today: Today | null;
  person: Person;
  settings: Settings;
  now: number;
  onOpen: (id: string) => void;
}

export function EkgInbox({ ekgs, onOpen }: EkgInboxProps) {
  if (ekgs === null || ekgs.length === 0) return <p>No EKG is here.</p>;
  const rows = ekgs.map(({ id, fileName, format }) => (
    <li key={id}>
      <Row isChosen={false} onClick={() => onOpen(id)}>
        <b>{fileName}</b> <small>{format ?? 'could not be read'}</small>
      </Row>
    </li>
  ));
  return <RowList title="EKGs" rows={rows} />;
}
