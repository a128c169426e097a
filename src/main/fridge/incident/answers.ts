/** What people do about incidents; each act with its author and its time, and nothing on a closed one. */
import { z } from 'zod';
import type { FridgeIncidentCalls, Incident, IncidentCall, IncidentForm, IncidentLot } from '../../../preload/contract.ts';
import type { Clock, SignedIn, Who } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { acknowledgeIncident, type IncidentAct, writeAct } from '../../storage/fridge-incidents.ts';
import * as store from '../../storage/incident-work.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { lotsOf } from '../../storage/vaccine-lots.ts';
import { incidentCards } from './card.ts';
import { formOf, incidentOf, rowOf } from './incident.ts';
import { callToWrite, formToWrite, lotToWrite, words } from './shapes.ts';

export interface IncidentParts {
  db: Db;
  clock: Clock;
  /** After a change is on disk. */
  changed(): void;
}

export type IncidentAnswers = {
  [C in keyof FridgeIncidentCalls]: {
    who: Who;
    check: z.ZodType<FridgeIncidentCalls[C]['in']>;
    answer(order: FridgeIncidentCalls[C]['in'], asker: SignedIn): FridgeIncidentCalls[C]['out'];
  };
};

/** A scan or a photograph; more is not taken over the wire to the screens. */
const largestAttachment = 20 * 1024 * 1024;

interface Work {
  db: Db;
  id: string;
  row: store.IncidentWorkRow;
  personId: string;
  at: Date;
}

export function createIncidentWork({ db, clock, changed }: IncidentParts): IncidentAnswers {
  /** One act in one transaction, with its audit row; `act` null: told by what `carryOut` writes itself. */
  function work(id: string, { person }: SignedIn, act: IncidentAct['act'] | null, carryOut: (work: Work) => unknown): Incident {
    const at = clock.now();
    transaction(db, () => {
      const row = rowOf(db, id);
      if (row.closed_at !== null && act !== 'reopened') throw new Refusal('fridge-incident-closed', String(row.number));
      const detail = carryOut({ db, id, row, personId: person.id, at }) ?? {};
      if (act !== null) writeAct(db, id, { at, personId: person.id, act, detail });
      const subject = { subjectKind: 'fridge-incident', subjectId: id };
      writeAudit(db, { at, personId: person.id, action: `incident.${act ?? 'acknowledged'}`, ...subject, detail });
    });
    changed();
    return incidentOf(db, id);
  }
  const ofIncident = z.object({ id: z.string() });
  return {
    'fridge.incidents': {
      who: 'signed-in',
      check: z.object({ unitId: z.string().nullable() }),
      answer: ({ unitId }) => incidentCards(db, unitId),
    },
    'fridge.incident': { who: 'signed-in', check: ofIncident, answer: ({ id }) => incidentOf(db, id) },
    'fridge.labelIncident': {
      who: 'signed-in',
      check: ofIncident,
      answer: ({ id }, asker) => work(id, asker, 'labelled', ({ personId, at }) => store.labelIncident(db, id, personId, at)),
    },
    'fridge.writeIncident': {
      who: 'signed-in',
      check: z.object({ id: z.string(), form: formToWrite }),
      answer: ({ id, form }, asker) => work(id, asker, 'written', ({ row }) => writeForm(db, row, form)),
    },
    'fridge.writeLot': {
      who: 'signed-in',
      check: z.object({ incidentId: z.string(), lot: lotToWrite }),
      answer: ({ incidentId, lot }, asker) => work(incidentId, asker, 'lot-written', (now) => writeLot(now, lot)),
    },
    'fridge.takeLots': {
      who: 'signed-in',
      check: z.object({ incidentId: z.string() }),
      answer: ({ incidentId }, asker) => work(incidentId, asker, 'lot-written', takeLots),
    },
    'fridge.removeLot': {
      who: 'signed-in',
      check: z.object({ incidentId: z.string(), lotId: z.string(), reason: words(500).min(1) }),
      answer: ({ incidentId, lotId, reason }, asker) =>
        work(incidentId, asker, 'lot-removed', ({ at }) => {
          const was = lotOf(db, incidentId, lotId);
          store.removeLot(db, lotId, at);
          return { reason, was };
        }),
    },
    'fridge.answerLot': {
      who: 'signed-in',
      check: z.object({ incidentId: z.string(), lotId: z.string(), answer: z.enum(['waiting', 'usable', 'return', 'destroyed']) }),
      answer: ({ incidentId, lotId, answer }, asker) => work(incidentId, asker, 'lot-answered', (now) => answerLot(now, lotId, answer)),
    },
    'fridge.writeCall': {
      who: 'signed-in',
      check: z.object({ incidentId: z.string(), call: callToWrite }),
      answer: ({ incidentId, call }, asker) => work(incidentId, asker, 'call-written', (now) => writeCall(now, call)),
    },
    'fridge.attach': {
      who: 'signed-in',
      check: z.object({
        incidentId: z.string(),
        fileName: z.string().trim().min(1).max(255),
        base64: z.base64().max((largestAttachment * 4) / 3),
      }),
      answer: ({ incidentId, fileName, base64 }, asker) =>
        work(incidentId, asker, 'attached', ({ personId, at }) => {
          const bytes = Buffer.from(base64, 'base64');
          store.keepAttachment(db, { id: ulid(at), incidentId, name: fileName, bytes, at, personId });
          return { name: fileName };
        }),
    },
    'fridge.acknowledge': {
      who: 'signed-in',
      check: z.object({ id: z.string(), comment: words(2000).min(1) }),
      answer: ({ id, comment }, asker) =>
        work(id, asker, null, ({ personId, at }) => {
          const { minutes } = incidentOf(db, id);
          acknowledgeIncident(db, id, { personId, comment, minutes, at });
          return { comment };
        }),
    },
    'fridge.closeIncident': {
      who: 'signed-in',
      check: z.object({ id: z.string(), comment: words(2000), shownMinutes: z.number().nullable() }),
      answer: ({ id, comment, shownMinutes }, asker) =>
        work(id, asker, 'closed', ({ personId, at }) => {
          const { minutes, missing } = incidentOf(db, id);
          if (minutes !== shownMinutes) throw new Refusal('fridge-changed');
          if (missing.length > 0) throw new Refusal('fridge-not-closable', missing.join(', '));
          store.closeIncident(db, id, { personId, at });
          return { comment, minutes };
        }),
    },
    'fridge.reopenIncident': {
      who: 'signed-in',
      check: z.object({ id: z.string(), reason: words(500).min(1) }),
      answer: ({ id, reason }, asker) =>
        work(id, asker, 'reopened', () => {
          store.closeIncident(db, id, null);
          return { reason };
        }),
    },
  };
}

/** The old values stand in the act. */
function writeForm(db: Db, row: store.IncidentWorkRow, change: Partial<IncidentForm>): unknown {
  const before = formOf(row);
  const names = (Object.keys(change) as (keyof IncidentForm)[]).filter((name) => change[name] !== before[name]);
  store.writeForm(db, row.id, { ...before, ...change });
  const pick = (form: Partial<IncidentForm>) => Object.fromEntries(names.map((name) => [name, form[name]]));
  return { was: pick(before), is: pick(change) };
}

type LotToWrite = FridgeIncidentCalls['fridge.writeLot']['in']['lot'];

function writeLot({ db, id, at }: Work, lot: LotToWrite): unknown {
  const was = lot.id === null ? null : lotOf(db, id, lot.id);
  store.keepLot(db, id, { ...lot, id: lot.id ?? ulid(at) });
  return { name: `${lot.vaccine} ${lot.lot}`.trim(), was, is: lot };
}

/** Those already written down with the incident are not taken over again. */
function takeLots({ db, id, row, at }: Work): unknown {
  const there = new Set(store.lotsOfIncident(db, id).map(({ vaccine, lot }) => `${vaccine}\n${lot}`));
  const taken = lotsOf(db, row.unit_id).filter(({ vaccine, lot }) => !there.has(`${vaccine}\n${lot}`));
  for (const lot of taken) store.keepLot(db, id, { ...lot, id: ulid(at), earlierExposure: '' });
  return { name: taken.map(({ vaccine, lot }) => `${vaccine} ${lot}`).join(', ') };
}

function lotOf(db: Db, incidentId: string, lotId: string): IncidentLot {
  const lot = store.lotsOfIncident(db, incidentId).find(({ id }) => id === lotId);
  if (lot === undefined) throw new Refusal('check-failed', 'lotId');
  return lot;
}

/** The maker's own call, where one is written down; else any that has a case number. */
function answerLot({ db, id, personId, at }: Work, lotId: string, answer: IncidentLot['answer']): unknown {
  const lot = lotOf(db, id, lotId);
  const calls = store.callsOfIncident(db, id);
  const ofMaker = calls.filter(({ organization }) => organization.trim().toLowerCase() === lot.maker.trim().toLowerCase());
  const hasCase = (call: IncidentCall) => call.calledAt !== null && call.caseNumber !== '';
  if (answer !== 'waiting' && !(ofMaker.length > 0 ? ofMaker : calls).some(hasCase))
    throw new Refusal('fridge-no-case-number', lot.maker === '' ? lot.vaccine : lot.maker);
  store.answerLot(db, lotId, { answer, personId, at });
  return { name: `${lot.vaccine} ${lot.lot}`.trim(), was: lot.answer, is: answer };
}

function writeCall({ db, id, personId, at }: Work, { called, ...call }: FridgeIncidentCalls['fridge.writeCall']['in']['call']): unknown {
  const was = call.id === null ? null : store.callsOfIncident(db, id).find((one) => one.id === call.id);
  if (was === undefined) throw new Refusal('check-failed', 'call.id');
  const callId = call.id ?? ulid(at);
  const caller = called ? (store.callerOf(db, callId) ?? { personId, at: at.toISOString() }) : null;
  store.keepCall(db, id, { ...call, id: callId, called: caller });
  return { name: call.organization, was, is: call };
}
