/** The body seen from the front, drawn once: an outline and where each electrode stands on it. In units of a picture 360 wide and 330 high. */
import type { EkgPlacement, Electrode } from '../../../../preload/contract.ts';

export const bodySize = { width: 360, height: 330 } as const;

/** The half at the left of the picture, the patient's right; the other half is its mirror image about the middle. */
export const outline =
  'M153 5C154 21 149 32 133 38C110 47 82 47 67 61C50 78 47 112 41 146C36 175 27 200 21 232L51 237C59 207 69 181 77 151C80 140 82 132 84 122' +
  'C87 157 95 183 91 215C86 246 86 273 91 325M152 325C156 305 163 285 178 269';

/** Breastbone, collarbone and the edge of the ribs, same half. */
export const bones =
  'M180 71V158M178 64C160 60 134 55 104 58M180 86C164 84 140 82 116 84M180 103C162 100 136 101 110 106M180 121C164 118 140 120 118 127M180 158C160 160 138 170 122 189';

const chest = {
  V1: [158, 120],
  V2: [202, 120],
  V3: [219, 145],
  V4: [239, 166],
  V5: [267, 170],
  V6: [295, 167],
} as const;

const limbs: Readonly<Record<EkgPlacement, Readonly<Record<'RA' | 'LA' | 'RL' | 'LL', readonly [number, number]>>>> = {
  standard: { RA: [38, 221], LA: [322, 221], RL: [126, 305], LL: [234, 305] },
  'mason-likar': { RA: [106, 74], LA: [254, 74], RL: [122, 227], LL: [238, 227] },
};

export function placeOf(electrode: Electrode, placement: EkgPlacement): readonly [x: number, y: number] {
  return electrode in chest ? chest[electrode as keyof typeof chest] : limbs[placement][electrode as 'RA'];
}
