/** A made-up month of a storage unit, as the papers are drawn from it. */
import { clockAt } from '../../drivers/framing/local-time.ts';
import type { Clinic, ExcursionLine, UnitSpan } from '../../src/main/report/fridge/facts.ts';
import { daysOf } from '../../src/main/report/fridge/facts.ts';
import type { FridgeCheck, FridgeCurve, FridgeEvent, StorageUnit } from '../../src/preload/contract.ts';

export const clinic: Clinic = {
  facility: 'Riverside Family Clinic',
  programPin: 'VFC-10234',
  retentionYears: 3,
  printedAt: '2026-06-01T14:00:00.000Z',
};

export const refrigerator: StorageUnit = {
  id: 'u1',
  name: 'Fridge 1',
  place: 'Pharmacy',
  kind: 'refrigerator',
  basis: 'F',
  low: 36,
  high: 46,
  program: 'cdc',
};

export const freezer: StorageUnit = { ...refrigerator, id: 'u2', name: 'Freezer', kind: 'freezer', low: -58, high: 5 };

/** Nothing was read and nobody looked. */
export function emptyMonth(month: string, unit: StorageUnit = refrigerator): UnitSpan {
  const days = daysOf(month);
  const [from, to] = [days[0]!, days.at(-1)!];
  const start = Date.parse(`${from}T00:00:00Z`) / 1000;
  const curve: FridgeCurve = {
    unit,
    from: start,
    to: start + days.length * 86_400,
    now: null,
    first: null,
    last: null,
    runs: [],
    readings: 0,
    events: [],
  };
  return {
    unit,
    from,
    to,
    loggers: [],
    checks: [],
    closedDays: days.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())),
    missed: [],
    incidents: [],
    excursions: [],
    reviews: [],
    files: [],
    days: [],
    curve,
  };
}

/** Every cell that can be filled is: two checks each workday, an excursion, a gap, corrections, files. */
export function fullMonth(month: string, unit: StorageUnit = refrigerator): UnitSpan {
  const empty = emptyMonth(month, unit);
  const { from: start } = empty.curve;
  const middle = unit.kind === 'refrigerator' ? (unit.low + unit.high) / 2 : unit.high - 8;
  const out = unit.high + 3.4;
  const at = (day: number, hour: number) => start + (day - 1) * 86_400 + hour * 3600;
  const excursion: ExcursionLine = {
    number: 1,
    incidentNumber: 7,
    incidentOpen: false,
    side: 'high',
    from: clockAt(at(10, 22.5))!,
    to: clockAt(at(11, 9))!,
    lastInRangeBefore: clockAt(at(10, 22.25))!,
    firstInRangeAfter: clockAt(at(11, 9))!,
    peak: out,
    peakAt: clockAt(at(11, 4))!,
    minutes: 630,
    worstCaseMinutes: 645,
    gapMinutes: 0,
    fromDays: false,
  };
  const events: FridgeEvent[] = [
    { what: 'note', at: at(20, 9), text: 'Door left open during delivery', by: 'Maria Alvarez' },
    { what: 'gap', from: at(15, 3), to: at(16, 11), minutes: 32 * 60 },
    { what: 'device-alarm', side: 'high', from: null, alarmedAt: at(10, 23.5), confirmed: true },
    {
      what: 'excursion',
      side: 'high',
      from: at(10, 22.5),
      to: at(11, 9),
      minutes: 630,
      peak: out,
      peakAt: at(11, 4),
      incident: { id: 'i7', number: 7, open: false },
    },
    { what: 'button', at: at(3, 7.9), half: 'AM' },
  ];
  const wave = (moment: number) => {
    const isOut = moment >= at(10, 22.5) && moment < at(11, 9);
    const rise = isOut ? Math.sin(((moment - at(10, 22.5)) / (10.5 * 3600)) * Math.PI) * (out - unit.high) + (unit.high - middle) : 0;
    return Math.round((middle + 1.2 * Math.sin(moment / 5000) + rise) * 10) / 10;
  };
  const runOf = (from: number, to: number) => {
    const times = Array.from({ length: Math.floor((to - from) / 900) }, (_, index) => from + index * 900);
    const values = times.map(wave);
    return { at: times, low: values, high: values };
  };
  const checks = daysOf(month).flatMap((date, index): FridgeCheck[] => {
    if (empty.closedDays.includes(date)) return [];
    return (['AM', 'PM'] as const).map((half) => ({
      id: `${date}${half}`,
      unitId: unit.id,
      date,
      half,
      at: `${date}T${half === 'AM' ? '08:1' : '16:3'}${index % 10}:00`,
      by: 'Maria Alvarez',
      initials: 'MA',
      current: index === 10 && half === 'AM' ? out : wave(at(index + 1, half === 'AM' ? 8 : 16)),
      lowest: half === 'AM' ? Math.round((middle - 1.2) * 10) / 10 : null,
      highest: half === 'AM' ? (index === 10 ? out : Math.round((middle + 1.2) * 10) / 10) : null,
      alarmSeen: index === 10,
      resetDone: half === 'AM',
      roomTemperature: index === 10 && half === 'AM' ? 71.6 : null,
      comment: index === 10 && half === 'AM' ? 'Door stood ajar over night, closed it, called the coordinator.' : '',
      source: 'logger',
      corrections:
        index === 4 && half === 'PM'
          ? [
              {
                by: 'Maria Alvarez',
                at: `${date}T16:40:00`,
                reason: 'typed into the wrong fridge',
                was: {
                  current: 39.9,
                  lowest: null,
                  highest: null,
                  alarmSeen: null,
                  resetDone: false,
                  roomTemperature: null,
                  comment: '',
                },
              },
            ]
          : [],
    }));
  });
  return {
    ...empty,
    loggers: [
      {
        serial: '130200012345',
        model: 'Fridge-tag 2 L',
        probeSerial: 'P-4411',
        role: 'main',
        certificateNumber: 'C-2025-881',
        certificateEndsOn: '2027-04-30',
      },
    ],
    checks,
    missed: [{ date: daysOf(month)[20]!, half: 'PM' }],
    incidents: [{ number: 7, from: excursion.from, to: excursion.to }],
    excursions: [excursion],
    reviews: [
      {
        id: 'r1',
        unitId: unit.id,
        from: empty.from,
        to: empty.to,
        remark: 'Looked through graph and log; door hinge reported.',
        by: 'Dana Cole',
        at: '2026-06-01T09:00:00.000Z',
      },
    ],
    files: [
      {
        number: 1,
        name: '130200012345_202605310800.txt',
        sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
        bytes: 48_213,
        importedAt: '2026-05-31T08:04:00.000Z',
        importedBy: 'Maria Alvarez',
        logger: 'Fridge-tag 2 L',
        serial: '130200012345',
        signature: 'genuine',
        fresh: 2976,
        skipped: 0,
        conflicts: 0,
      },
    ],
    curve: {
      ...empty.curve,
      first: start,
      last: empty.curve.to - 900,
      runs: [runOf(start, at(15, 3)), runOf(at(16, 11), empty.curve.to)],
      readings: 2848,
      events,
    },
  };
}
