/** Plays the heart made of software through a device's encoder, with the mishaps of an EKG as controls. */
import type { Control, Sent, SimulatedPatient, Simulation } from './driver.ts';
import { createHeart, type Disturbances, undisturbed } from './heart.ts';
import type { LeadEncoder } from './lead-encoder.ts';
import { seeded } from './seeded.ts';
import { wiredLeads } from './twelve-lead-wiring.ts';

export const heartControls: readonly Control[] = [
  { id: 'put-back', label: 'Put the electrodes back as they belong' },
  { id: 'loose-v3', label: 'V3 comes loose' },
  { id: 'loose-ra', label: 'RA comes loose' },
  { id: 'exchange-arms', label: 'Exchange RA and LA' },
  { id: 'hum', label: 'Mains hum' },
  { id: 'tremor', label: 'The patient shivers' },
  { id: 'calm', label: 'Hum and shivering end' },
  { id: 'lose-frames', label: 'Lose a few samples on the way' },
];

/** A quiet patient is never quite still. */
const atRest: Disturbances = { ...undisturbed, wanderMicrovolts: 60, muscleMicrovolts: 6 };

const disturbedBy: Readonly<Record<string, (now: Disturbances) => Disturbances>> = {
  'put-back': (now) => ({ ...now, loose: undisturbed.loose, armsExchanged: false }),
  'loose-v3': (now) => ({ ...now, loose: new Set([...now.loose, 'V3']) }),
  'loose-ra': (now) => ({ ...now, loose: new Set([...now.loose, 'RA']) }),
  'exchange-arms': (now) => ({ ...now, armsExchanged: !now.armsExchanged }),
  hum: (now) => ({ ...now, humMicrovolts: 250 }),
  tremor: (now) => ({ ...now, muscleMicrovolts: 120 }),
  calm: (now) => ({ ...now, humMicrovolts: 0, muscleMicrovolts: atRest.muscleMicrovolts }),
};

/** Instants that go lost at one press. */
const lostAtOnce = 25;

/** What is sent together, in milliseconds: as a USB serial bridge hands it over. */
const together = 16;

export function playHeart({ patient, encoder }: { patient: SimulatedPatient; encoder: LeadEncoder }): Simulation {
  const heart = createHeart({ rate: patient.pulseRate, random: seeded(patient.seed) });
  const rows = encoder.leads.map((lead) => Math.max(0, (wiredLeads as readonly string[]).indexOf(lead)));
  let now = atRest;
  let instant = 0;
  let toLose = 0;
  function say(): Uint8Array {
    const voltages = heart.at(instant / encoder.hz, now);
    instant += 1;
    if (toLose > 0) {
      toLose -= 1;
      encoder.lose();
      return new Uint8Array();
    }
    return encoder.encode(
      rows.map((row) => Math.round((voltages[row]! * 1000) / encoder.nanovoltsPerBit)),
      now.loose,
    );
  }
  function next(): Sent {
    const pieces: number[] = [];
    const until = instant + Math.max(1, Math.round((together * encoder.hz) / 1000));
    while (instant < until || (pieces.length === 0 && toLose === 0)) pieces.push(...say());
    return { atMs: (instant * 1000) / encoder.hz, bytes: Uint8Array.from(pieces) };
  }
  return {
    controls: heartControls,
    next,
    answer: () => [],
    press(control) {
      now = disturbedBy[control]?.(now) ?? now;
      if (control === 'lose-frames') toLose = lostAtOnce;
      return [];
    },
  };
}
