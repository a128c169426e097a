/** The resources that an EKG becomes at one destination, in the order they are sent: the report comes last and points at the others. */
import type { OutboxWhat } from '../../preload/contract.ts';
import { type EkgContent, earlierEkgResult, readEkgResult } from '../storage/ekg-results.ts';
import type { Db } from '../storage/open.ts';
import { type EkgPartKind, type PartRow, partsEverPlanned } from '../storage/outbox-parts.ts';
import { ekgIdentifier } from './fhir/ekg-resource.ts';
import { ekgValues } from './fhir/ekg-values.ts';
import type { PlannedPart, Planning } from './planned-parts.ts';

export interface EkgOrder {
  what: Extract<OutboxWhat, `ekg${string}`>;
  ekgResultId: string;
  patientId: string;
}

/** Empty where the destination has nothing that this would change. */
export function plannedEkgParts(db: Db, { what, ekgResultId }: EkgOrder, planning: Planning): PlannedPart[] {
  const result = readEkgResult(db, ekgResultId);
  const prefix = `${planning.stationId}:${result.seriesId}`;
  const there = partsEverPlanned(db, planning.destination, `${prefix}:`);
  const part = (kind: EkgPartKind, act: PartRow['act']): PlannedPart => ({
    signed_value_id: null,
    measurement_id: null,
    kind,
    act,
    identifier: ekgIdentifier(prefix, kind),
  });
  const update = (kind: EkgPartKind) => part(kind, 'update');
  if (what === 'ekg-withdrawal') return there.map(({ kind }) => update(kind as EkgPartKind));
  if (what === 'ekg-repeat') return there.length === 0 ? [] : [update('ekg-page'), update('ekg-report')];
  const values =
    there.length === 0
      ? all(result.content).map((kind) => part(kind, 'create'))
      : changed(db, result).map(([kind, act]) => part(kind, act));
  const provenance: PlannedPart = {
    ...part('ekg-report', 'create'),
    kind: 'provenance',
    identifier: planning.nextIdentifier('provenance'),
  };
  return planning.sendProvenance ? [...values, provenance] : values;
}

/** Also for a destination that was set up after the EKG was signed, or whose first was given up. */
function all(content: EkgContent): EkgPartKind[] {
  const standing = ekgValues(content).filter(({ measured }) => measured.status !== 'entered-in-error');
  return [...standing.map(({ kind }) => kind), 'ekg-wave', 'ekg-page', 'ekg-report'];
}

function changed(db: Db, result: ReturnType<typeof readEkgResult>): [EkgPartKind, PartRow['act']][] {
  const before = earlierEkgResult(db, result);
  const earlier = before === null ? [] : ekgValues(before.content);
  const values = ekgValues(result.content).flatMap(({ kind, measured }): [EkgPartKind, PartRow['act']][] => {
    const was = earlier.find((one) => one.kind === kind);
    if (was === undefined) return [[kind, 'create']];
    return saidAgain(was.measured, measured) ? [] : [[kind, 'update']];
  });
  return [...values, ['ekg-page', 'update'], ['ekg-report', 'update']];
}

/** A second confirmation of the same number is nothing new. */
function saidAgain(was: ReturnType<typeof ekgValues>[number]['measured'], is: typeof was): boolean {
  return was.value === is.value && was.formula === is.formula && was.status === is.status;
}
