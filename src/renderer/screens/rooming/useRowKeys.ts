import type { KeyboardEvent } from 'react';
import type { SheetKey } from '../../../preload/contract.ts';

/** In the sheet: arrows move between rows, T types into the row. Space and Enter belong to the control itself. */
export function useRowKeys(onType: (key: SheetKey) => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (row === null || isField(event.target)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
      const beside = rows[rows.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)];
      beside?.querySelector<HTMLElement>('input, button')?.focus();
      event.preventDefault();
    }
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      onType(row.dataset.row as SheetKey);
      event.preventDefault();
      event.stopPropagation();
    }
  };
}

/** Whether letters typed here are text, not keys. */
export function isField(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (element === null) return false;
  if (element instanceof HTMLInputElement) return element.type !== 'checkbox' && element.type !== 'radio';
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element.isContentEditable === true;
}
