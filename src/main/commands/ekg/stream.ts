/**
 * `isoline ekg stream`: the replay cart. A stored tracing at the end of a real cable, spoken as a live device, over and over, with
 * the mishaps of an EKG played when their names come on standard input.
 */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { encodeAds1298 } from '../../../../drivers/ads1298/encode.ts';
import { encodeVersion3 } from '../../../../drivers/healthypi/encode.ts';
import { driverById } from '../../../../drivers/index.ts';
import type { Simulation, Variant } from '../../../../drivers/model/driver.ts';
import type { LeadEncoder } from '../../../../drivers/model/lead-encoder.ts';
import { withDerivedLeads } from '../../../../drivers/model/leads.ts';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { leadsPlayed, playTracing } from '../../../../drivers/model/tracing-player.ts';
import { encodeCyton } from '../../../../drivers/openbci-cyton/encode.ts';
import { measure } from '../../ekg/measure.ts';
import { play } from '../../ports/simulated.ts';
import { systemTimers } from '../../ports/timers.ts';
import { openSerialOut } from '../line-out.ts';
import { serialLineOf } from '../simulate.ts';

export interface StreamOrder {
  tracing: Tracing;
  on: string;
  as: string;
}

interface Cart {
  variant: Variant;
  encoder: LeadEncoder;
}

const ads1298Rates = [250, 500, 1000] as const;

/** The device and dialect that send at the tracing's rate, or nearest to it. */
export function cartFor(as: string, hz: number): Cart {
  if (as === 'cyton') return { variant: variantOf('openbci-cyton', 'cyton'), encoder: encodeCyton() };
  if (as === 'healthypi') return { variant: variantOf('healthypi', 'v3'), encoder: encodeVersion3() };
  if (as !== 'ads1298') throw new Error(`stream: --as ${as || 'DEVICE'} is not one of cyton, ads1298, healthypi.`);
  const rate = ads1298Rates.reduce((a, b) => (Math.abs(Math.log(b / hz)) < Math.abs(Math.log(a / hz)) ? b : a));
  return { variant: variantOf('ads1298', `${rate}-hz`), encoder: encodeAds1298(rate) };
}

function variantOf(driverId: string, id: string): Variant {
  return driverById(driverId)!.variants.find((variant) => variant.id === id)!;
}

/** Resolves when the other side hangs up. Throws with words for the person at the command line. */
export async function streamTracing({ tracing, on, as }: StreamOrder, said: (line: string) => void, controls: Readable): Promise<void> {
  const hz = rateOf(tracing);
  const { variant, encoder } = cartFor(as, hz);
  const simulation = playTracing({ tracing, encoder, loop: loopOf(tracing) });
  const port = await openSerialOut(on, serialLineOf(variant));
  for (const line of howPlayed(tracing, encoder, variant)) said(line);
  said(`Type one of these and Enter: ${simulation.controls.map(({ id }) => id).join(', ')}`);
  const played = play(simulation, systemTimers);
  played.port.onBytes((bytes) => void port.write(bytes).catch(() => played.end()));
  port.onBytes((bytes) => void played.port.write(bytes).catch(() => undefined));
  const lines = createInterface({ input: controls });
  lines.on('line', (line) => pressed(line.trim(), simulation, played, said));
  await new Promise<void>((hungUp) => port.onClosed(() => hungUp()));
  lines.close();
  // A standard input that somebody still holds open would keep the command waiting for words to a cart that is gone.
  controls.destroy();
  played.end();
}

function pressed(control: string, { controls }: Simulation, played: { press(control: string): void }, said: (line: string) => void): void {
  const known = controls.find(({ id }) => id === control);
  if (known !== undefined) {
    played.press(control);
    said(known.label);
  } else if (control !== '') said(`There is no "${control}". Known: ${controls.map(({ id }) => id).join(', ')}`);
}

function rateOf(tracing: Tracing): number {
  const lead = withDerivedLeads(tracing.leads).find(({ nanovoltsPerBit, samples }) => nanovoltsPerBit !== null && samples.length > 0);
  if (lead === undefined) throw new Error('stream: the tracing has no lead whose scale is known.');
  return lead.hz;
}

/** Longer ones are hours of one patient: nobody waits for their seam. */
const longestLoopedSeconds = 60;

/** From beat to beat, so that the seam is one that a heart could make; a tracing without two beats is played from end to end. */
function loopOf(tracing: Tracing): { from: number; to: number } {
  const length = Math.max(...tracing.leads.map(({ samples }) => samples.length));
  const beats = length > longestLoopedSeconds * rateOf(tracing) ? [] : measure(tracing).beats;
  return beats.length < 2 ? { from: 0, to: length } : { from: beats[0]!, to: beats.at(-1)! };
}

/** What of the tracing is not sent as it is stored. */
export function howPlayed(tracing: Tracing, encoder: LeadEncoder, { label }: Variant): string[] {
  const hz = rateOf(tracing);
  const step = hz / encoder.hz;
  const missing = encoder.leads.filter((_, row) => leadsPlayed(tracing, encoder)[row] === null);
  return [
    step === 1
      ? `Played as ${label}: ${hz} samples a second, each as it is stored, in steps of ${Math.round(encoder.nanovoltsPerBit * 100) / 100} nV.`
      : Number.isInteger(step)
        ? `Played as ${label}: the tracing has ${hz} samples a second, the device sends ${encoder.hz}: every ${step}${step === 2 ? 'nd' : step === 3 ? 'rd' : 'th'} sample is sent, the others are left out.`
        : `Played as ${label}: the tracing has ${hz} samples a second, the device sends ${encoder.hz}: each instant is taken on the line between its neighbors.`,
    ...(encoder.leads.length === 1 ? ['The device has one lead: II is played.'] : []),
    ...(missing.length === 0 ? [] : [`The tracing lacks ${missing.join(', ')}: played as electrodes without contact.`]),
  ];
}
