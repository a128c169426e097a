/** The body seen from the front, drawn once: an outline and where each electrode stands on it. In units of a picture 360 wide and 430 high. */
import type { EkgPlacement, Electrode } from '../../../../preload/contract.ts';

export const bodySize = { width: 360, height: 430 } as const;

/** The half at the left of the picture, the patient's right; the other half is its mirror image about the middle. */
export const outline =
  'M153 6C154 28 149 42 133 50C110 61 82 61 67 79C50 101 47 146 41 190C36 228 27 260 21 302L51 309C59 270 69 236 77 197C80 183 82 172 84 159' +
  'C87 204 95 238 91 280C86 320 86 356 91 424M152 424C156 398 163 372 178 350';

/** Breastbone, collarbone and the edge of the ribs, same half. */
export const bones =
  'M180 92V206M178 84C160 78 134 72 104 76M180 112C164 109 140 107 116 110M180 134C162 130 136 131 110 138M180 158C164 154 140 157 118 165M180 206C160 208 138 222 122 246';

const chest = {
  V1: [160, 156],
  V2: [200, 156],
  V3: [215, 184],
  V4: [237, 207],
  V5: [264, 211],
  V6: [291, 208],
} as const;

const limbs: Readonly<Record<EkgPlacement, Readonly<Record<'RA' | 'LA' | 'RL' | 'LL', readonly [number, number]>>>> = {
  standard: { RA: [38, 288], LA: [322, 288], RL: [126, 398], LL: [234, 398] },
  'mason-likar': { RA: [106, 96], LA: [254, 96], RL: [122, 296], LL: [238, 296] },
};

export function placeOf(electrode: Electrode, placement: EkgPlacement): readonly [x: number, y: number] {
  return electrode in chest ? chest[electrode as keyof typeof chest] : limbs[placement][electrode as 'RA'];
}
