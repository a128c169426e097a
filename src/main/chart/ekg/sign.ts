/** Signing an EKG: what is signed is what was seen, and from then on it is on its way to the chart, unconfirmed. */
import { isDeepStrictEqual } from 'node:util';
import type { EkgSettings, SignEkg } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { standingEkgResult } from '../../storage/ekg-results.ts';
import type { EkgRow } from '../../storage/ekgs.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { cardOf } from './card.ts';
import type { Deciding } from './decide.ts';
import { pageOfEkg } from './page.ts';
import { keepSigned } from './result.ts';
import { ekgRow, endsEarly, examineEkg } from './whole.ts';

/** Throws Refusal 'ekg-not-now', 'other-patient', 'ekg-ends-early' or 'ekg-changed'; then nothing has changed. */
export async function signEkg(signing: Deciding, order: SignEkg, settings: EkgSettings): Promise<void> {
  const { db, person, at } = signing;
  const row = signable(db, order);
  const examined = await examineEkg(signing, row, settings);
  const { tracing } = examined;
  if (endsEarly(tracing) !== null) throw new Refusal('ekg-ends-early');
  const computed = examined.computed?.values ?? null;
  if (!isDeepStrictEqual({ computed, cart: tracing.deviceMeasurements }, order.shown)) throw new Refusal('ekg-changed');
  const page = await pageOfEkg({ tracing, patient: cardOf(db, row).patient, settings, overRead: null });
  transaction(db, () => {
    // Somebody may have decided while the file was read.
    signable(db, order);
    keepSigned(signing, row, { tracing, computed, page }, order.clinician);
    const subject = { subjectKind: 'ekg', subjectId: row.id, patientId: row.patient_id };
    writeAudit(db, {
      at,
      personId: person.id,
      action: 'ekg.signed',
      ...subject,
      detail: { shown: order.shown, clinician: order.clinician },
    });
  });
}

function signable(db: Db, { id, patientId }: SignEkg): EkgRow {
  const row = ekgRow(db, id);
  if (row.patient_id !== null && row.patient_id !== patientId) throw new Refusal('other-patient');
  if (row.state !== 'waiting' || standingEkgResult(db, id) !== null) throw new Refusal('ekg-not-now');
  return row;
}
