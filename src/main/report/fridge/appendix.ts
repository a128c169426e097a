/** What stands behind a month's log: the graph, excursions, gaps, device alarms, comments, and the files with hashes and signatures. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { CheckValues, FridgeCheck, FridgeCurve, FridgeEvent } from '../../../preload/contract.ts';
import { degreesText, type ExcursionLine, minutesText, momentText, numberText, signatureText, type UnitSpan } from './facts.ts';
import { type Column, createFlow, type Flow } from './flow.ts';
import { drawGraph, type ExcursionNumbers } from './graph.ts';
import type { Sheets } from './pages.ts';

const small = 2.4;
const graphHeight = 88;

/** On sheets of its own. */
export function appendix(sheets: Sheets, span: UnitSpan, about: string): void {
  sheets.add();
  const flow = createFlow(sheets, small);
  const { curve } = span;
  flow.heading(`Appendix: ${about}`, 4.4);
  const box = { x: sheets.margin, y: flow.y + 2, width: sheets.width - 2 * sheets.margin, height: graphHeight };
  drawGraph(sheets, drawnCurve(span), box, excursionNumbers(span.excursions));
  flow.space(graphHeight + 4);
  flow.paragraph(
    `${curve.readings === 0 && span.days.length > 0 ? 'The logger keeps only the lowest and highest of each day: a bar a day.' : `${curve.readings} readings.`} Times of readings are those of the logger's own clock. Lines: the limits, which belong to the range. Hatched: the logger was silent. Numbers: excursions below.`,
    { grey: true, size: small },
  );
  excursionTable(flow, span);
  if (curve.readings === 0) dayTable(flow, span);
  gapTable(flow, span);
  alarmTable(flow, span);
  remarkTable(flow, span);
  checkTable(flow, span);
  fileTable(flow, span);
}

/** By their first second, for the graph. */
export function excursionNumbers(excursions: readonly ExcursionLine[]): ExcursionNumbers {
  return new Map(excursions.map(({ from, number }) => [clockSeconds(from), number]));
}

export function excursionColumns(): Column[] {
  return [
    { title: 'No.', width: 9 },
    { title: 'Side', width: 13 },
    { title: 'Last in range before', width: { share: 1 } },
    { title: 'First out of range', width: { share: 1 } },
    { title: 'First in range after', width: { share: 1 } },
    { title: 'Minutes logged', width: 21 },
    { title: 'Worst case', width: 21 },
    { title: 'Peak', width: 17 },
    { title: 'Peak at', width: { share: 1 } },
    { title: 'Silent', width: 16 },
    { title: 'Incident', width: 22 },
  ];
}

export function excursionCells(one: ExcursionLine, { unit }: Pick<UnitSpan, 'unit'>): string[] {
  return [
    String(one.number),
    one.side === 'high' ? 'too warm' : 'too cold',
    momentText(one.lastInRangeBefore),
    one.fromDays ? `${one.from.slice(0, 10)}, only the day is known` : momentText(one.from),
    one.to === null ? (one.fromDays ? 'not known' : 'still out at the last reading') : momentText(one.firstInRangeAfter),
    minutesText(one.minutes),
    minutesText(one.worstCaseMinutes),
    degreesText(one.peak, unit.basis),
    momentText(one.peakAt),
    one.gapMinutes > 0 ? minutesText(one.gapMinutes) : '',
    `${one.incidentNumber}, ${one.incidentOpen ? 'open' : 'closed'}`,
  ];
}

/** Where nothing was logged nothing is known; that is never the same as none. */
export function noneText({ curve, days }: UnitSpan): string {
  if (curve.readings > 0) return 'None in the readings of this span.';
  return days.length > 0 ? 'None in the days the logger tells of.' : 'None is known: there are no readings.';
}

/** Of a logger that keeps only days a bar from the lowest to the highest at the noon of each. */
export function drawnCurve({ curve, days }: UnitSpan): FridgeCurve {
  if (curve.readings > 0) return curve;
  const bars = days.flatMap(({ date, lowest, highest }) => {
    if (lowest === null && highest === null) return [];
    return [{ at: [clockSeconds(`${date}T12:00:00`)], low: [lowest ?? highest!], high: [highest ?? lowest!] }];
  });
  return { ...curve, runs: bars };
}

function dayTable(flow: Flow, { days, unit }: UnitSpan): void {
  flow.heading("The logger's days");
  const value = (degrees: number | null, at: string | null) =>
    degrees === null ? 'not known' : `${degreesText(degrees, unit.basis)}${at === null ? '' : ` at ${at}`}`;
  flow.table(
    ['Day', 'Lowest', 'Highest'].map((title) => ({ title, width: { share: 1 } })),
    days.map(({ date, lowest, lowestAt, highest, highestAt }) => [date, value(lowest, lowestAt), value(highest, highestAt)]),
    'None.',
  );
}

function excursionTable(flow: Flow, span: UnitSpan): void {
  flow.heading('Excursions');
  flow.table(
    excursionColumns(),
    span.excursions.map((one) => excursionCells(one, span)),
    noneText(span),
  );
}

type Of<What extends FridgeEvent['what']> = Extract<FridgeEvent, { what: What }>;

/** Oldest first. */
function eventsOf<What extends FridgeEvent['what']>({ curve }: UnitSpan, what: What): Of<What>[] {
  return curve.events.filter((event): event is Of<What> => event.what === what).toReversed();
}

const time = (seconds: number | null) => momentText(seconds === null ? null : clockAt(seconds));

function gapTable(flow: Flow, span: UnitSpan): void {
  flow.heading('Gaps and changes of the clock');
  const gaps = eventsOf(span, 'gap').map(({ from, to, minutes }) => ['The logger was silent', time(from), time(to), minutesText(minutes)]);
  const clocks = eventsOf(span, 'clock').map(({ before, after }) => ['The clock was changed', time(before), time(after), '']);
  const columns = ['What', 'From', 'To', 'Length'].map((title) => ({ title, width: { share: 1 } }));
  flow.table(columns, [...gaps, ...clocks], 'None.');
}

function alarmTable(flow: Flow, span: UnitSpan): void {
  flow.heading("The device's own alarms and buttons");
  const alarms = eventsOf(span, 'device-alarm').map(({ side, from, alarmedAt, confirmed }) => [
    side === 'high' ? 'Alarm, too warm' : 'Alarm, too cold',
    time(alarmedAt ?? from),
    confirmed ? 'confirmed on the device: information only' : '',
  ]);
  const buttons = eventsOf(span, 'button').map(({ at, half }) => [`Button pressed, ${half}`, time(at), 'no initials: not a check']);
  const columns: Column[] = [
    { title: 'What', width: { share: 1 } },
    { title: 'When', width: { share: 1 } },
    { title: 'Remark', width: { share: 2 } },
  ];
  flow.table(columns, [...alarms, ...buttons], 'None.');
}

function remarkTable(flow: Flow, span: UnitSpan): void {
  flow.heading('Comments and reviews');
  const notes = eventsOf(span, 'note').map(({ at, text, by }) => [time(at), by ?? '', text]);
  const comments = span.checks.flatMap(({ at, by, comment }) => (comment === '' ? [] : [[momentText(at), by, `At the check: ${comment}`]]));
  const reviews = span.reviews.map(({ at, by, from, to, remark }) => [
    momentText(at),
    by,
    `Reviewed ${from} to ${to}${remark === '' ? '' : `: ${remark}`}`,
  ]);
  const columns: Column[] = [
    { title: 'When', width: 34 },
    { title: 'Who', width: { share: 1 } },
    { title: 'What', width: { share: 4 } },
  ];
  flow.table(
    columns,
    [...notes, ...comments, ...reviews].sort(([one], [other]) => (one! < other! ? -1 : 1)),
    'None.',
  );
}

function checkTable(flow: Flow, span: UnitSpan): void {
  flow.heading('Checks');
  const { missed } = span;
  const columns: Column[] = [
    { title: 'Of', width: 26 },
    { title: 'Signed at', width: 30 },
    { title: 'By', width: { share: 2 } },
    { title: 'Values', width: { share: 5 } },
    { title: 'Source', width: 16 },
    { title: 'Changed', width: { share: 4 } },
  ];
  const rows = span.checks.map((check) => [
    `${check.date} ${check.half}`,
    momentText(check.at),
    `${check.by} (${check.initials})`,
    valuesText(check),
    check.source === 'logger' ? 'confirmed' : 'typed',
    changesText(check),
  ]);
  flow.table(columns, rows, 'None.');
  const list = missed.map(({ date, half }) => `${date} ${half}`).join(', ');
  const none = span.checks.length === 0 ? 'No check was wanted of this unit in this span.' : 'No check is missing on a workday.';
  flow.paragraph(missed.length === 0 ? none : `Not made (${missed.length}): ${list}.`, {
    bold: missed.length > 0,
  });
}

function valuesText(values: CheckValues): string {
  const said = (name: string, value: number | null) => (value === null ? [] : [`${name} ${numberText(value)}`]);
  return [
    ...said('now', values.current),
    ...said('min', values.lowest),
    ...said('max', values.highest),
    ...said('room', values.roomTemperature),
    ...(values.alarmSeen === true ? ['alarm sign seen'] : []),
    ...(values.resetDone ? ['reset'] : []),
  ].join(', ');
}

function changesText({ corrections }: FridgeCheck): string {
  return corrections.map(({ by, at, reason, was }) => `${momentText(at)} ${by}: was ${valuesText(was)} (${reason})`).join('; ');
}

export function fileColumns(): Column[] {
  return [
    { title: 'File', width: { share: 2 } },
    { title: 'Logger', width: { share: 2 } },
    { title: 'Taken in', width: { share: 2 } },
    { title: 'New readings', width: 16 },
    { title: 'Skipped', width: 15 },
    { title: 'Contradicts', width: 18 },
    { title: 'Signature', width: { share: 1.6 } },
    { title: 'SHA-256', width: { share: 3.6 } },
  ];
}

export function fileCells({
  name,
  logger,
  serial,
  importedAt,
  importedBy,
  fresh,
  skipped,
  conflicts,
  signature,
  sha256,
}: UnitSpan['files'][number]) {
  return [
    name,
    `${logger} ${serial}`,
    `${momentText(importedAt)}, ${importedBy ?? 'command line'}`,
    String(fresh),
    String(skipped),
    String(conflicts),
    signatureText[signature],
    sha256,
  ];
}

function fileTable(flow: Flow, span: UnitSpan): void {
  flow.heading("The loggers' files");
  flow.table(fileColumns(), span.files.map(fileCells), 'None.');
}
