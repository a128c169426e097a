/** Over a visit that is only looked at: it was closed, or somebody else has it open. Nothing that is measured now is this patient's. */
import type { Rooming } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime } from './age.ts';
import bannerStyles from './banner.module.css';

export function LookedAtBar({ rooming, onLeave }: { rooming: Rooming; onLeave: () => void }) {
  const { closedAt, owner } = rooming.visit;
  return (
    <div className={bannerStyles.lookedAt} role="note">
      <p>
        {closedAt === null ? (
          <>
            <b>{owner.name} has this visit open; you are only looking.</b> To work in it, take it over from Today.
          </>
        ) : (
          <>
            <b>This visit was closed at {clockTime(closedAt)}.</b> Signed values can be corrected. To add values, open it again from Today.
          </>
        )}
      </p>
      <Button onPress={onLeave}>Done looking</Button>
    </div>
  );
}
