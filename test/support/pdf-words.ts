/** The words on the sheets of a PDF of this station, each with where it begins in millimetres from the top left, read out of the file's own bytes. */
import { inflateSync } from 'node:zlib';

export interface PdfSheet {
  width: number;
  height: number;
  words: { text: string; x: number; y: number }[];
}

const millimetres = 25.4 / 72;

export function pdfSheets(pdf: Uint8Array): PdfSheet[] {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = new Map([...text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]));
  const kids = [...objects.values()].find((body) => /\/Type \/Pages\b/.test(body))!;
  return [.../\/Kids \[([^\]]*)\]/.exec(kids)![1]!.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = objects.get(id!)!;
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page)!;
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!;
    const raw = /stream\r?\n([\s\S]*)\r?\nendstream/.exec(content)![1]!;
    return {
      width: Number(width) * millimetres,
      height: Number(height) * millimetres,
      words: wordsIn(inflateSync(Buffer.from(raw, 'latin1'))),
    };
  });
}

/** The sheet is scaled to millimetres at its beginning, and each line of words stands at a place of its own. */
function wordsIn(stream: Buffer): PdfSheet['words'] {
  const words: PdfSheet['words'] = [];
  let place: { x: number; y: number } | null = null;
  let flippedAt = 0;
  for (const line of stream.toString('latin1').split('\n')) {
    const flip = /^1 0 0 -1 0 (-?[\d.]+) cm$/.exec(line);
    if (flip) flippedAt = Number(flip[1]);
    const at = /^1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm$/.exec(line);
    if (at) place = { x: Number(at[1]), y: flippedAt - Number(at[2]) };
    const shown = /^\[(.*)\] TJ$/.exec(line);
    if (shown && place !== null) {
      const hex = [...shown[1]!.matchAll(/<([0-9a-f]*)>/g)].map(([, digits]) => digits!).join('');
      words.push({ text: new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')), ...place });
      place = null;
    }
  }
  return words;
}
