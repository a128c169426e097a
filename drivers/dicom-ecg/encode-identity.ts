/**
 * Unique identifiers out of what a record holds, in the form 2.25 of PS3.5 B.2: a driver has no chance and no clock, and the same
 * record written twice is the same object. The 128 bits are those of a UUID of version 8.
 */
import { uuidFor } from '../framing/content-id.ts';
import type { Tracing } from '../model/tracing.ts';

export interface Uids {
  study: string;
  series: string;
  instance: string;
}

export function uidsFor(tracing: Tracing): Uids {
  const uid = (part: string) => `2.25.${BigInt(`0x${uuidFor(withPart(tracing, part)).replaceAll('-', '')}`)}`;
  return { study: uid('study'), series: uid('series'), instance: uid('instance') };
}

/** What else the object says of the record goes in by way of the device, which the hash takes whole. */
function withPart(tracing: Tracing, part: string): Tracing {
  const { deviceMeasurements, statements, confirmedBy, technician, institution, orderNumber, filters, placement, device } = tracing;
  const said = [deviceMeasurements, statements, confirmedBy, technician, institution, orderNumber, filters, placement];
  const beat = tracing.representativeBeat;
  const ofBeat = beat?.leads.map(({ name, samples, nanovoltsPerBit, baseline }) => [name, [...samples], nanovoltsPerBit, baseline]);
  const scales = tracing.leads.map(({ nanovoltsPerBit, baseline }) => [nanovoltsPerBit, baseline]);
  return { ...tracing, device: { ...device, software: JSON.stringify([part, device.software, said, scales, ofBeat, beat?.points]) } };
}
