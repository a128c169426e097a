import type { EkgPicture } from '../../../../../drivers/model/paper/picture.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './review.module.css';

interface SheetStepsProps {
  picture: EkgPicture;
  /** Seconds a sheet holds. */
  step: number;
  onStep: (fromSeconds: number) => void;
}

/** Through a record that is longer than one sheet; nothing for one that is not. */
export function SheetSteps({ picture: { length, shown }, step, onStep }: SheetStepsProps) {
  const sheets = Math.max(1, Math.ceil((length - 0.05) / step));
  if (sheets === 1) return null;
  const current = Math.round(shown[0] / step);
  return (
    <div className={styles.steps}>
      <Button isDisabled={current === 0} onPress={() => onStep((current - 1) * step)}>
        Earlier
      </Button>
      <p>
        Seconds {shown[0]} to {Math.round(shown[1] * 10) / 10} of {Math.round(length * 10) / 10}
      </p>
      <Button isDisabled={current >= sheets - 1} onPress={() => onStep((current + 1) * step)}>
        Later
      </Button>
    </div>
  );
}
