import { Button } from './Button.tsx';
import styles from './screen.module.css';

/** From what was chosen to its list, where the window is too narrow for both. */
export function BackButton({ onPress }: { onPress: () => void }) {
  return (
    <Button className={styles.back} onPress={onPress}>
      Back
    </Button>
  );
}
