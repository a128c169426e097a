/** Paper in millimetres: PDF counts in points of 1/72 inch, screens in pixels of 1/96. */

export const pointsPerMillimetre = 72 / 25.4;
export const pixelsPerMillimetre = 96 / 25.4;

/** How a sheet is cut: its size, and where the grid begins and how high it may be. */
export interface Paper {
  name: 'letter' | 'a4' | 'screen';
  width: number;
  height: number;
  gridTop: number;
  footHeight: number;
}

/** Printed landscape; on the screen the grid alone, with a line or two above it and one below. */
export const papers: Readonly<Record<Paper['name'], Paper>> = {
  letter: { name: 'letter', width: 279.4, height: 215.9, gridTop: 40, footHeight: 14 },
  a4: { name: 'a4', width: 297, height: 210, gridTop: 39.5, footHeight: 14 },
  screen: { name: 'screen', width: 261, height: 147, gridTop: 14, footHeight: 6 },
};
