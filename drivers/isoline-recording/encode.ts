/** A record as it is, to bytes: see README.md. */
import { crc32 } from '../framing/crc32.ts';
import { utf8Bytes } from '../framing/text.ts';
import type { Lead, Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';
import { type Header, mark, type WrittenLead } from './layout.ts';

/** Throws `UnwritableTracing` for a record without leads. */
export function writeRecording(tracing: Tracing, name: string): WrittenFile[] {
  if (tracing.leads.length === 0) throw new UnwritableTracing('there is no lead to write');
  const { format: _format, formatVersion: _version, leads, representativeBeat, ...rest } = tracing;
  const header: Header = {
    ...rest,
    leads: leads.map(withoutSamples),
    representativeBeat: representativeBeat === null ? null : { ...representativeBeat, leads: representativeBeat.leads.map(withoutSamples) },
  };
  const head = utf8Bytes(`${mark}${JSON.stringify(header)}\n`);
  const all = [...leads, ...(representativeBeat?.leads ?? [])];
  const bytes = new Uint8Array(head.length + 4 * all.reduce((sum, { samples }) => sum + samples.length, 0) + 4);
  bytes.set(head);
  const view = new DataView(bytes.buffer);
  let at = head.length;
  for (const { samples } of all) {
    for (const value of samples) {
      view.setInt32(at, value, true);
      at += 4;
    }
  }
  view.setUint32(at, crc32(bytes.subarray(0, at)), true);
  return [{ name: `${name}.isoekg`, bytes }];
}

function withoutSamples({ samples, ...lead }: Lead): WrittenLead {
  return { ...lead, count: samples.length };
}
