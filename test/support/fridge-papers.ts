/** A made-up incident, transport and pack, as the papers are drawn from them. */

import type { PackUnit } from '../../src/main/report/fridge/pack-status.ts';
import type { Incident, TransportRecord } from '../../src/preload/contract.ts';
import { fullMonth } from './fridge-span.ts';

export function workedIncident(): Incident {
  const { unit, excursions } = fullMonth('2026-05');
  const [excursion] = excursions;
  const at = (value: number, moment: string | null) => (moment === null ? null : { value, at: moment });
  return {
    id: 'i7',
    number: 7,
    unitId: unit.id,
    unitName: unit.name,
    openedAt: '2026-05-11T08:00:00.000Z',
    closedAt: '2026-05-12T15:00:00.000Z',
    closedBy: 'Dana Cole',
    side: 'high',
    limit: unit.high,
    peak: excursions[0]!.peak,
    from: excursions[0]!.from,
    to: excursions[0]!.to,
    minutes: 630,
    grew: null,
    lotsWaiting: 0,
    unit,
    facts: {
      lastInRange: at(45.8, excursion!.lastInRangeBefore),
      firstOut: at(46.2, excursion!.from),
      peak: at(excursion!.peak, excursion!.peakAt),
      firstBackIn: at(45.9, excursion!.firstInRangeAfter),
      minutes: 630,
      worstCaseMinutes: 645,
      separateRuns: 1,
      minutesIn24Hours: 630,
      minutesIn48Hours: 630,
      gapMinutes: 0,
      logger: 'Fridge-tag 2 L',
      serial: '130200012345',
      probe: 'P-4411',
      certificateEndsOn: '2027-04-30',
      signature: 'genuine',
      rules: ['Any reading outside the range is an excursion that needs action.'],
      proposedLevel: { level: 2, because: '60-minutes-in-24-hours' },
      deviceAlarms: [{ side: 'high', from: null, alarmedAt: '2026-05-10T23:30:00', confirmed: true }],
    },
    lots: ['MMR II', 'Vaqta', 'Shingrix'].map((vaccine, index) => ({
      id: `l${index}`,
      vaccine,
      maker: index === 2 ? 'GSK' : 'Merck',
      lot: `Y0${index}5521`,
      expires: '2027-03',
      doses: 10 - index,
      funding: index === 0 ? 'public' : 'private',
      opened: false,
      earlierExposure: '',
      answer: index === 2 ? 'waiting' : 'usable',
      answeredBy: index === 2 ? null : 'Dana Cole',
      answeredAt: index === 2 ? null : '2026-05-12T15:00:00.000Z',
    })),
    calls: [
      {
        id: 'c1',
        organization: 'Merck, National Service Center',
        person: 'J. Ortiz',
        phone: '+1 555 0100',
        calledAt: '2026-05-11T09:20:00.000Z',
        calledBy: 'Dana Cole',
        said: 'Stability data sent by fax; both lots within their allowance.',
        caseNumber: 'MRK-55-201',
      },
    ],
    form: {
      discoveredAt: '2026-05-11T08:10:00.000Z',
      temperatureAtDiscovery: 49.4,
      roomTemperature: 71.6,
      completedBy: 'Maria Alvarez',
      title: 'Medical assistant',
      description: 'The door of Fridge 1 stood ajar over the weekend; a box of syringes kept the gasket from closing.',
      elseInUnit: 'Water bottles in the door, no coolant packs.',
      earlierProblems: 'None this year.',
      moved: 'To Fridge 2 at 08:25.',
      administeredAfter: 'None.',
      remarks: '',
      storedProperlyAt: '2026-05-11T08:25:00.000Z',
      prevention: 'Shelf cleared, door check added to the closing list.',
      programReference: 'VFC-INC-1182',
      level: 2,
    },
    labelled: { by: 'Maria Alvarez', at: '2026-05-11T08:15:00.000Z' },
    missing: [],
    acts: [
      { at: '2026-05-11T08:04:00.000Z', by: null, act: 'opened', detail: '' },
      { at: '2026-05-12T15:00:00.000Z', by: 'Dana Cole', act: 'closed', detail: 'All answered.' },
    ],
    attachments: [{ id: 'a1', name: 'merck-letter.pdf' }],
  };
}

export const transport: TransportRecord = {
  id: 't1',
  date: '2026-05-20',
  unitId: 'u1',
  sender: 'Riverside Family Clinic',
  receiver: 'Riverside School Clinic',
  programPin: 'VFC-10234',
  container: 'Cooler 2',
  loggerSerial: '130200054321',
  departedAt: '2026-05-20T08:00:00.000Z',
  arrivedAt: '2026-05-20T16:30:00.000Z',
  looks: [
    { at: '2026-05-20T08:00:00.000Z', current: 40.1, lowest: 39.5, highest: 41, initials: 'MA' },
    { at: '2026-05-20T16:30:00.000Z', current: 42.3, lowest: 39.5, highest: 44.1, initials: 'MA' },
  ],
  lots: [{ vaccine: 'Fluzone', lot: 'U7712', doses: 30 }],
  remark: '',
  by: 'Maria Alvarez',
  writtenAt: '2026-05-20T17:00:00.000Z',
  minutes: 510,
  isTooLong: true,
};

export function packUnit(month = '2026-05'): PackUnit {
  const span = fullMonth(month);
  return {
    ...span,
    notices: [{ code: 'no-backup' }, { code: 'certificate-ends', on: '2026-06-20', days: 19 }],
    wanted: 42,
    records: [{ incident: workedIncident(), excursions: span.excursions }],
    registered: [
      {
        serial: '130200012345',
        model: 'Fridge-tag 2 L',
        driver: 'berlinger',
        tellsInterval: true,
        intervalSeconds: 300,
        buffer: 'glycol',
        isBackup: false,
        certificate: {
          number: 'C-2025-881',
          maker: 'Berlinger',
          model: 'Fridge-tag 2 L',
          probeSerial: 'P-4411',
          calibratedOn: '2025-04-30',
          issuedOn: '2025-05-02',
          expiresOn: '2027-04-30',
          laboratory: 'Calibration Lab 12',
          traceability: 'ISO/IEC 17025, ILAC MRA',
          uncertaintyCelsius: 0.2,
          inTolerance: true,
          testPoints: null,
        },
        hasScan: true,
        unitId: span.unit.id,
        unitName: span.unit.name,
        lastReadAt: '2026-05-31T08:04:00.000Z',
        probe: null,
      },
    ],
    transports: [transport],
  };
}
