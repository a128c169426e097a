import { useEffect, useRef } from 'react';
import { isField } from '../../rooming/useRowKeys.ts';

/** Keys of the live screen by what they type; 'Shift+r' for a capital. They act only when no field has focus, and can be switched off. WCAG 2.1.4. */
export function useLetterKeys(enabled: boolean, acts: Readonly<Record<string, () => void>>): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    if (!enabled) return;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isField(event.target)) return;
      // The space bar presses the button that has focus.
      if (event.key === ' ' && (event.target as HTMLElement).closest('button, a, input, label') !== null) return;
      const key = event.shiftKey && /^[a-z]$/i.test(event.key) ? `Shift+${event.key.toLowerCase()}` : event.key.toLowerCase();
      const act = current.current[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [enabled]);
}
