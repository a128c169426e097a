/** The EKGs of the station: files come in, people match and over-read them, pages and other formats go out. */
import { z } from 'zod';
import { writeForExchange } from '../../../../drivers/model/exchange-copy.ts';
import type { QtcFormula } from '../../../../drivers/model/tracing.ts';
import { UnwritableTracing } from '../../../../drivers/model/tracing-format.ts';
import { isTracing, tracingFormats } from '../../../../drivers/tracings.ts';
import type { EkgCalls, EkgCard, EkgExport, EkgPageOrder, Person, SavedFile } from '../../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { readSettings } from '../../settings/settings.ts';
import { writeAudit } from '../../storage/audit.ts';
import { countEkgsWaiting, type EkgRow, listEkgs } from '../../storage/ekgs.ts';
import { type PlacedFile, tracingFileOf } from './beside.ts';
import { candidates, cardOf } from './card.ts';
import { askRetake, confirmEkg, type Deciding, dismissEkg, matchEkg, unmatchEkg } from './decide.ts';
import type { FoundFile } from './inbox-folder.ts';
import { pageOfEkg } from './page.ts';
import { keepEkg, receiveEkg, tellOfLeft, wholeAlone } from './receive.ts';
import type { EnqueueEkg } from './result.ts';
import { signEkg } from './sign.ts';
import { type EkgReading, ekgRow, overReadOf, tracingOfEkg, wholeEkg } from './whole.ts';

export interface EkgParts extends EkgReading {
  clock: Clock;
  announce: Announce;
  enqueue: EnqueueEkg;
  /** Counts on Today changed. */
  todayChanged(): void;
}

export interface Ekgs {
  /** What went out of them has got further: the screens are told. */
  deliveryChanged(): void;
  answers: Answers<Exclude<keyof EkgCalls, 'ekg.drives' | 'ekg.takeFromDrive'>>;
  /** A file that a person took from a drive. */
  take(file: PlacedFile, personId: string): Promise<EkgCard>;
  /** A file found in the watched folder: the names of those that it was read with; null: what it lacks may still come. */
  found(file: FoundFile): Promise<readonly string[] | null>;
  /** One that lies there and is no EKG by its size: said, not taken in. */
  left(fileName: string, size: number): Promise<void>;
  /** Another part changed the list: tells the screens. */
  changed(): void;
}

const mostShown = 200;
/** Twenty megabytes as Base64; a message of a screen is no larger. */
const longestFile = 28_000_000;
const sentFile = { fileName: z.string().min(1).max(200), base64: z.base64().max(longestFile) };
const mostBeside = 100;

function isBelowLongest({ base64, beside = [] }: { base64: string; beside?: { base64: string }[] | undefined }): boolean {
  return beside.reduce((sum, one) => sum + one.base64.length, base64.length) <= longestFile;
}

const id = z.object({ id: z.string() });
const withReason = z.object({ id: z.string(), reason: z.string().max(500) });
const number = z.number().finite().nullable();
const formulas: readonly [QtcFormula, ...QtcFormula[]] = ['bazett', 'fridericia', 'framingham', 'hodges'];
const values = z.strictObject({
  heartRate: number,
  rr: number,
  pr: number,
  pDuration: number,
  qrs: number,
  qt: number,
  qtc: number,
  qtcFormula: z.enum(formulas).nullable(),
  pAxis: number,
  qrsAxis: number,
  tAxis: number,
});
const page = z.object({
  id: z.string(),
  paper: z.enum(['letter', 'a4']),
  layout: z.enum(['3x4+1', '3x4+3', '6x2', '12x1']),
  millimetresPerSecond: z.literal([25, 50]),
  millimetresPerMillivolt: z.literal([5, 10, 20]),
  fromSeconds: z.number().min(0).optional(),
});

export function createEkgs(parts: EkgParts): Ekgs {
  const { db, clock, examine } = parts;
  const settings = () => readSettings(db).ekg;
  const deciding = (person: Person): Deciding => ({ db, examine, person, at: clock.now(), enqueue: parts.enqueue });
  const tell = () => parts.announce('ekg.changed', { needsPerson: countEkgsWaiting(db) });
  const changed = () => {
    tell();
    parts.todayChanged();
  };
  const whole = (row: EkgRow) => wholeEkg(parts, row, settings());
  /** Reading a patient's EKG is seeing a patient: it is noted. */
  const seen = (person: Person, row: EkgRow, action: string, detail: unknown = {}) =>
    writeAudit(db, {
      at: clock.now(),
      personId: person.id,
      action,
      subjectKind: 'ekg',
      subjectId: row.id,
      patientId: row.patient_id,
      detail,
    });
  async function take(file: PlacedFile, personId: string): Promise<EkgCard> {
    const row = await receiveEkg(parts, { file, at: clock.now(), personId });
    changed();
    return cardOf(db, row);
  }
  async function decided(ekgId: string, act: () => void | Promise<void>) {
    await act();
    changed();
    return whole(ekgRow(db, ekgId));
  }
  return {
    changed,
    deliveryChanged: tell,
    async found(file) {
      if (wholeAlone(db, file.bytes) !== null) return [];
      const examined = await examine({ file, compute: null });
      const mayStillCome = 'problem' in examined.record && (examined.lacks.length > 0 || !isTracing(tracingFileOf(file)));
      if (mayStillCome && !file.isLastCall) return null;
      keepEkg(db, { file, at: clock.now(), personId: null }, examined);
      changed();
      return [...examined.beside.keys()];
    },
    async left(fileName, size) {
      tellOfLeft(db, { fileName, size, at: clock.now() });
      changed();
    },
    take,
    answers: {
      'ekg.list': { who: 'signed-in', check: z.null(), answer: () => listEkgs(db, mostShown).map((row) => cardOf(db, row)) },
      'ekg.receive': {
        who: 'signed-in',
        check: z.object({ ...sentFile, beside: z.array(z.object(sentFile)).max(mostBeside).optional() }).refine(isBelowLongest),
        async answer({ fileName, base64, beside = [] }, { person }) {
          const files = new Map(beside.map((one) => [one.fileName, Buffer.from(one.base64, 'base64')]));
          return take({ name: fileName, bytes: Buffer.from(base64, 'base64'), around: { files } }, person.id);
        },
      },
      'ekg.read': {
        who: 'signed-in',
        check: id,
        answer(order, { person }) {
          const row = ekgRow(db, order.id);
          seen(person, row, 'ekg.seen');
          return whole(row);
        },
      },
      'ekg.match': {
        who: 'signed-in',
        check: z.object({ id: z.string(), patientId: z.string() }),
        answer: (order, { person }) => decided(order.id, () => matchEkg(deciding(person), order.id, order.patientId)),
      },
      'ekg.findPatients': {
        who: 'signed-in',
        check: z.object({ id: z.string(), words: z.string().max(100) }),
        answer(order, { person }) {
          const row = ekgRow(db, order.id);
          seen(person, row, 'ekg.searched');
          return candidates(db, row, order.words);
        },
      },
      'ekg.unmatch': {
        who: 'signed-in',
        check: withReason,
        answer: (order, { person }) => decided(order.id, () => unmatchEkg(deciding(person), order.id, order.reason)),
      },
      'ekg.dismiss': {
        who: 'signed-in',
        check: withReason,
        answer(order, { person }) {
          dismissEkg(deciding(person), order.id, order.reason);
          changed();
          return null;
        },
      },
      'ekg.sign': {
        who: 'signed-in',
        check: z.object({
          id: z.string(),
          patientId: z.string(),
          shown: z.object({ computed: values.nullable(), cart: values.nullable() }),
          clinician: z.string().trim().min(1).max(100).nullable(),
          orderNumber: z.null(),
        }),
        answer: (order, { person }) => decided(order.id, () => signEkg(deciding(person), order, settings())),
      },
      'ekg.confirm': {
        who: ['clinician'],
        check: z.object({ id: z.string(), shown: values.nullable(), values, comment: z.string().max(1000) }),
        answer: (order, { person }) => decided(order.id, () => confirmEkg(deciding(person), order, settings())),
      },
      'ekg.askRetake': {
        who: ['clinician'],
        check: withReason,
        answer: (order, { person }) => decided(order.id, () => askRetake(deciding(person), order.id, order.reason)),
      },
      'ekg.page': {
        who: 'signed-in',
        check: page,
        async answer(order, { person }) {
          const row = ekgRow(db, order.id);
          const { id: _, ...scale } = order;
          const bytes = await pageOf(row, scale);
          seen(person, row, 'ekg.printed', { paper: order.paper });
          return { name: `${baseName(row)}.pdf`, base64: Buffer.from(bytes).toString('base64') };
        },
      },
      'ekg.export': {
        who: 'signed-in',
        check: z.object({ id: z.string(), format: z.enum(['pdf', 'dicom', 'scp', 'aecg', 'edf']) }),
        async answer(order, { person }) {
          const row = ekgRow(db, order.id);
          const files = await exported(row, order.format);
          seen(person, row, 'ekg.exported', { format: order.format });
          return files;
        },
      },
    },
  };

  async function pageOf(row: EkgRow, scale?: Omit<EkgPageOrder, 'id'>): Promise<Uint8Array> {
    const { patient } = cardOf(db, row);
    return pageOfEkg({ tracing: await tracingOfEkg(parts, row), patient, settings: settings(), overRead: overReadOf(db, row), scale });
  }

  async function exported(row: EkgRow, format: EkgExport): Promise<SavedFile[]> {
    if (format === 'pdf') {
      const bytes = await pageOf(row);
      return [{ name: `${baseName(row)}.pdf`, base64: Buffer.from(bytes).toString('base64') }];
    }
    const target = tracingFormats.find((one) => one.id === writtenAs[format]);
    if (target === undefined) throw new Refusal('ekg-unwritable', format);
    try {
      const { files } = await writeForExchange(target, await tracingOfEkg(parts, row), baseName(row));
      return files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    } catch (thrown) {
      throw thrown instanceof UnwritableTracing ? new Refusal('ekg-unwritable', thrown.message) : thrown;
    }
  }
}

const writtenAs: Readonly<Record<Exclude<EkgExport, 'pdf'>, string>> = { dicom: 'dicom-ecg', scp: 'scp-ecg', aecg: 'hl7-aecg', edf: 'edf' };

function baseName({ id: ekgId, taken_at }: EkgRow): string {
  return `ekg-${(taken_at ?? ekgId).replaceAll(/[^\dA-Za-z]+/g, '-')}`;
}
