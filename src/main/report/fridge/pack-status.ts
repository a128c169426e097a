/** The inspector's four questions of a unit, each with its answer and what is missing from it. Pure. */
import type { Certificate, Day, FridgeNotice, Incident, RegisteredLogger, TransportRecord } from '../../../preload/contract.ts';
import type { ExcursionLine, UnitSpan } from './facts.ts';

export interface PackUnit extends UnitSpan {
  notices: readonly FridgeNotice[];
  /** Checks that were wanted in the span up to now. */
  wanted: number;
  /** Every incident that lies in the span, or is open still. */
  records: readonly { incident: Incident; excursions: readonly ExcursionLine[] }[];
  registered: readonly RegisteredLogger[];
  transports: readonly TransportRecord[];
}

/** One answer: `open` are the things that somebody still has to do or explain. */
export interface Answered {
  says: string;
  open: string[];
}

export interface UnitStatus {
  device: Answered;
  logs: Answered;
  reviewed: Answered;
  excursions: Answered;
}

export function statusOf(unit: PackUnit): UnitStatus {
  return { device: deviceOf(unit), logs: logsOf(unit), reviewed: reviewedOf(unit), excursions: handledOf(unit) };
}

function deviceOf({ notices, loggers }: PackUnit): Answered {
  const open = notices.map(noticeText);
  const main = loggers.filter(({ role }) => role === 'main').map(({ serial }) => serial);
  return { says: main.length === 0 ? 'No logger of the program hung here' : `Logger ${main.join(', ')}`, open };
}

function logsOf({ wanted, missed, curve, files, days, unit }: PackUnit): Answered {
  const gaps = curve.events.filter(({ what }) => what === 'gap');
  const minutes = gaps.reduce((sum, gap) => sum + ('minutes' in gap ? (gap.minutes ?? 0) : 0), 0);
  const altered = files.filter(({ signature }) => signature === 'altered');
  return {
    says: `${wanted - missed.length} of ${wanted} checks made; ${curve.readings === 0 && days.length > 0 ? `${days.length} days` : `${curve.readings} readings`} out of ${files.length} files`,
    open: [
      ...(missed.length === 0 ? [] : [`Checks not made: ${missed.map(({ date, half }) => `${date} ${half}`).join(', ')}`]),
      ...(gaps.length === 0
        ? []
        : [`The logger was silent ${gaps.length === 1 ? 'once' : `${gaps.length} times`}, ${Math.round(minutes / 6) / 10} hours in all`]),
      ...(curve.readings === 0 && days.length === 0 ? [`No reading of ${unit.name} is stored for this span`] : []),
      ...altered.map(({ name }) => `The signature does not fit the file ${name}`),
    ],
  };
}

function reviewedOf({ from, to, reviews }: PackUnit): Answered {
  const open = uncoveredDays(from, to, reviews).map(([first, last]) =>
    first === last ? `Not reviewed: ${first}` : `Not reviewed: ${first} to ${last}`,
  );
  const who = [...new Set(reviews.map(({ by }) => by))];
  return { says: who.length === 0 ? 'Nobody yet' : who.join(', '), open };
}

/** The stretches of days that no review covers, first and last day of each. */
export function uncoveredDays(from: Day, to: Day, reviews: readonly { from: Day; to: Day }[]): [Day, Day][] {
  const stretches: [Day, Day][] = [];
  let next = from;
  for (const review of reviews.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    if (review.to < next) continue;
    if (review.from > to) break;
    if (review.from > next) stretches.push([next, dayAfter(review.from, -1)]);
    next = dayAfter(review.to, 1);
  }
  if (next <= to) stretches.push([next, to]);
  return stretches;
}

export function dayAfter(day: Day, by: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

function handledOf({ excursions, records, curve, days }: PackUnit): Answered {
  const open = records.flatMap(({ incident }) => {
    if (incident.closedAt !== null) return [];
    const waiting = incident.lotsWaiting === 0 ? '' : `, ${incident.lotsWaiting} lots wait for an answer`;
    return [`Incident ${incident.number} is open${waiting}`];
  });
  if (curve.readings === 0 && days.length === 0 && records.length === 0)
    return { says: 'Not known', open: ['Without readings nobody knows whether there was an excursion'] };
  const runs = excursions.length === 1 ? '1 excursion' : `${excursions.length} excursions`;
  const incidents = records.length === 1 ? '1 incident' : `${records.length} incidents`;
  return { says: `${runs}, ${incidents}, ${records.length - open.length} closed`, open };
}

export function noticeText(notice: FridgeNotice): string {
  switch (notice.code) {
    case 'no-logger':
      return 'No logger hangs in it';
    case 'no-certificate':
      return 'No calibration certificate is written down';
    case 'no-backup':
      return 'There is no backup logger';
    case 'internal-sensor':
      return 'Measured by the internal sensor, not a buffered probe';
    case 'live-only':
      return 'Measured by a live probe only, which is not a program logger';
    case 'certificate-ended':
      return `The certificate ended on ${notice.on}, ${notice.days} days ago`;
    case 'certificate-ends':
      return `The certificate ends on ${notice.on}, in ${notice.days} days`;
    case 'interval-too-long':
      return `Logs every ${notice.minutes} min; at most ${notice.atMost} are allowed`;
    case 'memory-ends':
      return `The logger's memory is full in ${notice.days} days`;
    case 'download-due':
      return `Last read ${notice.days} days ago`;
    case 'file-altered':
      return `The signature does not fit the file ${notice.name}`;
    case 'no-values':
      return `${notice.days} days without values`;
  }
}

export function certificateCells({ serial, model, certificate, hasScan, unitName, isBackup }: RegisteredLogger): string[] {
  const said: Partial<Certificate> = certificate ?? {};
  return [
    `${model ?? 'Logger'} ${serial}${isBackup ? ' (backup)' : ''}`,
    unitName ?? 'in no unit',
    said.number ?? (certificate === null ? 'none written down' : ''),
    said.probeSerial ?? '',
    said.calibratedOn ?? '',
    said.expiresOn ?? '',
    [said.laboratory, said.traceability].filter((one) => one != null && one !== '').join(', '),
    said.uncertaintyCelsius == null ? '' : `±${said.uncertaintyCelsius} °C`,
    said.inTolerance == null ? '' : said.inTolerance ? 'yes' : 'NO',
    hasScan ? 'kept' : 'none',
  ];
}
