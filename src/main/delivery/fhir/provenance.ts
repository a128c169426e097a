/** Who measured, who verified and what forwarded, for the resources of one item. EHR notes 2.8. */
import { localTime } from '../../local-time.ts';
import type { Deliverable, EkgDeliverable, VitalsDeliverable } from '../../storage/deliverable.ts';
import { whenOf } from './ekg-resource.ts';
import type { Resource } from './observation.ts';

export function provenanceOf(deliverable: Deliverable, targets: readonly string[], stationName: string): Resource {
  const { act, occurred, devices, people, source } = deliverable.kind === 'ekg' ? ofEkg(deliverable) : ofVitals(deliverable);
  const type = (code: string) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] });
  const onBehalfOf = { display: stationName };
  return {
    resourceType: 'Provenance',
    target: targets.map((reference) => ({ reference })),
    ...occurred,
    recorded: new Date(deliverable.signedAt).toISOString(),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: act }] },
    agent: [
      ...devices.map((display) => ({ type: type('author'), who: { display }, onBehalfOf })),
      ...people.map((display) => ({ type: type('verifier'), who: { display }, onBehalfOf })),
      { type: type('assembler'), who: { display: stationName }, onBehalfOf },
    ],
    ...source,
  };
}

interface Told {
  act: 'CREATE' | 'UPDATE';
  occurred: Resource;
  devices: readonly string[];
  people: readonly string[];
  source: Resource;
}

function ofVitals({ values, signedBy }: VitalsDeliverable): Told {
  const measured = values.flatMap(({ measurement, madeOf }) => [measurement, ...madeOf]);
  const first = values.map(({ measurement }) => measurement.measuredAt).sort()[0]!;
  return {
    act: 'CREATE',
    occurred: { occurredDateTime: localTime(first) },
    devices: [...new Set(measured.flatMap(({ deviceLabel }) => deviceLabel ?? []))],
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
    devices: name === '' ? [] : [name],
    people: [signedBy.name],
    source: { entity: [{ role: 'source', what }] },
  };
}
