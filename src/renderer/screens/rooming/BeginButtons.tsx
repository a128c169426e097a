/** The two guided procedures a visit can begin, or begin again. */
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import procedureStyles from './procedure.module.css';
import type { useAct } from './useAct.tsx';

export function BeginButtons({ visitId, isOver, act }: { visitId: string; isOver: boolean; act: ReturnType<typeof useAct>['act'] }) {
  return (
    <div className={procedureStyles.stripButtons}>
      <Button isDisabled={isOver} onPress={() => act(() => call('averaged.start', { visitId }))}>
        Start the rest
      </Button>
      <Button isDisabled={isOver} onPress={() => act(() => call('orthostatic.start', { visitId, withSitting: false }))}>
        Orthostatic
      </Button>
    </div>
  );
}
