/** Sheets of words, lines and tables in millimetres, top left, for the papers of the vaccine fridges. Black and grays: they are copied and faxed. */
import PDFDocument from 'pdfkit';
import { pointsPerMillimetre } from '../../../../drivers/model/paper/millimetres.ts';
import { drawLine } from '../ekg-text.ts';
import { fileOf, runsOf } from '../typeface.ts';

export type PaperName = 'letter' | 'a4';

export const ink = { black: '#101418', grey: '#4a5a68', rule: '#8a96a0', thin: '#c4ccd2', shade: '#e9edf0' } as const;

/** Short and long side. */
const sizes: Readonly<Record<PaperName, readonly [number, number]>> = { letter: [215.9, 279.4], a4: [210, 297] };

export interface SheetsOrder {
  paper: PaperName;
  landscape: boolean;
  title: string;
  /** On every sheet, left of its number. Left out: neither stands there. */
  foot?: string;
}

export interface Words {
  size?: number;
  bold?: boolean;
  grey?: boolean;
  align?: 'start' | 'center' | 'end';
  /** Room for it in millimetres: what goes beyond is cut, and marked as cut. */
  room?: number;
  /** It may become as small as this before anything is cut. */
  atLeast?: number;
}

export interface Sheets {
  readonly document: PDFKit.PDFDocument;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Down to where a sheet may be filled. */
  readonly bottom: number;
  add(): void;
  /** `y` is the line the letters stand on. */
  words(text: string, x: number, y: number, how?: Words): void;
  /** Cut into lines that fit. */
  lines(text: string, room: number, how?: Words): string[];
  line(x1: number, y1: number, x2: number, y2: number, how?: { width?: number; color?: string }): void;
  box(x: number, y: number, width: number, height: number, how: { fill?: string; width?: number; color?: string }): void;
  /** Numbers the sheets; the bytes of the PDF. */
  end(): Promise<Uint8Array>;
}

export const textSize = 2.7;
const margin = 9;
const footRoom = 7;

export function createSheets({ paper, landscape, title, foot }: SheetsOrder): Sheets {
  const [short, long] = sizes[paper];
  const [width, height] = landscape ? [long, short] : [short, long];
  const document = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    margin: 0,
    info: { Title: title, Producer: 'Isoline', Creator: 'Isoline' },
  });
  const whole = bytesOf(document);
  const sheets: Sheets = {
    document,
    width,
    height,
    margin,
    bottom: height - margin - footRoom,
    add() {
      document.addPage({ size: [width * pointsPerMillimetre, height * pointsPerMillimetre], margin: 0 });
      document.scale(pointsPerMillimetre);
    },
    words(text, x, y, { size: wanted = textSize, bold = false, grey = false, align = 'start', room = width, atLeast = wanted } = {}) {
      if (text === '') return;
      const size = sizeFor(wanted, atLeast, (some) => widthOf(document, text, some, bold) <= room);
      const run = { words: text, bold, grey };
      const half = align === 'center' ? Math.min(room, widthOf(document, text, size, bold)) / 2 : 0;
      drawLine(document, { x: x - half, y, size, align: align === 'end' ? 'end' : 'start', room, runs: [run] });
    },
    lines: (text, room, { size = textSize, bold = false } = {}) => cutLines(text, (some) => widthOf(document, some, size, bold) <= room),
    line(x1, y1, x2, y2, { width: thick = 0.15, color = ink.rule } = {}) {
      document.lineWidth(thick).strokeColor(color).moveTo(x1, y1).lineTo(x2, y2).stroke();
    },
    box(x, y, across, down, { fill, width: thick, color = ink.rule }) {
      if (fill !== undefined) document.rect(x, y, across, down).fill(fill);
      if (thick !== undefined) document.lineWidth(thick).strokeColor(color).rect(x, y, across, down).stroke();
    },
    end() {
      const count = foot === undefined ? 0 : document.bufferedPageRange().count;
      for (let sheet = 0; sheet < count; sheet += 1) {
        document.switchToPage(sheet);
        sheets.words(foot!, margin, height - margin + 2, { size: 2.3, grey: true, room: width - 2 * margin - 30 });
        sheets.words(`Page ${sheet + 1} of ${count}`, width - margin, height - margin + 2, { size: 2.3, grey: true, align: 'end' });
      }
      document.end();
      return whole;
    },
  };
  return sheets;
}

function bytesOf(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((done, failed) => {
    document
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => done(Buffer.concat(parts)))
      .on('error', failed);
  });
}

function widthOf(document: PDFKit.PDFDocument, text: string, size: number, bold: boolean): number {
  return runsOf(text, bold ? 'Helvetica-Bold' : 'Helvetica').reduce((sum, { face, text: part }) => {
    document.font(fileOf(face) ?? face).fontSize(size);
    return sum + document.widthOfString(part);
  }, 0);
}

function sizeFor(wanted: number, atLeast: number, fits: (size: number) => boolean): number {
  let size = wanted;
  while (size > atLeast && !fits(size)) size = Math.max(atLeast, size - wanted / 30);
  return size;
}

/** At spaces; a word that is too long for a line, such as a hash, where it ends. */
function cutLines(text: string, fits: (some: string) => boolean): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (!fits(line) && line.length > 1) {
        const length = longestFitting(line, fits);
        lines.push(line.slice(0, length));
        line = line.slice(length);
      }
    }
    return [...lines, line];
  });
}

function longestFitting(word: string, fits: (some: string) => boolean): number {
  let length = 1;
  while (length < word.length && fits(word.slice(0, length + 1))) length += 1;
  return length;
}
