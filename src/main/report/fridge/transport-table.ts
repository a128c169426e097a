/** Transports of vaccine on paper, and whether each kept to the eight hours that transport and a clinic day elsewhere may take together. Cold-chain notes 2.10. */
import type { StorageUnit, TransportRecord } from '../../../preload/contract.ts';
import { minutesText, momentText, numberText } from './facts.ts';
import type { Flow } from './flow.ts';

export function transportTable(flow: Flow, transports: readonly { unit: StorageUnit; record: TransportRecord }[]): void {
  flow.table(
    [
      { title: 'Date, unit', width: { share: 2 } },
      { title: 'From, to', width: { share: 2 } },
      { title: 'Container, logger', width: { share: 2 } },
      { title: 'Departed, arrived', width: { share: 2 } },
      { title: 'Total', width: { share: 1.7 } },
      { title: 'Temperatures: now (min to max)', width: { share: 4 } },
      { title: 'Lots', width: { share: 2.5 } },
      { title: 'Remark, written by', width: { share: 2.5 } },
    ],
    transports.map(({ unit, record }) => [
      `${record.date} ${unit.name}`,
      `${record.sender} to ${record.receiver}`,
      `${record.container}, ${record.loggerSerial}`,
      `${momentText(record.departedAt)}, ${momentText(record.arrivedAt)}`,
      totalText(record),
      record.looks.map((look) => lookText(look, unit)).join('; '),
      record.lots.map(({ vaccine, lot, doses }) => `${vaccine} ${lot}${doses === null ? '' : `, ${doses} doses`}`).join('; '),
      [record.remark, record.by].filter((one) => one !== '').join(', '),
    ]),
    'None.',
  );
}

function totalText(record: TransportRecord): string {
  const { minutes, isTooLong } = record;
  if (minutes === null) return 'not known';
  return isTooLong ? `${minutesText(minutes)}: LONGER THAN 8 HOURS` : minutesText(minutes);
}

function lookText({ at, current, lowest, highest, initials }: TransportRecord['looks'][number], { basis }: StorageUnit): string {
  const number = (value: number | null) => (value === null ? '–' : numberText(value));
  return `${momentText(at).slice(11)} ${number(current)} (${number(lowest)} to ${number(highest)}) °${basis} ${initials}`;
}
