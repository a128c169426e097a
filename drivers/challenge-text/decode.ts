/**
 * Text records of the PhysioNet/CinC challenge of 2011: a line an instant, sample number and twelve integers, 500 Hz, 5 µV a step.
 *
 *   0,-12,4,16,...        number, I, II, III, aVR, aVL, aVF, V1 ... V6
 */
import { latin1 } from '../framing/text.ts';
import { type Lead, standardLeads, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

const hz = 500;
const nanovoltsPerBit = 5000;

/** Throws `UnreadableTracing` naming the line. */
export function readChallengeText(bytes: Uint8Array): Tracing {
  const lines = latin1(bytes).split(/\r?\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  const leads = standardLeads.map((name): Lead => ({ name, samples: new Int32Array(lines.length), hz, nanovoltsPerBit, baseline: 0 }));
  for (const [index, line] of lines.entries()) {
    const words = line.split(',');
    if (words.length !== 13) throw new UnreadableTracing(`${words.length} values stand where 13 belong`, `line ${index + 1}`);
    for (const [place, lead] of leads.entries()) {
      const word = words[place + 1]!.trim();
      const value = Number(word);
      if (!/^[+-]?\d+$/.test(word) || value !== (value | 0))
        throw new UnreadableTracing(`"${word.slice(0, 20)}" is no sample`, `line ${index + 1}`);
      lead.samples[index] = value;
    }
  }
  return tracingOf('challenge-text', leads);
}
