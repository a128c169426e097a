/** A line of words on paper, in millimetres, in whichever face can say them. */
import { gap, type Line, type Run } from '../../../drivers/model/paper/page-words.ts';
import { fileOf, runsOf } from './typeface.ts';

const ink = '#101418';
const grey = '#4a5a68';

type Page = PDFKit.PDFDocument;

/** What has no room is cut, and marked as cut. */
export function drawLine(page: Page, { x, y, size, align, runs, room }: Line): void {
  const shown = fitted(page, runs, size, room);
  let at = align === 'start' ? x : x - widthOf(page, shown, size);
  for (const run of shown) {
    for (const { face, text } of facesOf(run)) {
      page
        .font(fileOf(face) ?? face)
        .fontSize(size)
        .fillColor(run.grey ? grey : ink);
      // Faces differ in height: they share the line they stand on.
      page.text(text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += page.widthOfString(text);
    }
    at += gap;
  }
}

function facesOf({ words, bold }: Run) {
  return runsOf(words, bold ? 'Helvetica-Bold' : 'Helvetica');
}

function widthOf(page: Page, runs: readonly Run[], size: number): number {
  const widths = runs.map((run) =>
    facesOf(run).reduce(
      (sum, { face, text }) =>
        sum +
        page
          .font(fileOf(face) ?? face)
          .fontSize(size)
          .widthOfString(text),
      0,
    ),
  );
  return widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, runs.length - 1);
}

/** The last words are shortened first. */
function fitted(page: Page, runs: readonly Run[], size: number, room: number): Run[] {
  const shown = [...runs];
  while (shown.length > 0 && widthOf(page, shown, size) > room) {
    const last = shown.pop()!;
    let { length } = last.words;
    const cut = () => ({ ...last, words: `${last.words.slice(0, length).trimEnd()} …` });
    while (length > 0 && widthOf(page, [...shown, cut()], size) > room) length -= 1;
    if (length > 0) return [...shown, cut()];
  }
  return shown;
}
