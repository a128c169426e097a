/** Plays the heart made of software through a device's encoder. */
import type { SimulatedPatient, Simulation } from './driver.ts';
import { createHeart, type Disturbances, undisturbed } from './heart.ts';
import type { LeadEncoder } from './lead-encoder.ts';
import { playLeads } from './lead-player.ts';
import { seeded } from './seeded.ts';
import { wiredLeads } from './twelve-lead-wiring.ts';

/** A quiet patient is never quite still. */
const atRest: Disturbances = { ...undisturbed, wanderMicrovolts: 60, muscleMicrovolts: 6 };

export function playHeart({ patient, encoder }: { patient: SimulatedPatient; encoder: LeadEncoder }): Simulation {
  const heart = createHeart({ rate: patient.pulseRate, random: seeded(patient.seed) });
  // A channel without a lead's name is wired as lead I.
  const rows = encoder.leads.map((lead) => Math.max(0, (wiredLeads as readonly string[]).indexOf(lead)));
  return playLeads(
    {
      atRest,
      at(instant, disturbed) {
        const voltages = heart.at(instant / encoder.hz, disturbed);
        return { values: rows.map((row) => Math.round((voltages[row]! * 1000) / encoder.nanovoltsPerBit)), off: disturbed.loose };
      },
    },
    encoder,
  );
}
