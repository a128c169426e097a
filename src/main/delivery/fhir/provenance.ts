/** Who measured, who verified and what forwarded, for the resources a set created. EHR notes 2.8. */

import { localTime } from '../../local-time.ts';
import type { Deliverable } from '../../storage/deliverable.ts';
import type { Resource } from './observation.ts';

export function provenanceOf(deliverable: Deliverable, targets: readonly string[], stationName: string): Resource {
  const type = (code: string) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] });
  const onBehalfOf = { display: stationName };
  const devices = [
    ...new Set(
      deliverable.values.flatMap(({ measurement, madeOf }) => [measurement, ...madeOf].flatMap(({ deviceLabel }) => deviceLabel ?? [])),
    ),
  ];
  const measured = deliverable.values.map(({ measurement }) => measurement.measuredAt).sort()[0]!;
  return {
    resourceType: 'Provenance',
    target: targets.map((reference) => ({ reference })),
    occurredDateTime: localTime(measured),
    recorded: new Date(deliverable.signedAt).toISOString(),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }] },
    agent: [
      ...devices.map((display) => ({ type: type('author'), who: { display }, onBehalfOf })),
      { type: type('verifier'), who: { display: deliverable.signedBy.name }, onBehalfOf },
      { type: type('assembler'), who: { display: stationName }, onBehalfOf },
    ],
  };
}
