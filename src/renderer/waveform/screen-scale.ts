/** How many pixels a millimetre is on this screen: measured by a person once for each screen, else unknown. */

/** The width of a bank card, ISO/IEC 7810 ID-1. */
export const cardMillimetres = { width: 85.6, height: 53.98 } as const;

/** What a style sheet takes a millimetre for: 96 pixels to the inch, wherever the screen does not say. */
export const nominalPixelsPerMillimetre = 96 / 25.4;

export interface ScreenScale {
  /** Style-sheet pixels. */
  pixelsPerMillimetre: number;
  isMeasured: boolean;
}

/** Kept in device pixels, so that zooming the page keeps a millimetre a millimetre. */
export function readScreenScale(kept: Pick<Storage, 'getItem'>, screen: Pick<Screen, 'width' | 'height'>, pixelRatio: number): ScreenScale {
  const measured = Number(kept.getItem(nameOf(screen)));
  if (!(measured > 1 && measured < 40)) return { pixelsPerMillimetre: nominalPixelsPerMillimetre, isMeasured: false };
  return { pixelsPerMillimetre: measured / pixelRatio, isMeasured: true };
}

export function keepScreenScale(
  kept: Pick<Storage, 'setItem'>,
  screen: Pick<Screen, 'width' | 'height'>,
  pixelRatio: number,
  pixelsPerMillimetre: number,
): void {
  kept.setItem(nameOf(screen), String(pixelsPerMillimetre * pixelRatio));
}

export function forgetScreenScale(kept: Pick<Storage, 'removeItem'>, screen: Pick<Screen, 'width' | 'height'>): void {
  kept.removeItem(nameOf(screen));
}

function nameOf({ width, height }: Pick<Screen, 'width' | 'height'>): string {
  return `isoline-device-pixels-per-millimetre-${width}x${height}`;
}
