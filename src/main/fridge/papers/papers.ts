/** The papers and files of the vaccine fridges: asked for by a person, drawn from what is stored, each noted in the audit log. */
import { z } from 'zod';
import type {
  Day,
  FridgeCheck,
  FridgeNotice,
  FridgePaperCalls,
  FridgeReview,
  FridgeSettings,
  Incident,
  Person,
  RegisteredLogger,
  SavedFile,
} from '../../../preload/contract.ts';
import type { SignedIn, Who } from '../../answer.ts';
import { localTime } from '../../local-time.ts';
import { Refusal } from '../../refusal.ts';
import type { Draw } from '../../report/fridge/draw.ts';
import type { Clinic } from '../../report/fridge/facts.ts';
import { incidentReport } from '../../report/fridge/incident-report.ts';
import { quarantineLabel } from '../../report/fridge/label.ts';
import { writeAudit } from '../../storage/audit.ts';
import { findStorageUnit, listStorageUnits, type StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { exportCsv } from '../export-csv.ts';
import { exportFhir } from '../export-fhir.ts';
import { exportPages } from '../export-rows.ts';
import { exportXlsx } from '../export-xlsx.ts';
import { outlivedOf, purge } from '../retention.ts';
import { transportsOf, writeTransport } from '../transports.ts';
import { lastDayOf } from '../wanted-checks.ts';
import { gatherSpan, linesOfIncident, type PeopleAt } from './gather.ts';
import { gatherPack } from './pack.ts';
import { days, inOrder, month, transport } from './shapes.ts';

export interface PapersParts {
  db: Db;
  clock: { now(): Date };
  /** How far a long export has come. */
  exporting(fact: { unitId: string; done: number; total: number }): void;
  settings(): FridgeSettings;
  /** Months and years of facts onto paper. */
  draw: Draw;
  /** Of identifiers in FHIR. */
  identifierSystem(): string;
  checks(unitId: string, from: Day, to: Day): FridgeCheck[];
  reviews(unitId: string): FridgeReview[];
  incident(id: string): Incident;
  incidents(unitId: string): Incident[];
  notices(unitId: string): FridgeNotice[];
  loggers(): RegisteredLogger[];
}

export type PaperAnswers = {
  [C in keyof FridgePaperCalls]: {
    who: Who;
    check: z.ZodType<FridgePaperCalls[C]['in']>;
    answer(order: FridgePaperCalls[C]['in'], asker: SignedIn): FridgePaperCalls[C]['out'] | Promise<FridgePaperCalls[C]['out']>;
  };
};

const paper = z.enum(['letter', 'a4']);
const ofIncident = z.object({ incidentId: z.string(), paper });

export function createFridgePapers(parts: PapersParts): PaperAnswers {
  const { db, clock } = parts;
  const clinic = (): Clinic => {
    const { facility, programPin, retentionYears } = parts.settings();
    return { facility, programPin, retentionYears, printedAt: clock.now().toISOString() };
  };
  const people = (unitId: string, { from, to }: { from: Day; to: Day }): PeopleAt => ({
    checks: parts.checks(unitId, from, to),
    reviews: parts.reviews(unitId),
    calendar: parts.settings(),
    now: clock.now().toISOString(),
  });
  const given = (person: Person, unitId: string | null, name: string, bytes: Uint8Array): SavedFile => {
    const noted = { at: clock.now(), personId: person.id, action: 'fridge.given-out', subjectKind: 'storage-unit', subjectId: unitId };
    writeAudit(db, { ...noted, detail: { file: name } });
    return { name, base64: Buffer.from(bytes).toString('base64') };
  };
  return {
    'fridge.label': {
      who: 'signed-in',
      check: ofIncident,
      async answer({ incidentId, paper: size }, { person }) {
        const { unitId, unitName, number, openedAt } = parts.incident(incidentId);
        const bytes = await quarantineLabel({ unitName, date: localTime(openedAt).slice(0, 10), incidentNumber: number }, size);
        return given(person, unitId, `DO NOT USE ${fileName(unitName)}.pdf`, bytes);
      },
    },
    'fridge.incidentReport': {
      who: 'signed-in',
      check: ofIncident,
      async answer({ incidentId, paper: size }, { person }) {
        const incident = parts.incident(incidentId);
        const bytes = await incidentReport({ clinic: clinic(), incident, excursions: linesOfIncident(db, incident), paper: size });
        return given(person, incident.unitId, `Incident ${incident.number} ${fileName(incident.unitName)}.pdf`, bytes);
      },
    },
    'fridge.monthLog': {
      who: 'signed-in',
      check: z.object({ unitId: z.string(), month, paper }),
      async answer({ unitId, month: wanted, paper: size }, { person }) {
        const unit = unitRow(db, unitId);
        const ofMonth = { from: `${wanted}-01`, to: lastDayOf(wanted) };
        const span = gatherSpan(db, unit, ofMonth, people(unitId, ofMonth));
        const bytes = await parts.draw({ what: 'month', order: { clinic: clinic(), month: wanted, span, paper: size } });
        return given(person, unitId, `Temperature log ${fileName(unit.name)} ${wanted}.pdf`, bytes);
      },
    },
    'fridge.inspectionPack': {
      who: 'signed-in',
      check: z.object({ ...days, paper }).refine(inOrder),
      async answer({ from, to, paper: size }, { person }) {
        const units = [];
        for (const unit of listStorageUnits(db)) {
          const facts = { notices: parts.notices(unit.id), incidents: parts.incidents(unit.id), loggers: parts.loggers() };
          units.push(gatherPack(db, unit, { from, to }, { people: people(unit.id, { from, to }), facts }));
          await new Promise(setImmediate);
        }
        const bytes = await parts.draw({ what: 'pack', order: { clinic: clinic(), from, to, units, paper: size } });
        return given(person, null, `Inspection pack ${from} to ${to}.pdf`, bytes);
      },
    },
    'fridge.export': {
      who: 'signed-in',
      check: z.object({ ...days, unitId: z.string(), format: z.enum(['csv', 'xlsx', 'fhir']) }).refine(inOrder),
      async answer({ unitId, from, to, format }, { person }) {
        const unit = unitRow(db, unitId);
        const pages = exportPages(db, { unit, from, to }, (done, total) => parts.exporting({ unitId, done, total }));
        const naming = { identifierSystem: parts.identifierSystem(), facility: parts.settings().facility };
        const writers = { csv: exportCsv, xlsx: exportXlsx, fhir: () => exportFhir(pages, { unit, from, to }, naming) };
        const bytes = await writers[format](pages);
        return given(person, unitId, `${fileName(unit.name)} ${from} to ${to}.${format === 'fhir' ? 'json' : format}`, bytes);
      },
    },
    'fridge.transports': {
      who: 'signed-in',
      check: z.object({ unitId: z.string().nullable() }),
      answer: ({ unitId }) => transportsOf(db, unitId),
    },
    'fridge.writeTransport': {
      who: 'signed-in',
      check: transport,
      answer(order, { person }) {
        unitRow(db, order.unitId);
        return writeTransport(db, order, person.id, clock.now());
      },
    },
    'fridge.outlived': {
      who: ['administrator', 'coordinator'],
      check: z.null(),
      answer: () => outlivedOf(db, parts.settings().retentionYears, clock.now()),
    },
    'fridge.purge': {
      who: ['administrator'],
      check: z.object({ unitId: z.string(), before: z.iso.date(), typedName: z.string().max(200), reason: z.string().max(500) }),
      answer({ unitId, before, typedName, reason }, { person }) {
        const unit = unitRow(db, unitId);
        const years = parts.settings().retentionYears;
        if (reason.trim() === '') throw new Refusal('reason-missing');
        if (typedName.trim() !== unit.name) throw new Refusal('fridge-name-differs');
        const done = purge(db, { unit, before, reason: reason.trim(), personId: person.id, at: clock.now() }, years);
        if (done === 'too-young') throw new Refusal('fridge-too-young');
        return outlivedOf(db, years, clock.now());
      },
    },
  };
}

function unitRow(db: Db, id: string): StorageUnitRow {
  const unit = findStorageUnit(db, id);
  if (unit === null) throw new Refusal('fridge-unknown');
  return unit;
}

/** What every file system takes. */
function fileName(words: string): string {
  return words.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').trim();
}
