/**
 * Identifiers that follow from what a record holds: a driver has no chance and no clock, and the same record written twice is the
 * same document. 128 bits of FNV-1a in four lanes: enough to tell records of a clinic apart, no secret.
 */
import type { Tracing } from '../model/tracing.ts';

/** Four 32-bit words. */
function hashOf(tracing: Tracing): number[] {
  const words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  const take = (value: number) => {
    for (let lane = 0; lane < 4; lane++) words[lane] = Math.imul(words[lane]! ^ (value + lane), 0x01000193) >>> 0;
  };
  const { leads, startedAt, patient, device } = tracing;
  for (const character of JSON.stringify([startedAt, patient, device, leads.map(({ name, hz }) => [name, hz])]))
    take(character.codePointAt(0)!);
  for (const { samples } of leads) for (const sample of samples) take(sample);
  return words;
}

function hexadecimal(tracing: Tracing): string {
  return hashOf(tracing)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

/** In the form of a UUID of version 8 (RFC 9562: by a maker's own rule). */
export function uuidFor(tracing: Tracing): string {
  const hex = hexadecimal(tracing);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
