/**
 * How the eight channels of an EKG front end are wired to a patient where Isoline reads one: channel 1 V6, 2 I (LA - RA),
 * 3 II (LL - RA), 4 to 8 V1 to V5, the chest against Wilson's terminal. EKG notes 2.2.
 */
import type { Electrode } from './leads.ts';

export const wiredLeads = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
export type WiredLead = (typeof wiredLeads)[number];

/** For each lead its channel, counted from 0. */
const channelOf: Readonly<Record<WiredLead, number>> = { V6: 0, I: 1, II: 2, V1: 3, V2: 4, V3: 5, V4: 6, V5: 7 };

/** The electrode at the positive input of each channel, counted from 0. */
export const positiveElectrodes: readonly Electrode[] = ['V6', 'LA', 'LL', 'V1', 'V2', 'V3', 'V4', 'V5'];

/** Channels in the order of the front end to rows in the order of the leads. */
export function leadsOfChannels(channels: readonly (number | null)[]): (number | null)[] {
  return wiredLeads.map((lead) => channels[channelOf[lead]] ?? null);
}

/** Rows in the order of the leads to channels in the order of the front end. */
export function channelsOfLeads(rows: readonly (number | null)[]): (number | null)[] {
  const channels: (number | null)[] = wiredLeads.map(() => null);
  for (const [row, lead] of wiredLeads.entries()) channels[channelOf[lead]] = rows[row] ?? null;
  return channels;
}
