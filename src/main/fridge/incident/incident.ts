/** An incident as its screen and its papers show it, with what still stands between it and its closing. */
import type { Incident, IncidentForm } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { findStorageUnit } from '../../storage/fridge-units.ts';
import {
  actsOf,
  attachmentsOf,
  callsOfIncident,
  type IncidentWorkRow,
  lotsOfIncident,
  workedIncident,
} from '../../storage/incident-work.ts';
import type { Db } from '../../storage/open.ts';
import { unitOf } from '../stored-curve.ts';
import { incidentCard } from './card.ts';
import { incidentFacts } from './facts.ts';

const emptyForm: IncidentForm = {
  discoveredAt: null,
  temperatureAtDiscovery: null,
  roomTemperature: null,
  completedBy: '',
  title: '',
  description: '',
  elseInUnit: '',
  earlierProblems: '',
  moved: '',
  administeredAfter: '',
  remarks: '',
  storedProperlyAt: null,
  prevention: '',
  programReference: '',
  level: null,
};

/** Throws Refusal where there is none. */
export function rowOf(db: Db, id: string): IncidentWorkRow {
  const row = workedIncident(db, id);
  if (row === null) throw new Refusal('fridge-incident-unknown', id);
  return row;
}

export function formOf(row: IncidentWorkRow): IncidentForm {
  return { ...emptyForm, ...(JSON.parse(row.form) as Partial<IncidentForm>) };
}

/** Throws Refusal where there is none. */
export function incidentOf(db: Db, id: string): Incident {
  const row = rowOf(db, id);
  const unit = findStorageUnit(db, row.unit_id)!;
  const incident = {
    ...incidentCard(db, row),
    unit: unitOf(unit),
    facts: incidentFacts(db, unit, row),
    lots: lotsOfIncident(db, id),
    calls: callsOfIncident(db, id),
    form: formOf(row),
    labelled: row.labelled_at === null ? null : { by: row.labelled_by_name!, at: row.labelled_at },
    acts: actsOf(db, id).map(({ at, by, act, detail }) => ({ at, by, act, detail: detailOf(act, detail) })),
    attachments: attachmentsOf(db, id),
  };
  return { ...incident, missing: missingOf(incident) };
}

/** What a person wrote stands as it is; the figures of the logger stand among the facts. */
function detailOf(act: string, detail: string): string {
  if (act === 'opened' || act === 'grew') return '';
  const { comment, reason, name } = JSON.parse(detail) as { comment?: string; reason?: string; name?: string };
  return comment ?? reason ?? name ?? '';
}

/** A unit that held nothing is said to: that takes the place of lots, calls and answers. */
function missingOf({ to, minutes, labelled, lots, calls, form }: Omit<Incident, 'missing'>): Incident['missing'] {
  const isDone = (call: (typeof calls)[number]) => call.calledAt !== null;
  const hasLots = lots.length > 0;
  return [
    ...(labelled === null ? (['label'] as const) : []),
    ...(!hasLots && form.elseInUnit.trim() === '' ? (['lots'] as const) : []),
    ...((hasLots && calls.length === 0) || !calls.every(isDone) ? (['calls'] as const) : []),
    ...(lots.some(({ answer }) => answer === 'waiting') ? (['answers'] as const) : []),
    ...(form.description.trim() === '' ? (['description'] as const) : []),
    ...(to === null && minutes !== null ? (['still-out'] as const) : []),
  ];
}
