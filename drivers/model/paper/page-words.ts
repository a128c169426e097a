/** What stands above and below the grid: who, when, with what, what was measured, at which scale. EKG notes 3. */
import type { Filters, Measurements, TracingDevice } from '../tracing.ts';
import { birthDateWords, instantWords } from './date-words.ts';
import type { EkgPicture, Scale } from './picture.ts';

export interface Run {
  words: string;
  bold?: boolean;
  grey?: boolean;
}

export interface Line {
  x: number;
  /** Where the letters stand. */
  y: number;
  /** Height of the face, in millimetres. */
  size: number;
  align: 'start' | 'end';
  /** One behind the other, a gap between them. */
  runs: Run[];
  /** Room for it, in millimetres: what goes beyond is cut, and marked as cut. */
  room: number;
}

/** One column of numbers, or on paper one row: whose they are, and whether a person stands behind them. */
export interface NamedValues {
  heading: string;
  values: Measurements;
}

export interface PageFacts {
  patient: {
    family: string | null;
    given: string | null;
    birthDate: string | null;
    ageYears: number | null;
    sex: 'female' | 'male' | null;
    /** With what kind of number it is where that is known: "MRN 00482913". */
    ids: string[];
  };
  takenAt: string | null;
  takenBy: string | null;
  orderNumber: string | null;
  device: TracingDevice;
  filters: Filters;
  placement: 'standard' | 'mason-likar' | 'derived' | 'other' | null;
  hz: number | null;
  /** Whose numbers are on the page, those that count first. */
  measured: NamedValues[];
  statements: string[];
  /** Who confirmed it and when; null: nobody. */
  confirmed: { by: string; at: string | null } | null;
}

/** What has no room is cut, the last words first, and marked as cut. `widthOf`: of runs one behind the other, gaps included. */
export function fitted(runs: readonly Run[], room: number, widthOf: (runs: readonly Run[]) => number): Run[] {
  const shown = [...runs];
  while (shown.length > 0 && widthOf(shown) > room) {
    const last = shown.pop()!;
    let { length } = last.words;
    const cut = () => ({ ...last, words: `${last.words.slice(0, length).trimEnd()} …` });
    while (length > 0 && widthOf([...shown, cut()]) > room) length -= 1;
    if (length > 0) return [...shown, cut()];
  }
  return shown;
}

export const gap = 4;
const left = 1;

export function pageLines(facts: PageFacts, picture: EkgPicture, scale: Scale): Line[] {
  const { grid, paper } = picture;
  const isPrinted = paper.name !== 'screen';
  const x = grid.left + left;
  const end = grid.left + grid.width - left;
  const line = (y: number, size: number, runs: Run[], align: Line['align'] = 'start', room = grid.width - 2 * left): Line => ({
    x: align === 'start' ? x : end,
    y,
    size,
    align,
    room,
    runs: runs.filter(({ words }) => words !== ''),
  });
  const [first, second] = isPrinted ? [12, 17] : [5.6, 11];
  const size = isPrinted ? 3.4 : 3.5;
  const head = [
    { ...line(first, size, whoRuns(facts), 'start', grid.width - 80), size: size + 0.3 },
    line(first, size, [{ words: standing(facts), bold: true }], 'end'),
    line(second, size, takenRuns(facts)),
  ];
  const foot = grid.top + grid.height + (isPrinted ? 4.6 : 4.3);
  return [
    ...head,
    ...(isPrinted ? measuredLines(facts, picture, 21.5) : []),
    line(foot, isPrinted ? 3.2 : 3.4, scaleRuns(facts, picture, scale), 'start', grid.width - (isPrinted ? 2 : 76)),
    ...(isPrinted ? [line(foot + 4.4, 2.8, [{ words: promise, grey: true }])] : []),
  ];
}

const promise = 'Isoline measures; it does not diagnose. True to scale when printed at actual size.';

function standing({ confirmed, measured }: PageFacts): string {
  if (confirmed === null) return measured.length === 0 ? 'Not confirmed' : 'Unconfirmed';
  return `Confirmed by ${confirmed.by}${confirmed.at === null ? '' : `, ${instantWords(confirmed.at)}`}`;
}

function whoRuns({ patient, orderNumber }: PageFacts): Run[] {
  const name = [patient.family?.toUpperCase(), patient.given].filter((part) => part != null && part !== '').join(', ');
  return [
    { words: name === '' ? 'Name not known' : name, bold: true },
    { words: patient.birthDate === null ? '' : `born ${birthDateWords(patient.birthDate)}` },
    { words: patient.ageYears === null ? '' : `${patient.ageYears} y` },
    { words: patient.sex === null ? '' : patient.sex === 'female' ? 'Female' : 'Male' },
    { words: patient.ids.join(', ') },
    { words: orderNumber === null ? '' : `Order ${orderNumber}` },
  ];
}

const placements = {
  standard: 'standard placement',
  'mason-likar': 'limb electrodes on the trunk (Mason-Likar)',
  derived: 'derived leads',
} as const;

function takenRuns({ takenAt, takenBy, device, hz, placement }: PageFacts): Run[] {
  const taken = takenAt === null ? 'Time not known' : `Taken ${instantWords(takenAt)}`;
  const box = [device.manufacturer, device.model, device.serial].filter((part) => part !== null).join(' ');
  const how = [box, hz === null ? '' : `${hz} Hz`, placement === null || placement === 'other' ? '' : placements[placement]];
  return [{ words: takenBy === null ? taken : `${taken} by ${takenBy}` }, { words: how.filter((part) => part !== '').join(', ') }];
}

function scaleRuns(facts: PageFacts, { arrangement, shown, length }: EkgPicture, scale: Scale): Run[] {
  const [from, to] = shown;
  const part = from > 0 || length - to > 0.05 ? `seconds ${short(from)} to ${short(to)} of ${short(length)}` : '';
  const columns = scale.layout === '12x1' ? '' : arrangement.beginsAnew ? 'each column begins anew' : 'columns go on in time';
  return [
    { words: `${scale.millimetresPerSecond} mm/s` },
    { words: `${scale.millimetresPerMillivolt} mm/mV` },
    { words: filterWords(facts.filters) },
    { words: 'as received' },
    { words: part },
    { words: columns },
    { words: arrangement.left.length === 0 ? '' : `not shown: ${arrangement.left.join(', ')}` },
  ];
}

function short(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}

export function filterWords({ highPassHz, lowPassHz, notchHz }: Filters): string {
  const band = highPassHz === null && lowPassHz === null ? 'Filter not known' : `Filter ${highPassHz ?? '?'}–${lowPassHz ?? '?'} Hz`;
  return notchHz === null ? band : `${band}, ${notchHz === 0 ? 'notch off' : `notch ${notchHz} Hz`}`;
}

const names = ['HR', 'RR', 'P', 'PR', 'QRS', 'QT', 'QTc', 'P axis', 'QRS axis', 'T axis'] as const;
const units = ['/min', 'ms', 'ms', 'ms', 'ms', 'ms', 'ms', '°', '°', '°'];
const firstColumn = 82;
const columnWidth = 17.8;
const rowHeight = 4;

/** A small table; a dash for what is not there. */
function measuredLines({ measured, statements }: PageFacts, { grid }: EkgPicture, top: number): Line[] {
  const cell = (words: string, column: number, y: number, run: Partial<Run> = {}): Line => ({
    x: grid.left + firstColumn + column * columnWidth,
    y,
    size: 3.2,
    align: 'end',
    room: columnWidth,
    runs: [{ words, ...run }],
  });
  const start = (words: string, y: number, run: Partial<Run>, room: number): Line => ({
    x: grid.left + left,
    y,
    size: 3.2,
    align: 'start',
    room,
    runs: [{ words, ...run }],
  });
  const heads = measured.length === 0 ? [] : names.map((name, column) => cell(`${name} ${units[column]}`, column, top, { grey: true }));
  const rows = measured.flatMap(({ heading, values }, index) => {
    const y = top + rowHeight * (index + 1);
    const bold = index === 0;
    return [
      start(heading, y, { bold }, firstColumn - columnWidth),
      ...listed(values).map((value, column) => cell(value === null ? '–' : String(value), column, y, { bold })),
    ];
  });
  const formulas = measured.flatMap(({ heading, values }) =>
    values.qtc === null
      ? []
      : [`${heading.split(',')[0]}: ${values.qtcFormula === null ? 'formula not said' : capital(values.qtcFormula)}`],
  );
  const notes = [
    formulas.length === 0 ? '' : `QTc by ${formulas.join('; ')}.`,
    statements.length === 0 ? '' : `The cart's own statement, unconfirmed: “${statements.join(' · ')}”`,
  ].filter((words) => words !== '');
  const y = top + rowHeight * (measured.length + (measured.length === 0 ? 0 : 1));
  return [...heads, ...rows, start(notes.join('  '), y, { grey: true }, grid.width - 2 * left)];
}

function listed(values: Measurements): (number | null)[] {
  const { heartRate, rr, pDuration, pr, qrs, qt, qtc, pAxis, qrsAxis, tAxis } = values;
  return [heartRate, rr, pDuration, pr, qrs, qt, qtc, pAxis, qrsAxis, tAxis];
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
