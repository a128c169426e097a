/** The label for the door of a unit in quarantine: four things to read from across the room, black on white. Cold-chain notes 2.7. */
import { createSheets, ink, type PaperName, type Sheets } from './pages.ts';

export interface QuarantineLabel {
  unitName: string;
  /** YYYY-MM-DD */
  date: string;
  incidentNumber: number;
}

/** The bytes of a PDF. */
export function quarantineLabel({ unitName, date, incidentNumber }: QuarantineLabel, paper: PaperName): Promise<Uint8Array> {
  const sheets = createSheets({ paper, landscape: true, title: `DO NOT USE, ${unitName}` });
  sheets.add();
  const { width, height, margin } = sheets;
  sheets.box(margin, margin, width - 2 * margin, height - 2 * margin, { width: 2.5, color: ink.black });
  const room = width - 4 * margin;
  large(sheets, 'DO NOT USE', { y: height * 0.42, size: 60, room });
  large(sheets, unitName, { y: height * 0.62, size: 26, room });
  large(sheets, date, { y: height * 0.76, size: 16, room });
  large(sheets, `Incident ${incidentNumber}`, { y: height * 0.88, size: 16, room });
  return sheets.end();
}

/** As large as there is room for; a name that would become too small to read from afar is cut. */
function large(sheets: Sheets, text: string, { y, size, room }: { y: number; size: number; room: number }): void {
  sheets.words(text, sheets.width / 2, y, { size, bold: true, align: 'center', room, atLeast: 10 });
}
