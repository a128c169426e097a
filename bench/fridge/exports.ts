/** Three years of a unit as files: how long each takes beside the plainest, CSV, and the longest turn in which nothing else can run. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { clockAt } from '../../drivers/framing/local-time.ts';
import { exportCsv } from '../../src/main/fridge/export-csv.ts';
import { exportFhir } from '../../src/main/fridge/export-fhir.ts';
import { type ExportPage, type ExportSpan, exportPages } from '../../src/main/fridge/export-rows.ts';
import { exportXlsx } from '../../src/main/fridge/export-xlsx.ts';
import { findStorageUnit } from '../../src/main/storage/fridge-units.ts';
import type { Db } from '../../src/main/storage/open.ts';

export async function benchExports(db: Db, from: number, to: number): Promise<string[]> {
  const span: ExportSpan = { unit: findStorageUnit(db, 'unit-0')!, from: clockAt(from)!.slice(0, 10), to: clockAt(to)!.slice(0, 10) };
  const naming = { identifierSystem: 'urn:isoline:reading', facility: '' };
  const lines: string[] = [];
  let csv = 0;
  for (const [name, write] of [
    ['CSV', exportCsv],
    ['XLSX', exportXlsx],
    ['FHIR', (pages: AsyncIterable<ExportPage>) => exportFhir(pages, span, naming)],
  ] as const) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    const { length } = await write(exportPages(db, span));
    const took = performance.now() - began;
    delay.disable();
    if (name === 'CSV') csv = took;
    const turns = `longest turn ${(delay.max / 1e6).toFixed(0)} ms`;
    lines.push(
      `three years as ${name}: ${(took / 1000).toFixed(1)} s, ${(took / csv).toFixed(1)} × the CSV, ${(length / 1e6).toFixed(1)} MB, ${turns}`,
    );
  }
  return lines;
}
