/** Layouts whose makers fix what the rows alone do not say. Each is told by its headings. Cold-chain notes 6.2, 7.2, 13. */
import type { LogMapping } from '../model/log-mapping.ts';
import type { FoundOrder } from './date-order.ts';
import type { Table } from './table.ts';

interface Layout {
  name: string;
  isIt(above: string): boolean;
  columns?: Partial<Pick<LogMapping, 'dateColumn' | 'temperatureColumn' | 'numberColumn'>>;
  /** For dates that leave it open. */
  dateOrder?: FoundOrder;
}

const dayFirst: FoundOrder = { order: 'day-month-year', note: null };
/** As the program writes it unless it was set up otherwise. */
const usuallyMonthFirst: FoundOrder = {
  order: 'month-day-year',
  note: 'Nothing in the file says the order of day and month; it was read as its program usually writes it, the month first.',
};

const layouts: readonly Layout[] = [
  {
    name: 'Elitech RC-4 / RC-5 text',
    // Its headings stand one tab beside their columns, two of them in one cell.
    isIt: (above) => /^Type {4,}/m.test(above) && /^No\.\t+Time\t+ *Temperature/m.test(above),
    columns: { dateColumn: 2, temperatureColumn: 4, numberColumn: 0 },
  },
  { name: 'Lascar EasyLog', isIt: (above) => /^[^,\n]*,Time,(Celsius|Fahrenheit)\(/m.test(above), dateOrder: dayFirst },
  { name: 'miniClima', isIt: (above) => /^date,time;T\/.*;RH\/%/m.test(above), dateOrder: dayFirst },
  { name: 'Tinytag', isIt: (above) => /^,Time,.*\r?\nS\/N,/m.test(above) },
  { name: 'Onset HOBOware', isIt: (above) => /Plot Title:|LGR S\/N:/.test(above), dateOrder: usuallyMonthFirst },
  { name: 'Onset HOBOmobile', isIt: (above) => /^Serial Number:\d+ --/m.test(above) },
  { name: 'iButton Viewer', isIt: (above) => /^1-Wire\/iButton Part Number/m.test(above) },
  { name: 'Rotronic', isIt: (above) => /^\[#I\]/m.test(above) && /^\[#D\]/m.test(above) },
  { name: 'LogTag', isIt: (above) => /^"?Serial #"?[,;\t]/m.test(above) && /Non alert range/.test(above) },
  { name: 'ElitechLog', isIt: (above) => /^Trip Code\s*:/m.test(above) },
  { name: 'Hanwell', isIt: (above) => /^\s*Database Valid/m.test(above) },
  { name: 'Meaco', isIt: (above) => /^RECEIVER,TRANSMITTER,DATE,/m.test(above) },
  { name: 'Trend', isIt: (above) => /\[Synchronized@\d+\]/.test(above) },
  { name: 'T&D', isIt: (above) => /^"Date\/Time","Date\/Time","No\.1"/m.test(above) },
];

export function layoutOf({ above }: Table): Layout | null {
  const text = above.map((line) => line.text).join('\n');
  return layouts.find(({ isIt }) => isIt(text)) ?? null;
}
