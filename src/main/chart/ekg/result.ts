/**
 * What of an EKG goes to the chart: frozen when somebody signs, confirms, asks for a repeat or takes it back, and put in line in
 * the same transaction. Nothing of an EKG that nobody has signed or confirmed ever goes out.
 */
import type { Measurements, Tracing } from '../../../../drivers/model/tracing.ts';
import type { EkgKeepReason, OutboxWhat, Person } from '../../../preload/contract.ts';
import {
  type EkgContent,
  type EkgResult,
  type EkgResultAct,
  insertEkgResult,
  readEkgResult,
  standingEkgResult,
} from '../../storage/ekg-results.ts';
import { findEkgTake } from '../../storage/ekg-takes.ts';
import { type EkgRow, ekgToRepeat, insertEkgAct, setEkgState } from '../../storage/ekgs.ts';
import type { Db } from '../../storage/open.ts';

type EkgWhat = Extract<OutboxWhat, `ekg${string}`>;

/** Puts a result into the outbox; runs inside the transaction that wrote it. */
export type EnqueueEkg = (db: Db, order: { what: EkgWhat; ekgResultId: string; patientId: string }) => void;

/** For whoever reads it in the chart. */
const keepWords: Readonly<Record<EkgKeepReason, string>> = {
  'cannot-lie-still': 'the patient cannot lie still',
  urgent: 'it was urgent',
  'best-possible': 'the best that could be had',
  'electrodes-checked': 'the electrodes had been checked',
  other: '',
};

export interface Resulting {
  db: Db;
  person: Person;
  at: Date;
  enqueue: EnqueueEkg;
}

export interface Seen {
  tracing: Tracing;
  computed: Measurements | null;
  page: Uint8Array;
}

/** Writes, within a transaction: the person stands for it, and it goes out as preliminary. */
export function keepSigned(resulting: Resulting, row: EkgRow, seen: Seen, clinician: string | null): void {
  begin(resulting, row, seen, { signed: said(resulting), clinician });
}

/** Writes, within a transaction: the same resources with a clinician's values; what nobody had signed goes out with them at once. */
export function keepConfirmed(resulting: Resulting, row: EkgRow, seen: Seen, values: Measurements, comment: string): void {
  const confirmation = { ...said(resulting), values, comment };
  const standing = standingEkgResult(resulting.db, row.id);
  if (standing === null) begin(resulting, row, seen, { confirmed: [confirmation] });
  else {
    const content = { ...standing.content, confirmed: [...standing.content.confirmed, confirmation] };
    goOn(resulting, standing, { act: 'confirm', what: 'ekg-confirmation', content, page: seen.page });
  }
}

/** Writes, within a transaction. What never went out needs no word there. */
export function keepRepeatAsked(resulting: Resulting, row: EkgRow, reason: string): void {
  const standing = standingEkgResult(resulting.db, row.id);
  if (standing === null) return;
  const content = { ...standing.content, repeatAsked: { ...said(resulting), reason } };
  goOn(resulting, standing, { act: 'repeat', what: 'ekg-repeat', content, page: null });
}

/** Writes, within a transaction. It is taken back from the patient it went out for, whoever is next. */
export function keepWithdrawn(resulting: Resulting, row: EkgRow, reason: string): void {
  const standing = standingEkgResult(resulting.db, row.id);
  if (standing === null) return;
  const content = { ...standing.content, withdrawn: { ...said(resulting), reason } };
  goOn(resulting, standing, { act: 'withdraw', what: 'ekg-withdrawal', content, page: null });
}

function begin(resulting: Resulting, row: EkgRow, { tracing, computed, page }: Seen, more: Partial<EkgContent>): void {
  const { db, person, at, enqueue } = resulting;
  const replaced = replaceEarlier(resulting, row);
  const content = { ...contentOf(db, row, tracing), computed, replaces: replaced?.seriesId ?? null, ...more };
  const patientId = row.patient_id!;
  const act: EkgResultAct = content.signed === null ? 'confirm' : 'sign';
  const id = insertEkgResult(db, { ekgId: row.id, patientId, act, personId: person.id, at, content, page, after: null });
  enqueue(db, { what: 'ekg', ekgResultId: id, patientId });
  if (replaced === null) return;
  const { seriesId } = readEkgResult(db, id);
  goOn(resulting, replaced, { act: 'repeat', what: 'ekg-repeat', content: { ...replaced.content, replacedBy: seriesId }, page: null });
}

/** Writes: the one that a clinician asked to take again has been. Returns what of it stands in the chart; null where nothing does. */
function replaceEarlier({ db, person, at }: Resulting, row: EkgRow): EkgResult | null {
  const asked = ekgToRepeat(db, row);
  if (asked !== null) {
    setEkgState(db, asked.id, 'superseded', asked.patient_id);
    insertEkgAct(db, asked.id, at, person.id, 'superseded', { by: row.id });
  }
  // One taken here names what it is taken again for; that may be another than a clinician asked for.
  const earlier = findEkgTake(db, row.id)?.retakeOf ?? asked?.id ?? null;
  const standing = earlier === null ? null : standingEkgResult(db, earlier);
  return standing !== null && standing.patientId === row.patient_id && standing.content.replacedBy === null ? standing : null;
}

interface Next {
  act: EkgResultAct;
  what: EkgWhat;
  content: EkgContent;
  page: Uint8Array | null;
}

function goOn({ db, person, at, enqueue }: Resulting, after: EkgResult, { what, ...next }: Next): void {
  const { ekgId, patientId } = after;
  const id = insertEkgResult(db, { ...next, ekgId, patientId, personId: person.id, at, after });
  enqueue(db, { what, ekgResultId: id, patientId });
}

function said({ person, at }: Resulting): { by: string; at: string } {
  return { by: person.name, at: at.toISOString() };
}

function contentOf(db: Db, row: EkgRow, tracing: Tracing): EkgContent {
  const take = findEkgTake(db, row.id);
  return {
    takenAt: tracing.startedAt,
    receivedAt: row.received_at,
    takenBy: take?.by ?? tracing.technician,
    device: tracing.device,
    file: { name: row.file_name, sha256: row.sha256 },
    signed: null,
    clinician: null,
    orderNumber: take?.orderNumber ?? null,
    computed: null,
    cart: tracing.deviceMeasurements,
    statements: tracing.statements,
    keptBecause:
      take?.keptBecause == null
        ? null
        : [keepWords[take.keptBecause.reason], take.keptBecause.note].filter((part) => part !== '').join(': '),
    confirmed: [],
    repeatAsked: null,
    replaces: null,
    replacedBy: null,
    withdrawn: null,
  };
}
