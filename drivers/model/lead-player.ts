/** Plays instants of an EKG through a device's encoder, on time and with the mishaps of an EKG as controls. */
import type { Control, Sent, Simulation } from './driver.ts';
import { type Disturbances, undisturbed } from './heart.ts';
import type { LeadEncoder } from './lead-encoder.ts';
import type { Electrode } from './leads.ts';

export interface PlayedInstant {
  /** One integer for each lead of the encoder, null where there is no sample. null: the whole instant is lost on the way. */
  values: readonly (number | null)[] | null;
  off: ReadonlySet<Electrode>;
}

export interface LeadSource {
  /** The instant of that number, counted from 0, as the disturbances of now leave it. */
  at(instant: number, disturbed: Disturbances): PlayedInstant;
  /** What disturbs it when nobody has pressed anything. */
  atRest: Disturbances;
}

export const leadControls: readonly Control[] = [
  { id: 'put-back', label: 'Press the electrodes down, each in its place' },
  { id: 'loose-v3', label: 'V3 comes loose' },
  { id: 'loose-ra', label: 'RA comes loose' },
  { id: 'exchange-arms', label: 'Exchange RA and LA' },
  { id: 'hum', label: 'Mains hum' },
  { id: 'tremor', label: 'The patient shivers' },
  { id: 'wander', label: 'The patient breathes deeply' },
  { id: 'calm', label: 'Hum, shivering and deep breaths end' },
  { id: 'lose-frames', label: 'Lose a few samples on the way' },
  { id: 'stop', label: 'The box stops sending' },
  { id: 'go-on', label: 'It sends again' },
];

function disturbedBy(control: string, now: Disturbances, atRest: Disturbances): Disturbances {
  switch (control) {
    case 'put-back':
      return { ...now, loose: undisturbed.loose, armsExchanged: false };
    case 'loose-v3':
      return { ...now, loose: new Set([...now.loose, 'V3'] as const) };
    case 'loose-ra':
      return { ...now, loose: new Set([...now.loose, 'RA'] as const) };
    case 'exchange-arms':
      return { ...now, armsExchanged: !now.armsExchanged };
    case 'hum':
      return { ...now, humMicrovolts: 250 };
    case 'tremor':
      return { ...now, muscleMicrovolts: 120 };
    case 'wander':
      return { ...now, wanderMicrovolts: 900 };
    case 'calm': {
      const { humMicrovolts, muscleMicrovolts, wanderMicrovolts } = atRest;
      return { ...now, humMicrovolts, muscleMicrovolts, wanderMicrovolts };
    }
    default:
      return now;
  }
}

/** Instants that go lost at one press. */
const lostAtOnce = 25;

/** What is sent together, in milliseconds: as a USB serial bridge hands it over. */
const together = 16;

export function playLeads(source: LeadSource, encoder: LeadEncoder): Simulation {
  let now = source.atRest;
  let instant = 0;
  let toLose = 0;
  let isStopped = false;
  /** Milliseconds by which it is behind, for having stood still. */
  let behindMs = 0;

  function say(): Uint8Array {
    const { values, off } = source.at(instant, now);
    instant += 1;
    if (toLose > 0 || values === null) {
      toLose = Math.max(0, toLose - 1);
      encoder.lose();
      return new Uint8Array();
    }
    return encoder.encode(values, off);
  }

  function next(): Sent | null {
    if (isStopped) return null;
    const pieces: number[] = [];
    const until = instant + Math.max(1, Math.round((together * encoder.hz) / 1000));
    while (instant < until || (pieces.length === 0 && toLose === 0)) pieces.push(...say());
    return { atMs: behindMs + (instant * 1000) / encoder.hz, bytes: Uint8Array.from(pieces) };
  }

  return {
    controls: leadControls,
    next,
    answer: () => [],
    press(control, atMs) {
      now = disturbedBy(control, now, source.atRest);
      if (control === 'lose-frames') toLose = lostAtOnce;
      if (control === 'stop') isStopped = true;
      if (control === 'go-on' && isStopped) {
        isStopped = false;
        behindMs = Math.max(behindMs, atMs - (instant * 1000) / encoder.hz);
      }
      return [];
    },
  };
}
