import { useEffect } from 'react';
import type { SheetKey } from '../../../preload/contract.ts';

/**
 * While `key` is typed or counted its field has the focus. When that ends, the focus goes to the row it was for,
 * unless a person has moved on already: nobody who works by keyboard starts again from the top.
 */
export function useReturnFocus(key: SheetKey | null): void {
  useEffect(() => {
    if (key === null) return;
    return () => {
      // After the field has gone and the row shows its value.
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        document.querySelector<HTMLElement>(`[data-row="${key}"] :is(input, button)`)?.focus();
      }, 0);
    };
  }, [key]);
}
