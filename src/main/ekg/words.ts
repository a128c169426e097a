/** What the coach and the quality check say: what is wrong, where, and what to do about it. EKG notes 4 and 4.1. */
import type { Electrode } from '../../../drivers/model/leads.ts';
import type { Fault, Reason } from './quality.ts';

const doThis: Readonly<Record<Fault, (place: string) => string>> = {
  'no-contact': (place) => `${place}: no contact. Press it down, or dry the skin and replace it.`,
  artifact: (place) => `${place}: the trace jumps. Ask the patient to lie still, and check that the cable is not pulled.`,
  clipped: (place) =>
    `${place}: waves are cut off at the end of what the device can show. Press the electrode down, and wait until the trace has settled.`,
  wander: (place) => `${place}: the baseline wanders. Ask for quiet breathing, and press the electrodes down.`,
  mains: (place) => `${place}: mains hum. Unplug the bed or charger, and move the cable away from power lines.`,
  muscle: (place) => `${place}: the muscles are tense. Relax the arms, cover the patient, wait a moment.`,
  weak: (place) => `${place}: the heart is lost in noise. Dry the skin and replace the electrode.`,
  'no-beats': () => 'No heartbeat can be seen. Check the cable and every electrode.',
  'not-recorded': (place) => `${place}: not recorded.`,
};

/** One sentence for a person. `electrode`: the one that the bad leads have in common. */
export function wordsOfReason({ lead, fault, isRed }: Reason, electrode: Electrode | null): string {
  const place =
    isRed && electrode !== null && /^(I|II|III|aV[RLF]|all)$/.test(lead) ? (electrode === 'RL' ? 'RL or the cable' : electrode) : lead;
  return doThis[fault](place);
}
