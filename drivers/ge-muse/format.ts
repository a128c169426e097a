import { textOf } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const geMuse: TracingFormat = {
  id: 'ge-muse',
  label: 'GE MUSE resting EKG XML',
  grade: 'A',
  source: 'EKG notes 1.4; files of MUSE 9',
  endings: ['xml'],
  recognize: ({ bytes }) => /<RestingECG[\s>]/.test(textOf(bytes.subarray(0, 2000))),
  reader: async () => {
    const { readMuse } = await import('./decode.ts');
    return { read: ({ bytes }) => readMuse(bytes) };
  },
};
