/** The troubleshooting record of an incident on paper, field by field: the logger's facts, what people did, what the manufacturers answered. Cold-chain notes 2.8. */
import type { Incident, IncidentLot, ReadingAt } from '../../../preload/contract.ts';
import { excursionCells, excursionColumns } from './appendix.ts';
import { type Clinic, degreesText, type ExcursionLine, kindText, minutesText, momentText, signatureText } from './facts.ts';
import { createFlow, type Flow } from './flow.ts';
import { createSheets, type PaperName } from './pages.ts';

export interface IncidentReportOrder {
  clinic: Clinic;
  incident: Incident;
  excursions: readonly ExcursionLine[];
  paper: PaperName;
}

/** The bytes of a PDF. */
export function incidentReport({ clinic, incident, excursions, paper }: IncidentReportOrder): Promise<Uint8Array> {
  const name = `Incident ${incident.number}, ${incident.unitName}`;
  const sheets = createSheets({
    paper,
    landscape: true,
    title: name,
    foot: `${name} · ${clinic.facility} · printed ${momentText(clinic.printedAt)} by Isoline`,
  });
  sheets.add();
  incidentRecord(createFlow(sheets), clinic, incident, excursions);
  return sheets.end();
}

/** Down the sheets that are there: the record by itself, or one of several in the inspection pack. */
export function incidentRecord(flow: Flow, clinic: Clinic, incident: Incident, excursions: readonly ExcursionLine[]): void {
  flow.heading(`Troubleshooting record, incident ${incident.number}: ${incident.unitName}`, 4.6);
  flow.paragraph(stateText(incident), { bold: true });
  whereAndWhat(flow, clinic, incident);
  figures(flow, incident, excursions);
  lots(flow, incident);
  calls(flow, incident);
  told(flow, incident);
  flow.heading('What was done, in order');
  flow.table(
    [
      { title: 'When', width: 34 },
      { title: 'Who', width: { share: 1 } },
      { title: 'What', width: { share: 1 } },
      { title: 'More', width: { share: 4 } },
    ],
    incident.acts.map(({ at, by, act, detail }) => [momentText(at), by ?? 'the station', act, detail]),
    'Nothing yet.',
  );
  flow.paragraph(
    'Minutes are those between logged readings; the worst case reaches from the last reading in range to the first one after. Isoline reports what was logged. Whether a vaccine may be used is the answer of its manufacturer or program.',
    { grey: true, size: 2.4 },
  );
}

function stateText({ openedAt, closedAt, closedBy, missing, lotsWaiting }: Incident): string {
  if (closedAt !== null) return `Closed ${momentText(closedAt)} by ${closedBy ?? 'not known'}; opened ${momentText(openedAt)}.`;
  const waiting = lotsWaiting === 0 ? '' : ` ${lotsWaiting} lots wait for an answer: DO NOT USE.`;
  return `OPEN since ${momentText(openedAt)}.${waiting}${missing.length === 0 ? '' : ` Still missing: ${missing.map((one) => missingText[one]).join(', ')}.`}`;
}

const missingText: Readonly<Record<Incident['missing'][number], string>> = {
  label: 'the label on the door',
  lots: 'the affected lots',
  calls: 'calls',
  answers: "manufacturers' answers",
  description: 'a description',
  'still-out': 'the end: it is still out of range',
};

function whereAndWhat(flow: Flow, clinic: Clinic, { unit, facts, form, labelled }: Incident): void {
  flow.heading('Unit, logger, discovery');
  const degrees = (value: number | null) => (value === null ? '' : degreesText(value, unit.basis));
  flow.pairs([
    ['Facility, program PIN', [clinic.facility, clinic.programPin].filter((one) => one !== '').join(', ')],
    ['Storage unit', [unit.name, unit.place, kindText[unit.kind]].filter((one) => one !== '').join(', ')],
    ['Range', `${degreesText(unit.low, unit.basis)} to ${degreesText(unit.high, unit.basis)}`],
    ['Logger, serial, probe', [facts.logger, facts.serial, facts.probe].filter((one) => one !== null && one !== '').join(', ')],
    ['Calibration ends', facts.certificateEndsOn ?? 'not written down'],
    ["Signature of the logger's file", facts.signature === null ? 'no file' : signatureText[facts.signature]],
    ['Discovered', form.discoveredAt === null ? '' : momentText(form.discoveredAt)],
    ['Temperature at discovery', degrees(form.temperatureAtDiscovery)],
    ['Room temperature', degrees(form.roomTemperature)],
    ['Completed by, title', [form.completedBy, form.title].filter((one) => one !== '').join(', ')],
    ['DO NOT USE label on the door', labelled === null ? '' : `${momentText(labelled.at)}, ${labelled.by}`],
    ['In proper storage since', form.storedProperlyAt === null ? '' : momentText(form.storedProperlyAt)],
  ]);
}

function figures(flow: Flow, { unit, facts, form }: Incident, excursions: readonly ExcursionLine[]): void {
  const reading = (at: ReadingAt | null) => (at === null ? 'not known' : `${degreesText(at.value, unit.basis)} at ${momentText(at.at)}`);
  flow.heading('The excursion, by the logger');
  flow.pairs([
    ['Last in range before', reading(facts.lastInRange)],
    ['First out of range', reading(facts.firstOut)],
    ['Peak', reading(facts.peak)],
    ['First in range after', reading(facts.firstBackIn)],
    ['Out of range, logged', minutesText(facts.minutes)],
    ['Worst case', minutesText(facts.worstCaseMinutes)],
    ['Separate runs', String(facts.separateRuns)],
    ['Most within 24 h and 48 h', `${minutesText(facts.minutesIn24Hours)}, ${minutesText(facts.minutesIn48Hours)}`],
    ['Of it, logger silent', minutesText(facts.gapMinutes)],
    ["Program's rules it meets", facts.rules.join('; ')],
    ['Level', levelText(form.level, facts.proposedLevel)],
    [
      "The device's own alarms",
      facts.deviceAlarms
        .map(({ side, alarmedAt, from }) => `${side === 'high' ? 'too warm' : 'too cold'} ${momentText(alarmedAt ?? from)}`)
        .join('; '),
    ],
  ]);
  flow.space(1.5);
  flow.table(
    excursionColumns(),
    excursions.map((one) => excursionCells(one, { unit })),
    'No excursion is written down with it.',
  );
}

function levelText(level: number | null, proposed: Incident['facts']['proposedLevel']): string {
  const guide = proposed === null ? '' : `; the guide proposes ${proposed.level === null ? 'no level' : `level ${proposed.level}`}`;
  return level === null ? `not decided${guide}` : `${level}, decided by a person${guide}`;
}

const answers: Readonly<Record<IncidentLot['answer'], string>> = {
  waiting: 'WAITING: do not use',
  usable: 'usable, says the manufacturer',
  return: 'to be returned',
  destroyed: 'destroyed',
};

function lots(flow: Flow, { lots: affected }: Incident): void {
  flow.heading('Affected lots, with the answer for each');
  flow.table(
    [
      { title: 'Vaccine', width: { share: 3 } },
      { title: 'Manufacturer', width: { share: 2 } },
      { title: 'Lot', width: { share: 2 } },
      { title: 'Expires', width: 20 },
      { title: 'Doses', width: 13 },
      { title: 'Funding', width: 16 },
      { title: 'Opened', width: 15 },
      { title: 'Earlier exposure', width: { share: 3 } },
      { title: 'Answer', width: { share: 3 } },
    ],
    affected.map((lot) => [
      lot.vaccine,
      lot.maker,
      lot.lot,
      lot.expires,
      lot.doses === null ? '' : String(lot.doses),
      lot.funding ?? '',
      lot.opened === null ? '' : lot.opened ? 'yes' : 'no',
      lot.earlierExposure,
      [answers[lot.answer], lot.answeredBy, lot.answeredAt === null ? null : momentText(lot.answeredAt)]
        .filter((one) => one !== null)
        .join(', '),
    ]),
    'None is written down.',
  );
}

function calls(flow: Flow, { calls: made, form }: Incident): void {
  flow.heading('Whom was told');
  flow.table(
    [
      { title: 'Organization', width: { share: 2 } },
      { title: 'Person', width: { share: 2 } },
      { title: 'Phone', width: { share: 1.5 } },
      { title: 'Called', width: { share: 2.4 } },
      { title: 'Case number', width: { share: 1.5 } },
      { title: 'What was said', width: { share: 4 } },
    ],
    made.map(({ organization, person, phone, calledAt, calledBy, caseNumber, said }) => [
      organization,
      person,
      phone,
      calledAt === null ? 'not called yet' : `${momentText(calledAt)}, ${calledBy ?? 'not known'}`,
      caseNumber,
      said,
    ]),
    'Nobody is written down.',
  );
  flow.pairs([["Program's reference", form.programReference]]);
}

function told(flow: Flow, { form, attachments }: Incident): void {
  flow.heading('What happened and what was done');
  flow.pairs([
    ['What happened', form.description],
    ['What else was in the unit', form.elseInUnit],
    ['Earlier problems', form.earlierProblems],
    ['Moved: when, where', form.moved],
    ['Given to patients afterward', form.administeredAfter],
    ['Kept from happening again by', form.prevention],
    ['Remarks', form.remarks],
    ['Attached', attachments.map(({ name }) => name).join(', ')],
  ]);
}
