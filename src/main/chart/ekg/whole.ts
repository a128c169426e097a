/** An EKG with everything the review shows: samples as received, the cart's numbers, ours beside them, and the one before. Reads only. */
import { withDerivedLeads } from '../../../../drivers/model/leads.ts';
import { type Lead, type Measurements, noMeasurements, noSample, type Tracing } from '../../../../drivers/model/tracing.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import type { Ekg, EkgComputed, EkgLead, EkgMedianBeat, EkgSettings } from '../../../preload/contract.ts';
import { type Measured, measure } from '../../ekg/measure.ts';
import { judge } from '../../ekg/quality.ts';
import { findReversal } from '../../ekg/reversal.ts';
import { wordsOfReason } from '../../ekg/words.ts';
import { Refusal } from '../../refusal.ts';
import { type EkgRow, earlierEkg, fileOfEkg, findEkg, newestEkgAct } from '../../storage/ekgs.ts';
import type { Db } from '../../storage/open.ts';
import { cardOf } from './card.ts';

/** Throws Refusal 'ekg-unknown'. */
export function ekgRow(db: Db, id: string): EkgRow {
  const row = findEkg(db, id);
  if (row === null) throw new Refusal('ekg-unknown');
  return row;
}

/** The record in a stored file. Throws Refusal 'ekg-unreadable' for one that could not be read when it came. */
export async function tracingOfEkg(db: Db, row: EkgRow): Promise<Tracing> {
  if (row.format === null) throw new Refusal('ekg-unreadable', row.problem ?? undefined);
  return readTracing(fileOfEkg(db, row.id));
}

export async function wholeEkg(db: Db, row: EkgRow, settings: EkgSettings): Promise<Ekg> {
  const card = cardOf(db, row);
  if (row.format === null) return { ...card, ...nothingRead };
  const tracing = await tracingOfEkg(db, row);
  const retake = row.state === 'retake' ? newestEkgAct(db, row.id, 'retake-asked') : null;
  return {
    ...card,
    leads: withDerivedLeads(tracing.leads).map(shownLead),
    device: tracing.device,
    orderNumber: tracing.orderNumber,
    placement: tracing.placement,
    endsEarly: endsEarly(tracing),
    filters: tracing.filters,
    takenBy: tracing.technician,
    cart: { values: tracing.deviceMeasurements, statements: tracing.statements },
    computed: settings.analysis ? computedOf(tracing, settings) : null,
    matched: matchedOf(db, row),
    overRead: overReadOf(db, row),
    retake:
      retake === null ? null : { reason: (JSON.parse(retake.detail) as { reason: string }).reason, by: retake.person_name, at: retake.at },
    remarks: tracing.remarks,
    previous: await previousOf(db, row, settings),
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

function shownLead({ name, hz, nanovoltsPerBit, baseline, derived, samples }: Lead): EkgLead {
  return {
    name,
    hz,
    nanovoltsPerBit,
    baseline,
    derived: derived === true,
    samples: Array.from(samples, (value) => (value === noSample ? null : value)),
  };
}

/** What Isoline computes: for a clinician to look at, never a diagnosis. */
export function computedOf(tracing: Tracing, { qtcFormula }: Pick<EkgSettings, 'qtcFormula'>): EkgComputed {
  const measured = measure(tracing);
  const { verdict, reasons, electrode } = judge(tracing);
  const { swap, certainty, instead } = findReversal(tracing, measured);
  return {
    values: valuesOf(measured, qtcFormula),
    qtc: measured.qtc,
    isIrregular: measured.isIrregular,
    pacerSpikes: measured.spikes.length,
    median: medianOf(measured),
    verdict,
    reasons: reasons.map((reason) => ({ lead: reason.lead, fault: reason.fault, text: wordsOfReason(reason, electrode) })),
    suspectedSwap: swap === null ? null : { swap, certainty, instead },
  };
}

function valuesOf(measured: Measured, qtcFormula: EkgSettings['qtcFormula']): Measurements {
  const { heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis, qtc } = measured;
  return { ...noMeasurements(), heartRate, rr, pr, pDuration, qrs, qt, pAxis, qrsAxis, tAxis, qtc: qtc?.[qtcFormula] ?? null, qtcFormula };
}

function medianOf({ median }: Measured): EkgMedianBeat | null {
  if (median === null) return null;
  const { hz, leads, values, global } = median;
  return { hz, leads, values: values.map((lead) => Array.from(lead, (value) => Math.round(value))), points: global };
}

async function previousOf(db: Db, row: EkgRow, settings: EkgSettings): Promise<Ekg['previous']> {
  const before = row.patient_id === null || row.taken_at === null ? null : earlierEkg(db, row.patient_id, row.taken_at, row.id);
  if (before === null || before.format === null) return null;
  const tracing = await tracingOfEkg(db, before);
  const signed = newestEkgAct(db, before.id, 'confirmed');
  const computed = settings.analysis ? computedOf(tracing, settings) : null;
  const values =
    signed === null
      ? (tracing.deviceMeasurements ?? computed?.values ?? null)
      : (JSON.parse(signed.detail) as { values: Measurements }).values;
  return { id: before.id, takenAt: before.taken_at, values, median: computed?.median ?? null };
}
