import { type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './ui.module.css';

interface FilesButtonProps {
  children: ReactNode;
  /** What the files are, for the field behind the button. */
  label: string;
  /** As of an input. */
  accept?: string;
  multiple?: boolean;
  isDisabled?: boolean;
  /** At least one. */
  onFiles: (files: File[]) => void;
}

/** Chooses files of this computer; the same one may be chosen again. */
export function FilesButton({ children, label, accept, multiple = false, isDisabled = false, onFiles }: FilesButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button isDisabled={isDisabled} onPress={() => field.current?.click()}>
        {children}
      </Button>
      <input
        ref={field}
        className={styles.behind}
        type="file"
        accept={accept}
        multiple={multiple}
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
