/** A line of words on paper, in millimetres, in whichever face can say them. */
import { fitted, gap, type Line, type Run } from '../../../drivers/model/paper/page-words.ts';
import { fileOf, runsOf } from './typeface.ts';

const ink = '#101418';
const grey = '#4a5a68';

type Page = PDFKit.PDFDocument;

export function drawLine(page: Page, { x, y, size, align, runs, room }: Line): void {
  const shown = fitted(runs, room, (some) => widthOf(page, some, size));
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
