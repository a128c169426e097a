import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import styles from './ui.module.css';

interface TickProps {
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children?: ReactNode;
  'aria-label'?: string;
}

export function Tick({ children, ...rest }: TickProps) {
  return (
    <Checkbox {...rest} className={styles.tick!}>
      <span className={styles.box}>
        <Check aria-hidden="true" />
      </span>
      {children}
    </Checkbox>
  );
}
