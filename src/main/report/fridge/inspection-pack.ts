/** The inspector's binder as one PDF: the four questions first, then everything that stands behind their answers. */
import type { Day } from '../../../preload/contract.ts';
import { drawnCurve, excursionCells, excursionColumns, excursionNumbers, fileCells, fileColumns, noneText } from './appendix.ts';
import { type Clinic, degreesText, kindText, momentText } from './facts.ts';
import { createFlow, type Flow } from './flow.ts';
import { drawGraph } from './graph.ts';
import { incidentRecord } from './incident-report.ts';
import { certificateCells, type PackUnit, statusOf } from './pack-status.ts';
import { createSheets, type PaperName, type Sheets } from './pages.ts';
import { transportTable } from './transport-table.ts';

export interface InspectionPackOrder {
  clinic: Clinic;
  from: Day;
  to: Day;
  units: readonly PackUnit[];
  paper: PaperName;
}

const graphHeight = 70;

/** The bytes of a PDF. Gives way between units, so that nothing waits for a long one. */
export async function inspectionPack({ clinic, from, to, units, paper }: InspectionPackOrder): Promise<Uint8Array> {
  const sheets = createSheets({
    paper,
    landscape: true,
    title: `Inspection pack, ${from} to ${to}`,
    foot: `Vaccine storage, ${from} to ${to} · ${clinic.facility} · printed ${momentText(clinic.printedAt)} by Isoline`,
  });
  sheets.add();
  const flow = createFlow(sheets, 2.6);
  flow.heading(`Vaccine storage: inspection pack, ${from} to ${to}`, 5.2);
  flow.paragraph(
    `${clinic.facility || 'Facility not written down'}${clinic.programPin === '' ? '' : `, program PIN ${clinic.programPin}`}`,
    { size: 3.2, bold: true },
  );
  status(flow, units);
  exceptions(flow, units);
  for (const unit of units) {
    await new Promise(setImmediate);
    incidents(sheets, flow, clinic, unit);
  }
  begin(sheets, flow, 'Certificates');
  certificates(flow, units);
  await new Promise(setImmediate);
  reviews(flow, units);
  transports(flow, units);
  for (const unit of units) {
    await new Promise(setImmediate);
    flow.heading(`The loggers' files: ${unit.unit.name}`);
    flow.table(fileColumns(), unit.files.map(fileCells), 'None.');
  }
  flow.paragraph(
    `Kept for at least ${clinic.retentionYears} years. The bytes of every file are kept as they came; SHA-256 is their fingerprint.`,
    { grey: true },
  );
  return sheets.end();
}

function begin(sheets: Sheets, flow: Flow, heading: string): void {
  sheets.add();
  flow.y = sheets.margin;
  flow.heading(heading, 4.6);
}

function status(flow: Flow, units: readonly PackUnit[]): void {
  flow.heading('The four questions');
  const says = ({ says: answer, open }: { says: string; open: string[] }) =>
    `${open.length === 0 ? 'Nothing open' : `${open.length} open`}. ${answer}.`;
  flow.table(
    [
      { title: 'Unit', width: { share: 2.2 } },
      { title: 'Is the device compliant?', width: { share: 2.4 } },
      { title: 'Are the logs complete?', width: { share: 2.4 } },
      { title: 'Who reviewed them?', width: { share: 2.4 } },
      { title: 'What was done about each excursion?', width: { share: 2.6 } },
    ],
    units.map((one) => {
      const { device, logs, reviewed, excursions } = statusOf(one);
      const { name, kind, basis, low, high } = one.unit;
      return [
        `${name}: ${kindText[kind].toLowerCase()}, ${degreesText(low, basis)} to ${degreesText(high, basis)}`,
        ...[device, logs, reviewed, excursions].map(says),
      ];
    }),
    'There are no storage units.',
  );
}

function exceptions(flow: Flow, units: readonly PackUnit[]): void {
  flow.heading('Exceptions');
  const rows = units.flatMap((one) => {
    const { device, logs, reviewed, excursions } = statusOf(one);
    const named = (question: string, { open }: { open: string[] }) => open.map((what) => [one.unit.name, question, what]);
    return [...named('Device', device), ...named('Logs', logs), ...named('Review', reviewed), ...named('Excursions', excursions)];
  });
  flow.table(
    [
      { title: 'Unit', width: { share: 1 } },
      { title: 'Question', width: 24 },
      { title: 'What is open', width: { share: 5 } },
    ],
    rows,
    'None: nothing is open.',
  );
}

function incidents(sheets: Sheets, flow: Flow, clinic: Clinic, unit: PackUnit): void {
  begin(sheets, flow, `Excursions and incidents: ${unit.unit.name}`);
  const box = { x: sheets.margin, y: flow.y + 2, width: sheets.width - 2 * sheets.margin, height: graphHeight };
  drawGraph(sheets, drawnCurve(unit), box, excursionNumbers(unit.excursions));
  flow.space(graphHeight + 4);
  flow.table(
    excursionColumns(),
    unit.excursions.map((one) => excursionCells(one, unit)),
    noneText(unit),
  );
  for (const { incident, excursions } of unit.records) {
    sheets.add();
    flow.y = sheets.margin;
    incidentRecord(flow, clinic, incident, excursions);
  }
}

function certificates(flow: Flow, units: readonly PackUnit[]): void {
  const loggers = new Map(units.flatMap(({ registered }) => registered.map((one) => [one.serial, one] as const)));
  flow.table(
    [
      { title: 'Logger', width: { share: 3 } },
      { title: 'Unit', width: { share: 2 } },
      { title: 'Certificate', width: { share: 2 } },
      { title: 'Probe', width: { share: 1.5 } },
      { title: 'Calibrated', width: 21 },
      { title: 'Ends', width: 21 },
      { title: 'Laboratory, traceability', width: { share: 3 } },
      { title: 'Uncertainty', width: 20 },
      { title: 'In tolerance', width: 20 },
      { title: 'Scan', width: 13 },
    ],
    [...loggers.values()].map(certificateCells),
    'No logger is registered.',
  );
}

function reviews(flow: Flow, units: readonly PackUnit[]): void {
  flow.heading('Reviews');
  flow.table(
    [
      { title: 'Unit', width: { share: 1.5 } },
      { title: 'Days', width: 48 },
      { title: 'Signed by', width: { share: 1.5 } },
      { title: 'Signed at', width: 34 },
      { title: 'Remark', width: { share: 4 } },
    ],
    units.flatMap(({ unit, reviews: made }) =>
      made.map(({ from, to, by, at, remark }) => [unit.name, `${from} to ${to}`, by, momentText(at), remark]),
    ),
    'None.',
  );
}

function transports(flow: Flow, units: readonly PackUnit[]): void {
  flow.heading('Transports');
  transportTable(
    flow,
    units.flatMap(({ unit, transports: made }) => made.map((record) => ({ unit, record }))),
  );
}
