/** What every step of a delivery to a FHIR server works with. */
import type { DestinationSettings } from '../../../preload/contract.ts';
import type { Db } from '../../storage/open.ts';
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Outcome } from '../destination.ts';
import type { Resource } from './observation.ts';

export interface FhirParts {
  id: string;
  db: Db;
  settings: NonNullable<DestinationSettings['fhir']>;
  stationName: string;
  now(): Date;
}

/** What a server knows ours as holds for that server alone: at another address the same id is another person. */
export function knownTo({ id, settings }: FhirParts): string {
  return `${id} ${settings.baseUrl} ${settings.mrnSystem}`;
}

export type Ended = Exclude<Outcome, { state: 'delivered' }>;

/** A part on its way: what it says, and what the server may have of it already. */
export interface PartContents {
  resource: Resource;
  /** As it was said before this change; the same where it is new. */
  before: Resource;
  /** What a change does where the server never had anything to change. */
  whenAbsent: 'create' | 'skip';
  /** The newest part by which it reached this destination, and the one by which it may have; null where there is none. */
  delivered: PartRow | null;
  undecided: PartRow | null;
}

/** What a change is a change of, as the server knows it. */
export interface Target {
  serverId: string;
  versionId: string | null;
}
