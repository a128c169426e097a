/** What the clinic calls each electrode, the colors of its clip, and where it goes. EKG notes 3.3. Only one scheme is ever shown. */
import type { EkgPlacement, Electrode } from '../../../../preload/contract.ts';

export type ColorScheme = 'aha' | 'iec';

interface Clip {
  name: string;
  /** "white", "brown and green". */
  words: string;
  /** One color, or the two halves of a chest clip. */
  colors: readonly [string] | readonly [string, string];
}

const white = '#ffffff';
const black = '#1b1b1b';
const red = '#d6322e';
const green = '#2f9e44';
const yellow = '#e8c02a';
const blue = '#2b6fd6';
const orange = '#ee7d21';
const violet = '#7b46c2';
const brown = '#7a4a24';

const clips: Readonly<Record<ColorScheme, Readonly<Record<Electrode, Clip>>>> = {
  aha: {
    RA: { name: 'RA', words: 'white', colors: [white] },
    LA: { name: 'LA', words: 'black', colors: [black] },
    RL: { name: 'RL', words: 'green', colors: [green] },
    LL: { name: 'LL', words: 'red', colors: [red] },
    V1: { name: 'V1', words: 'brown and red', colors: [brown, red] },
    V2: { name: 'V2', words: 'brown and yellow', colors: [brown, yellow] },
    V3: { name: 'V3', words: 'brown and green', colors: [brown, green] },
    V4: { name: 'V4', words: 'brown and blue', colors: [brown, blue] },
    V5: { name: 'V5', words: 'brown and orange', colors: [brown, orange] },
    V6: { name: 'V6', words: 'brown and violet', colors: [brown, violet] },
  },
  iec: {
    RA: { name: 'R', words: 'red', colors: [red] },
    LA: { name: 'L', words: 'yellow', colors: [yellow] },
    RL: { name: 'N', words: 'black', colors: [black] },
    LL: { name: 'F', words: 'green', colors: [green] },
    V1: { name: 'C1', words: 'white and red', colors: [white, red] },
    V2: { name: 'C2', words: 'white and yellow', colors: [white, yellow] },
    V3: { name: 'C3', words: 'white and green', colors: [white, green] },
    V4: { name: 'C4', words: 'white and brown', colors: [white, brown] },
    V5: { name: 'C5', words: 'white and black', colors: [white, black] },
    V6: { name: 'C6', words: 'white and violet', colors: [white, violet] },
  },
};

export function clipOf(electrode: Electrode, scheme: ColorScheme): Clip {
  return clips[scheme][electrode];
}

/** Where it goes, as the end of a sentence. */
export function placeWords(electrode: Electrode, scheme: ColorScheme, placement: EkgPlacement): string {
  const name = (one: Electrode) => clips[scheme][one].name;
  const onTorso = placement === 'mason-likar';
  switch (electrode) {
    case 'RA':
      return onTorso ? 'below the right collarbone, near the shoulder' : 'on the right wrist or arm';
    case 'LA':
      return onTorso ? 'below the left collarbone, near the shoulder' : 'on the left wrist or arm';
    case 'RL':
      return onTorso ? 'on the right of the belly, below the ribs' : 'on the right ankle or leg';
    case 'LL':
      return onTorso ? 'on the left of the belly, below the ribs' : 'on the left ankle or leg';
    case 'V1':
      return 'in the fourth space between the ribs, right edge of the breastbone';
    case 'V2':
      return 'in the fourth space between the ribs, left edge of the breastbone';
    case 'V3':
      return `midway between ${name('V2')} and ${name('V4')}`;
    case 'V4':
      return 'in the fifth space between the ribs, below the middle of the left collarbone';
    case 'V5':
      return `at the front of the armpit, level with ${name('V4')}`;
    case 'V6':
      return `below the middle of the armpit, level with ${name('V4')}`;
  }
}

/** "V3", "V3 and V4", "V3, V4 and V5". */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
