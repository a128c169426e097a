/** An EKG of the station as what the paper is drawn from. */
import type { NamedValues, PageFacts } from '../../../../../drivers/model/paper/page-words.ts';
import { type Lead, noSample } from '../../../../../drivers/model/tracing.ts';
import type { Ekg } from '../../../../preload/contract.ts';

export function leadsOf({ leads }: Ekg): Lead[] {
  return leads.map(({ name, hz, nanovoltsPerBit, baseline, derived, samples }) => ({
    name,
    hz,
    nanovoltsPerBit,
    baseline,
    samples: Int32Array.from(samples, (value) => value ?? noSample),
    ...(derived ? { derived: true as const } : {}),
  }));
}

/** On paper stands our patient once a person has matched the file; before that what the file says, and nothing of it is believed. */
export function factsOf(ekg: Ekg): PageFacts {
  const { patient, filePatient, computed, cart, overRead } = ekg;
  const ours = patient && {
    family: patient.family,
    given: patient.given,
    birthDate: patient.dateOfBirth,
    ageYears: ageAt(patient.dateOfBirth, ekg.takenAt),
    sex: patient.sex === 'female' || patient.sex === 'male' ? patient.sex : null,
    ids: [`MRN ${patient.mrn}`],
  };
  const unknown = { family: null, given: null, birthDate: null, ageYears: null, sex: null, ids: [] };
  const measured: (NamedValues | null)[] = [
    overRead && { heading: `${overRead.by}, confirmed`, values: overRead.values },
    computed && { heading: 'Isoline, computed, unconfirmed', values: computed.values },
    cart.values && { heading: 'Cart, unconfirmed', values: cart.values },
  ];
  return {
    patient: ours ?? (filePatient === null ? unknown : { ...filePatient, ids: filePatient.ids.map((id) => `ID ${id} on the file`) }),
    takenAt: ekg.takenAt,
    takenBy: ekg.takenBy,
    orderNumber: ekg.orderNumber,
    device: ekg.device ?? { manufacturer: null, model: null, serial: null, software: null },
    filters: ekg.filters,
    placement: ekg.placement,
    hz: ekg.leads[0]?.hz ?? null,
    measured: measured.filter((one) => one !== null),
    statements: cart.statements,
    confirmed: overRead && { by: overRead.by, at: overRead.at },
  };
}

/** Completed years on the day it was taken; null where that is not known. */
export function ageAt(dateOfBirth: string, takenAt: string | null): number | null {
  const day = takenAt?.slice(0, 10).split('-').map(Number) ?? [];
  const born = dateOfBirth.split('-').map(Number);
  if (day.length !== 3 || born.length !== 3 || [...day, ...born].some(Number.isNaN)) return null;
  const isBefore = day[1]! < born[1]! || (day[1] === born[1] && day[2]! < born[2]!);
  return day[0]! - born[0]! - (isBefore ? 1 : 0);
}
