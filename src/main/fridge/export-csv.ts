/** A unit's readings as plain CSV (RFC 4180). Cold-chain notes 2.14. */
import type { ExportPage, ExportRow } from './export-rows.ts';

export const exportColumns = [
  'unit',
  'logger_serial',
  'timestamp_local',
  'utc_offset',
  'temperature',
  'unit_of_measure',
  'in_range',
  'excursion_id',
] as const;

export async function exportCsv(pages: AsyncIterable<ExportPage>): Promise<Uint8Array> {
  const parts = [Buffer.from(`${exportColumns.join(',')}\r\n`)];
  for await (const { rows } of pages) parts.push(Buffer.from(rows.map(lineOf).join('')));
  return Buffer.concat(parts);
}

/** What is not known is empty, never zero and never in range. */
function lineOf({ unit, serial, at, offsetMinutes, value, basis, inRange, excursionId }: ExportRow): string {
  const cells = [quoted(unit), quoted(serial), at, offsetText(offsetMinutes), value ?? '', basis, inRange ?? '', excursionId ?? ''];
  return `${cells.join(',')}\r\n`;
}

function quoted(text: string): string {
  const safe = defused(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that a spreadsheet would take for a formula is marked as text, as spreadsheets themselves do it. */
export function defused(text: string): string {
  return /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** "-05:00"; empty where it is not known. */
export function offsetText(minutes: number | null): string {
  if (minutes === null) return '';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
