/**
 * A unit's readings as a workbook (ECMA-376): one sheet, a row a reading, numbers as numbers and texts as inline texts, which no program
 * takes for formulas. Written here row by row, because the libraries at hand hold the whole workbook in memory and let nothing else run.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { exportColumns, offsetText } from './export-csv.ts';
import type { ExportPage, ExportRow } from './export-rows.ts';

/** A sheet ends here; a further one goes on. */
const mostRows = 1_048_576;

export async function exportXlsx(pages: AsyncIterable<ExportPage>, rowsASheet = mostRows): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((problem, part) => {
    if (problem) failure = problem;
    else parts.push(part);
  });
  const begin = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = '1980-01-01T00:00:00';
    zip.add(file);
    return (text: string, isLast = false) => file.push(strToU8(text), isLast);
  };
  let sheets = 0;
  let row = 0;
  let write: ReturnType<typeof begin> | null = null;
  const open = () => {
    sheets += 1;
    write = begin(`xl/worksheets/sheet${sheets}.xml`);
    write(
      `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`,
    );
    write(`<row r="1">${exportColumns.map((name) => textCell(name, 1)).join('')}</row>`);
    row = 1;
  };
  const close = () => write?.('</sheetData></worksheet>', true);
  open();
  for await (const { rows } of pages) {
    let text = '';
    for (const one of rows) {
      if (row === rowsASheet) {
        write!(text);
        text = '';
        close();
        open();
      }
      row += 1;
      text += rowXml(one, row);
    }
    write!(text);
    if (failure !== null) throw failure;
  }
  close();
  for (const [name, text] of framing(sheets)) begin(name)(text, true);
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(parts);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const widths = [22, 18, 20, 11, 12, 16, 10, 13]
  .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
  .join('');

/** Cells without addresses of their own: they stand in order, and empty ones keep their place. */
function rowXml({ unit, serial, at, offsetMinutes, value, basis, inRange, excursionId }: ExportRow, row: number): string {
  const truth = inRange === null ? '<c/>' : `<c t="b"><v>${inRange ? 1 : 0}</v></c>`;
  const cells = [
    textCell(unit),
    textCell(serial),
    textCell(at),
    textCell(offsetText(offsetMinutes)),
    numberCell(value),
    textCell(basis),
    truth,
    numberCell(excursionId),
  ];
  return `<row r="${row}">${cells.join('')}</row>`;
}

function numberCell(value: number | null): string {
  return value === null ? '<c/>' : `<c><v>${value}</v></c>`;
}

function textCell(text: string, style = 0): string {
  if (text === '') return '<c/>';
  return `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** What XML cannot hold at all is left out. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
  const allowed = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The parts of the package that are the same in every workbook, but for the number of its sheets. */
function framing(count: number): [name: string, text: string][] {
  const sheets = Array.from({ length: count }, (_, index) => index + 1);
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const overrides = sheets
    .map((sheet) => `<Override PartName="/xl/worksheets/sheet${sheet}.xml" ContentType="${types}.worksheet+xml"/>`)
    .join('');
  const named = sheets
    .map((sheet) => `<sheet name="${sheet === 1 ? 'Readings' : `Readings ${sheet}`}" sheetId="${sheet}" r:id="rId${sheet}"/>`)
    .join('');
  const related = sheets
    .map((sheet) => `<Relationship Id="rId${sheet}" Type="${office}/worksheet" Target="worksheets/sheet${sheet}.xml"/>`)
    .join('');
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${overrides}</Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['xl/workbook.xml', `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packages}/relationships">${related}<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ],
  ];
}
