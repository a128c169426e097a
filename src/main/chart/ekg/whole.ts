/** An EKG with everything the review shows: samples as received, the cart's numbers, ours beside them, and the one before. Reads only. */
import { withDerivedLeads } from '../../../../drivers/model/leads.ts';
import { type Lead, type Measurements, noSample, type Tracing } from '../../../../drivers/model/tracing.ts';
import type { Ekg, EkgComputed, EkgLead, EkgSettings } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { type EkgRow, earlierEkg, fileOfEkg, findEkg, newestEkgAct } from '../../storage/ekgs.ts';
import type { Db } from '../../storage/open.ts';
import { cardOf } from './card.ts';
import type { Examine } from './examine.ts';

/** Throws Refusal 'ekg-unknown'. */
export function ekgRow(db: Db, id: string): EkgRow {
  const row = findEkg(db, id);
  if (row === null) throw new Refusal('ekg-unknown');
  return row;
}

/** Where stored records are, and who reads them. */
export interface EkgReading {
  db: Db;
  examine: Examine;
}

/** The record in a stored file. Throws Refusal 'ekg-unreadable' for one that could not be read when it came. */
export async function tracingOfEkg(reading: EkgReading, row: EkgRow): Promise<Tracing> {
  return (await examineEkg(reading, row, null)).tracing;
}

/** With what is computed on it; nothing is where the clinic has switched that off. Throws as `tracingOfEkg`. */
export async function examineEkg(
  { db, examine }: EkgReading,
  row: EkgRow,
  settings: Pick<EkgSettings, 'analysis' | 'qtcFormula'> | null,
): Promise<{ tracing: Tracing; computed: EkgComputed | null }> {
  if (row.format === null) throw new Refusal('ekg-unreadable', row.problem ?? undefined);
  const { name, bytes, files } = fileOfEkg(db, row.id);
  const compute = settings?.analysis === true ? { qtcFormula: settings.qtcFormula } : null;
  const { record, computed } = await examine({ file: { name, bytes, around: { files } }, compute });
  if ('problem' in record) throw new Refusal('ekg-unreadable', record.problem);
  return { tracing: record, computed };
}

export async function wholeEkg(reading: EkgReading, row: EkgRow, settings: EkgSettings): Promise<Ekg> {
  const { db } = reading;
  const card = cardOf(db, row);
  if (row.format === null) return { ...card, ...nothingRead };
  const { tracing, computed } = await examineEkg(reading, row, settings);
  const leads = withDerivedLeads(tracing.leads);
  const shownSeconds = shownSecondsOf(leads);
  const retake = row.state === 'retake' ? newestEkgAct(db, row.id, 'retake-asked') : null;
  return {
    ...card,
    leads: leads.map((lead) => shownLead(lead, shownSeconds)),
    heldSeconds: longestSeconds(leads),
    shownSeconds,
    device: tracing.device,
    orderNumber: tracing.orderNumber,
    placement: tracing.placement,
    endsEarly: endsEarly(tracing),
    filters: tracing.filters,
    takenBy: tracing.technician,
    cart: { values: tracing.deviceMeasurements, statements: tracing.statements },
    computed,
    matched: matchedOf(db, row),
    overRead: overReadOf(db, row),
    retake:
      retake === null ? null : { reason: (JSON.parse(retake.detail) as { reason: string }).reason, by: retake.person_name, at: retake.at },
    remarks: tracing.remarks,
    previous: await previousOf(reading, row, settings),
  };
}

function matchedOf(db: Db, { id, patient_id }: EkgRow): Ekg['matched'] {
  const matched = patient_id === null ? null : newestEkgAct(db, id, 'matched');
  return matched === null ? null : { by: matched.person_name, at: matched.at };
}

/** By the lead that lacks most; null where the file holds all it says. */
export function endsEarly({ leads }: Tracing): Ekg['endsEarly'] {
  const short = leads.flatMap(({ announced, samples, hz }) =>
    announced === undefined ? [] : [{ heldSeconds: samples.length / hz, announcedSeconds: announced / hz }],
  );
  const lacks = ({ heldSeconds, announcedSeconds }: NonNullable<Ekg['endsEarly']>) => announcedSeconds - heldSeconds;
  return short.sort((a, b) => lacks(b) - lacks(a))[0] ?? null;
}

/** What a clinician has signed; null while nobody has. */
export function overReadOf(db: Db, row: EkgRow): Ekg['overRead'] {
  const signed = row.state === 'confirmed' ? newestEkgAct(db, row.id, 'confirmed') : null;
  if (signed === null) return null;
  const { values, comment } = JSON.parse(signed.detail) as { values: Measurements; comment: string };
  return { values, comment, by: signed.person_name, at: signed.at };
}

const nothingRead = {
  leads: [],
  heldSeconds: 0,
  shownSeconds: 0,
  device: null,
  orderNumber: null,
  placement: null,
  endsEarly: null,
  filters: { highPassHz: null, lowPassHz: null, notchHz: null },
  takenBy: null,
  cart: { values: null, statements: [] },
  computed: null,
  matched: null,
  overRead: null,
  retake: null,
  remarks: [],
  previous: null,
} satisfies Partial<Ekg>;

/** In all leads together: a message with as many is written and read in a few hundredths of a second. */
const mostShown = 600_000;

/** Whole tens of seconds from the beginning, or all of it. */
function shownSecondsOf(leads: readonly Lead[]): number {
  const held = longestSeconds(leads);
  const most = mostShown / leads.reduce((sum, { hz }) => sum + hz, 0);
  return held <= most ? held : Math.max(10, Math.floor(most / 10) * 10);
}

function longestSeconds(leads: readonly Lead[]): number {
  return leads.reduce((longest, { samples, hz }) => Math.max(longest, samples.length / hz), 0);
}

function shownLead({ name, hz, nanovoltsPerBit, baseline, derived, samples }: Lead, seconds: number): EkgLead {
  const shown = samples.subarray(0, Math.ceil(seconds * hz));
  return {
    name,
    hz,
    nanovoltsPerBit,
    baseline,
    derived: derived === true,
    samples: Array.from(shown, (value) => (value === noSample ? null : value)),
  };
}

async function previousOf(reading: EkgReading, row: EkgRow, settings: EkgSettings): Promise<Ekg['previous']> {
  const { db } = reading;
  const before = row.patient_id === null || row.taken_at === null ? null : earlierEkg(db, row.patient_id, row.taken_at, row.id);
  if (before === null || before.format === null) return null;
  const { tracing, computed } = await examineEkg(reading, before, settings);
  const signed = newestEkgAct(db, before.id, 'confirmed');
  const values =
    signed === null
      ? (tracing.deviceMeasurements ?? computed?.values ?? null)
      : (JSON.parse(signed.detail) as { values: Measurements }).values;
  return { id: before.id, takenAt: before.taken_at, values, median: computed?.median ?? null };
}
