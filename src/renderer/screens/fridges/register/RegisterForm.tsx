/** The frame of the register's forms: what it is about, what is typed, a refusal, and saving or leaving it. */
import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import shared from '../fridges.module.css';

interface RegisterFormProps {
  /** What the form is called, and its heading where none is given. */
  label: string;
  heading?: string;
  children: ReactNode;
  refusal: ReactNode;
  saveWords: string;
  canSave: boolean;
  onSave: () => void;
  onClose: () => void;
  /** Further buttons. */
  more?: ReactNode;
  /** Below the buttons. */
  below?: ReactNode;
}

export function RegisterForm({ label, heading, children, refusal, saveWords, canSave, onSave, onClose, more, below }: RegisterFormProps) {
  useEscape(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) onSave();
  };
  return (
    <form className={shared.formPanel} onSubmit={submit} aria-label={label}>
      <h2>{heading ?? label}</h2>
      {children}
      {refusal}
      <footer>
        <Button type="submit" variant="solid" size="big" isDisabled={!canSave}>
          {saveWords}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
        {more}
      </footer>
      {below}
    </form>
  );
}
