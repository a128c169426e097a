/** Who measured, who verified and what forwarded, for the resources of one item. EHR notes 2.8. */
import { localTime } from '../../local-time.ts';
import type { Deliverable, DeliverableValue, EkgDeliverable, VitalsDeliverable } from '../../storage/deliverable.ts';
import { whenOf } from './ekg-resource.ts';
import type { Resource } from './observation.ts';

/** Where a value comes from, in one word; what was worked out comes from whatever it was made of. Each has a Provenance of its own. */
export function sourceOf({ measurement, madeOf }: Pick<DeliverableValue, 'measurement' | 'madeOf'>): string {
  const names = (madeOf.length === 0 ? [measurement] : madeOf).map(({ source, deviceLabel, typedBy }) =>
    source === 'device' ? `device ${deviceLabel}` : `person ${typedBy}`,
  );
  return [...new Set(names)].sort().join(', ');
}

/** `values`: those of vitals that it is about. */
export function provenanceOf(
  deliverable: Deliverable,
  values: readonly DeliverableValue[],
  targets: readonly string[],
  stationName: string,
): Resource {
  const { act, occurred, authors, people, source } = deliverable.kind === 'ekg' ? ofEkg(deliverable) : ofVitals(deliverable, values);
  const type = (code: string) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] });
  const onBehalfOf = { display: stationName };
  return {
    resourceType: 'Provenance',
    target: targets.map((reference) => ({ reference })),
    ...occurred,
    recorded: new Date(deliverable.signedAt).toISOString(),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: act }] },
    agent: [
      ...authors.map((display) => ({ type: type('author'), who: { display }, onBehalfOf })),
      ...people.map((display) => ({ type: type('verifier'), who: { display }, onBehalfOf })),
      { type: type('assembler'), who: { display: stationName }, onBehalfOf },
    ],
    ...source,
  };
}

interface Told {
  act: 'CREATE' | 'UPDATE';
  occurred: Resource;
  /** Devices, and people who typed or counted. */
  authors: readonly string[];
  people: readonly string[];
  source: Resource;
}

function ofVitals({ signedBy }: VitalsDeliverable, values: readonly DeliverableValue[]): Told {
  const measured = values.flatMap(({ measurement, madeOf }) => (madeOf.length === 0 ? [measurement] : madeOf));
  const first = values.map(({ measurement }) => measurement.measuredAt).sort()[0]!;
  return {
    act: 'CREATE',
    occurred: { occurredDateTime: localTime(first) },
    authors: [...new Set(measured.flatMap((one) => (one.source === 'computed' ? [] : (one.deviceLabel ?? one.typedBy ?? signedBy.name))))],
    people: [signedBy.name],
    source: {},
  };
}

/** The record itself stays here; its SHA-256 says which it was. */
function ofEkg({ content, before, signedBy }: EkgDeliverable): Told {
  const { device, file } = content;
  const { at, notAfter } = whenOf(content);
  const name = [device.manufacturer, device.model, device.serial].filter((part) => part !== null).join(' ');
  const what = { identifier: { value: `sha256:${file.sha256}` }, display: 'The EKG record as received, kept on the station' };
  return {
    act: before === null ? 'CREATE' : 'UPDATE',
    occurred: at === null ? { occurredPeriod: { end: notAfter } } : { occurredDateTime: at },
    authors: name === '' ? [] : [name],
    people: [signedBy.name],
    source: { entity: [{ role: 'source', what }] },
  };
}
