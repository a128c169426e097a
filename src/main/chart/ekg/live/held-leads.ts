/**
 * The last half minute of one EKG device: integers as they came, lost instants as no sample, and what the device said of its
 * electrodes. Instants are counted from the first one held since the stream began or broke; a count never goes back.
 */
import { type Electrode, electrodes } from '../../../../../drivers/model/leads.ts';
import { type Lead, noSample } from '../../../../../drivers/model/tracing.ts';
import type { LiveLeads } from '../../../../preload/contract.ts';

export type Contact = LiveLeads['contact'];

export interface HeldSlice {
  /** Baseline 0; `samples` are a copy. */
  leads: Lead[];
  hz: number;
  from: number;
  to: number;
  /** Instants, counted from the slice's first, that were lost. */
  lost: { at: number; count: number }[];
  /** Electrodes that the device said were off at some instant of the slice. */
  off: Electrode[];
}

export interface HeldLeads {
  readonly hz: number;
  readonly names: readonly string[];
  readonly nanovoltsPerBit: number;
  /** Count of the next instant, and of the oldest one still held. */
  readonly end: number;
  readonly oldest: number;
  readonly lostInAll: number;
  /** The device's newest word on contact. */
  readonly contact: Contact;
  /** Host time of the newest instant, milliseconds since 1970. */
  readonly at: number;
  add(batch: LiveLeads): void;
  /** Whether this batch continues the stream: the same layout, and no silence in between. */
  continues(batch: LiveLeads): boolean;
  /** Instants [from, to); those that are no longer or not yet held are left out. */
  slice(from: number, to: number): HeldSlice;
}

const secondsHeld = 30;

/** A silence longer than this is a break: how much is missing in it, not every device can tell. */
export const silenceMs = 1000;

interface Since<T> {
  from: number;
  is: T;
}

export function holdLeads(first: LiveLeads): HeldLeads {
  const { hz, leads: names, nanovoltsPerBit } = first;
  const room = Math.round(secondsHeld * hz);
  const rings = names.map(() => new Int32Array(room).fill(noSample));
  let end = 0;
  let lostInAll = 0;
  let at = first.at;
  let contacts: Since<Contact>[] = [];
  let gaps: { at: number; count: number }[] = [];

  const oldest = () => Math.max(0, end - room);

  function lose(count: number): void {
    gaps.push({ at: end, count });
    lostInAll += count;
    // More than the ring holds leaves nothing else in it.
    const told = Math.min(count, room);
    for (const ring of rings) for (let back = 1; back <= told; back++) ring[(end + count - back) % room] = noSample;
    end += count;
  }

  function add(batch: LiveLeads): void {
    if (batch.lostBefore > 0) lose(batch.lostBefore);
    if (contacts.length === 0 || JSON.stringify(contacts.at(-1)!.is) !== JSON.stringify(batch.contact))
      contacts.push({ from: end, is: batch.contact });
    const length = batch.samples[0]?.length ?? 0;
    for (const [row, ring] of rings.entries()) {
      const samples = batch.samples[row]!;
      for (let index = 0; index < length; index++) ring[(end + index) % room] = samples[index] ?? noSample;
    }
    end += length;
    at = batch.at;
    gaps = gaps.filter((gap) => gap.at + gap.count > oldest());
    contacts = contacts.filter((_, index) => index === contacts.length - 1 || contacts[index + 1]!.from > oldest());
  }

  function slice(from: number, to: number): HeldSlice {
    const [start, stop] = [Math.max(from, oldest()), Math.min(to, end)];
    const copy = (ring: Int32Array) => Int32Array.from({ length: Math.max(0, stop - start) }, (_, index) => ring[(start + index) % room]!);
    const within = contacts.filter(({ from: since }, index) => since < stop && (contacts[index + 1]?.from ?? end) > start);
    return {
      leads: names.map((name, row) => ({ name, samples: copy(rings[row]!), hz, nanovoltsPerBit, baseline: 0 })),
      hz,
      from: start,
      to: stop,
      lost: gaps.flatMap((gap) => {
        const [first, last] = [Math.max(gap.at, start), Math.min(gap.at + gap.count, stop)];
        return last > first ? [{ at: first - start, count: last - first }] : [];
      }),
      off: electrodes.filter((electrode) => within.some(({ is }) => is[electrode] === 'off')),
    };
  }

  return {
    hz,
    names,
    nanovoltsPerBit,
    get end() {
      return end;
    },
    get oldest() {
      return oldest();
    },
    get lostInAll() {
      return lostInAll;
    },
    get contact() {
      return contacts.at(-1)?.is ?? {};
    },
    get at() {
      return at;
    },
    add,
    continues(batch) {
      const isSame = batch.hz === hz && batch.nanovoltsPerBit === nanovoltsPerBit && batch.leads.join() === names.join();
      const lasts = (1000 * ((batch.samples[0]?.length ?? 0) + batch.lostBefore)) / hz;
      return isSame && batch.at - at - lasts < silenceMs;
    },
    slice,
  };
}
