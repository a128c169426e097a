/** What every step of a delivery to a FHIR server works with. */
import type { DestinationSettings } from '../../../preload/contract.ts';
import type { Db } from '../../storage/open.ts';
import type { Outcome } from '../destination.ts';

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

/** What a change is a change of, as the server knows it. */
export interface Target {
  serverId: string;
  versionId: string | null;
}
