import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const challengeText: TracingFormat = {
  id: 'challenge-text',
  label: 'PhysioNet challenge 2011 text',
  grade: 'A',
  source: 'EKG notes 4; PhysioNet/CinC challenge 2011, set-a as text',
  endings: ['txt'],
  recognize: ({ bytes }) => /^\d+(,-?\d+){12}\r?\n/.test(latin1(bytes.subarray(0, 300))),
  reader: async () => {
    const { readChallengeText } = await import('./decode.ts');
    return { read: ({ bytes }) => readChallengeText(bytes) };
  },
};
