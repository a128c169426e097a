import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './ui.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
  /** 'solid': the one main action of its task. */
  variant?: 'solid' | 'plain' | 'quiet';
  size?: 'touch' | 'big';
  className?: string | undefined;
}

export function Button({ children, variant = 'plain', size = 'touch', className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={[styles.button, styles[variant], styles[size], className].filter(Boolean).join(' ')}>
      {children}
    </AriaButton>
  );
}
