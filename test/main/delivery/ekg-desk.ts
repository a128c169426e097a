/** People at a station with EKGs of carts: a file comes in, is matched, signed by an assistant and over-read by a clinician. */
import { writeAecg } from '../../../drivers/hl7-aecg/encode.ts';
import type { Tracing } from '../../../drivers/model/tracing.ts';
import { createEkgs } from '../../../src/main/chart/ekg/ekgs.ts';
import { examineHere } from '../../../src/main/chart/ekg/examine.ts';
import type { EnqueueEkg } from '../../../src/main/chart/ekg/result.ts';
import { readSettings, writeSettings } from '../../../src/main/settings/settings.ts';
import type { Db } from '../../../src/main/storage/open.ts';
import { insertPerson, listPeople } from '../../../src/main/storage/people.ts';
import type { Ekg, EkgCalls, EkgValues, Patient, Person } from '../../../src/preload/contract.ts';
import { madeUpHeart } from '../../support/made-up-heart.ts';
import { madeUpTracing } from '../../support/tracing-files.ts';

/** What is asked of the EKGs themselves. */
type EkgCall = keyof ReturnType<typeof createEkgs>['answers'];

export interface EkgDesk {
  assistant: Person;
  clinician: Person;
  ask<C extends EkgCall>(call: C, input: EkgCalls[C]['in'], person?: Person): Promise<EkgCalls[C]['out']>;
  /** A cart's file comes in and is the patient's. */
  take(patient: Patient, change?: Partial<Tracing>): Promise<Ekg>;
  sign(ekg: Ekg): Promise<Ekg>;
  /** The clinician takes what was computed, but for what is given. */
  confirm(ekg: Ekg, change?: Partial<EkgValues>, comment?: string): Promise<Ekg>;
  switchAnalysisOff(): void;
}

/** The record that a cart's file holds unless it is changed. */
export function cartTracing(change: Partial<Tracing> = {}): Tracing {
  const { leads } = madeUpHeart({ noise: 4 }).tracing;
  return { ...madeUpTracing(), representativeBeat: null, leads, ...change };
}

export function createEkgDesk(db: Db, enqueue: EnqueueEkg, now: () => Date = () => new Date()): EkgDesk {
  const ekgs = createEkgs({ db, examine: examineHere, clock: { now }, announce: () => undefined, enqueue, todayChanged: () => undefined });
  const [assistant] = listPeople(db) as [Person];
  const clinician: Person = { id: 'lindqvist', name: 'Dr. Lindqvist', role: 'clinician', visitOpenIn: null };
  if (!listPeople(db).some(({ id }) => id === clinician.id))
    insertPerson(db, { ...clinician, pin: { salt: Buffer.alloc(16), hash: Buffer.alloc(32) }, addedAt: now() });
  const ask: EkgDesk['ask'] = async (call, input, person = assistant) => {
    const { check, answer } = ekgs.answers[call as EkgCall];
    return (await answer(check.parse(input) as never, { person })) as never;
  };
  return {
    assistant,
    clinician,
    ask,
    async take(patient, change = {}) {
      const [file] = writeAecg(cartTracing(change), 'cart');
      const { id } = await ask('ekg.receive', { fileName: file!.name, base64: Buffer.from(file!.bytes).toString('base64') });
      return ask('ekg.match', { id, patientId: patient.id });
    },
    sign: ({ id, patient, computed, cart }) =>
      ask('ekg.sign', {
        id,
        patientId: patient!.id,
        shown: { computed: computed?.values ?? null, cart: cart.values },
        clinician: 'Dr. Lindqvist',
        orderNumber: null,
      }),
    confirm({ id, computed, cart }, change = {}, comment = '') {
      const shown = computed?.values ?? null;
      return ask('ekg.confirm', { id, shown, values: { ...(shown ?? cart.values!), ...change }, comment }, clinician);
    },
    switchAnalysisOff: () => writeSettings(db, { ekg: { ...readSettings(db).ekg, analysis: false } }, null, now()),
  };
}
