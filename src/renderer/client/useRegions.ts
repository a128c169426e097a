import { useEffect } from 'react';

/** F6 steps between the regions of a screen, Shift F6 back: rail, banner, glass, sheet, inbox. */
export function useRegions(): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => firstStop(region) !== undefined);
      const current = regions.findIndex((region) => region.contains(document.activeElement));
      const next = regions[(current + (event.shiftKey ? -1 : 1) + regions.length) % regions.length];
      if (next !== undefined) firstStop(next)?.focus();
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
}

/** The first thing in a region that can be reached and is on the screen. */
function firstStop(region: HTMLElement): HTMLElement | undefined {
  const stops = region.querySelectorAll<HTMLElement>('button:not([disabled]), input:not([disabled]), select, [href], [tabindex="0"]');
  return [...stops].find((stop) => stop.checkVisibility());
}
