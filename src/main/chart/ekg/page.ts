/** The page of an EKG, with the patient whom a person has confirmed. */
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import type { EkgCard, EkgPageOrder, EkgSettings } from '../../../preload/contract.ts';
import { measure } from '../../ekg/measure.ts';
import { type EkgPageOrder as Drawn, ekgPage } from '../../report/ekg-page.ts';
import { ageYears } from '../../worklist/age.ts';

export interface Paged {
  tracing: Tracing;
  patient: EkgCard['patient'];
  settings: Pick<EkgSettings, 'analysis' | 'qtcFormula' | 'paper'>;
  /** What a clinician of this station has signed; null while nobody has. */
  overRead: Omit<NonNullable<Drawn['overRead']>, 'heading'> | null;
  /** As a person asked for it; the chart's page where nobody did. */
  scale?: Omit<EkgPageOrder, 'id'>;
}

/** The bytes of a PDF. */
export function pageOfEkg({ tracing, patient, settings, overRead, scale }: Paged): Promise<Uint8Array> {
  return ekgPage({
    tracing: patient === null ? tracing : ofOurPatient(tracing, patient),
    measured: settings.analysis ? measure(tracing) : null,
    qtcFormula: settings.qtcFormula,
    ...(overRead === null ? {} : { overRead: { ...overRead, heading: `${overRead.by}, confirmed` } }),
    ...(scale ?? { paper: settings.paper, layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10 }),
  });
}

/** On paper stands who a person has confirmed it to be, not what was typed into the cart. */
export function ofOurPatient(tracing: Tracing, { family, given, dateOfBirth, mrn, sex }: NonNullable<EkgCard['patient']>): Tracing {
  const taken = tracing.startedAt === null ? null : new Date(tracing.startedAt);
  const patient = {
    family,
    given,
    birthDate: dateOfBirth,
    ids: [`MRN ${mrn}`],
    sex: sex === 'female' || sex === 'male' ? sex : null,
    ageYears: taken === null || Number.isNaN(taken.getTime()) ? null : Math.floor(ageYears(dateOfBirth, taken)),
  };
  return { ...tracing, patient };
}
