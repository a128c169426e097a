/** What runs down the sheets one below the other: headings, paragraphs, pairs and tables, onto a new sheet where one is full. */
import { ink, type Sheets, textSize, type Words } from './pages.ts';

export interface Column {
  title: string;
  /** In millimetres, or a share of what the fixed ones leave. */
  width: number | { share: number };
}

export interface Flow {
  /** Where the next thing begins. */
  y: number;
  heading(words: string, size?: number): void;
  paragraph(words: string, how?: Words): void;
  /** A name and what it is, the names in one column. */
  pairs(rows: readonly (readonly [name: string, is: string])[]): void;
  /** Rows of words; 'nothing' is said where there are none. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[], nothing: string): void;
  /** A new sheet unless so much room is left. */
  keep(room: number): void;
  space(height: number): void;
}

const pace = 1.35;
const padding = 0.9;

export function createFlow(sheets: Sheets, size = textSize): Flow {
  const { margin, width } = sheets;
  const room = width - 2 * margin;
  const flow: Flow = {
    y: margin,
    heading(words, headingSize = 3.8) {
      flow.keep(headingSize * 4);
      if (flow.y > margin + 1) flow.y += headingSize * 0.6;
      flow.y += headingSize;
      sheets.words(words, margin, flow.y, { size: headingSize, bold: true, room });
      flow.y += headingSize * 0.55;
    },
    paragraph(words, how = {}) {
      const high = how.size ?? size;
      for (const line of sheets.lines(words, how.room ?? room, { ...how, size: high })) {
        flow.keep(high * pace);
        flow.y += high * pace;
        sheets.words(line, margin, flow.y - high * 0.25, { ...how, size: high, room });
      }
      flow.y += high * 0.4;
    },
    pairs(rows) {
      const named = Math.min(62, room * 0.34);
      for (const [name, is] of rows) {
        const lines = sheets.lines(is === '' ? '—' : is, room - named, { size });
        flow.keep(size * pace);
        for (const [index, line] of lines.entries()) {
          flow.keep(size * pace);
          flow.y += size * pace;
          if (index === 0) sheets.words(name, margin, flow.y - size * 0.25, { size, grey: true, room: named - 2 });
          sheets.words(line, margin + named, flow.y - size * 0.25, { size, room: room - named });
        }
        flow.y += 0.6;
      }
    },
    table(columns, rows, nothing) {
      if (rows.length === 0) return flow.paragraph(nothing, { grey: true });
      const widths = widthsOf(columns, room);
      const titles = { cells: columns.map(({ title }) => title), widths, bold: true, size };
      const head = () => drawRow(sheets, flow, titles, () => {});
      flow.keep(size * pace * 5);
      head();
      for (const cells of rows) drawRow(sheets, flow, { cells, widths, bold: false, size }, head);
      flow.y += 1;
    },
    keep(wanted) {
      if (flow.y + wanted <= sheets.bottom) return;
      sheets.add();
      flow.y = margin;
    },
    space(height) {
      flow.y += height;
    },
  };
  return flow;
}

function widthsOf(columns: readonly Column[], room: number): number[] {
  const fixed = columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : 0), 0);
  const shares = columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? 0 : width.share), 0);
  return columns.map(({ width }) => (typeof width === 'number' ? width : ((room - fixed) * width.share) / shares));
}

interface Row {
  cells: readonly string[];
  widths: readonly number[];
  bold: boolean;
  size: number;
}

/** On a new sheet where it does not fit, with the head again; one that is taller than what is left of a sheet goes on there, line by line. */
function drawRow(sheets: Sheets, flow: Flow, { cells, widths, bold, size }: Row, head: () => void): void {
  const high = size * pace;
  const lines = cells.map((cell, index) => sheets.lines(cell, widths[index]! - 2 * padding, { size, bold }));
  const count = Math.max(...lines.map(({ length }) => length));
  const across = widths.reduce((sum, width) => sum + width, 0);
  for (let from = 0; from < count; ) {
    const fitting = Math.floor((sheets.bottom - flow.y - 2 * padding) / high);
    if (fitting < Math.min(count - from, 6)) {
      sheets.add();
      flow.y = sheets.margin;
      head();
      continue;
    }
    const shown = Math.min(count - from, fitting);
    if (bold) sheets.box(sheets.margin, flow.y, across, shown * high + 2 * padding, { fill: ink.shade });
    let x = sheets.margin;
    for (const [index, cell] of lines.entries()) {
      for (const [row, line] of cell.slice(from, from + shown).entries())
        sheets.words(line, x + padding, flow.y + padding + (row + 1) * high - size * 0.35, { size, bold, room: widths[index]! });
      x += widths[index]!;
    }
    from += shown;
    flow.y += shown * high + 2 * padding;
    sheets.line(sheets.margin, flow.y, sheets.margin + across, flow.y, { color: ink.thin });
  }
}
