/** Paper in millimetres: PDF counts in points of 1/72 inch. */

export const pointsPerMillimetre = 72 / 25.4;

export interface Paper {
  name: 'letter' | 'a4';
  /** Landscape. */
  width: number;
  height: number;
}

export const papers: Readonly<Record<Paper['name'], Paper>> = {
  letter: { name: 'letter', width: 279.4, height: 215.9 },
  a4: { name: 'a4', width: 297, height: 210 },
};
