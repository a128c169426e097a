/**
 * Text on paper. Helvetica, which every reader of PDF has, for what Windows-1252 can say; names beyond it in a face that is put
 * into the file; what no face has is an empty box, never a wrong letter.
 */
import { createRequire } from 'node:module';

const beyond = createRequire(import.meta.url);
const embedded = {
  latin: 'ibm-plex-mono-latin-ext-400-normal.woff',
  cyrillic: 'ibm-plex-mono-cyrillic-400-normal.woff',
} as const;

export type Face = 'Helvetica' | 'Helvetica-Bold' | keyof typeof embedded;

/** Where a face's file lies; null for those every reader has. */
export function fileOf(face: Face): string | null {
  return face in embedded ? beyond.resolve(`@fontsource/ibm-plex-mono/files/${embedded[face as keyof typeof embedded]}`) : null;
}

const windows1252 =
  /^[\u0020-\u007e\u00a0-\u00ff\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]$/;

export interface Run {
  face: Face;
  text: string;
}

/** A line cut where its face changes. */
export function runsOf(text: string, plain: 'Helvetica' | 'Helvetica-Bold'): Run[] {
  const runs: Run[] = [];
  for (const character of text.normalize('NFC')) {
    const { face, shown } = drawn(character, plain);
    const last = runs.at(-1);
    if (last?.face === face) last.text += shown;
    else runs.push({ face, text: shown });
  }
  return runs;
}

function drawn(character: string, plain: 'Helvetica' | 'Helvetica-Bold'): { face: Face; shown: string } {
  if (windows1252.test(character)) return { face: plain, shown: character };
  const code = character.codePointAt(0)!;
  if (code >= 0x100 && code <= 0x24f) return { face: 'latin', shown: character };
  if (code >= 0x400 && code <= 0x45f) return { face: 'cyrillic', shown: character };
  return { face: plain, shown: '\u00a4' };
}
