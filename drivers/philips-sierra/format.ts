import { textOf } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const philipsSierra: TracingFormat = {
  id: 'philips-sierra',
  label: 'Philips Sierra and Philips EKG XML',
  grade: 'A',
  source: 'EKG notes 1.5; files of 1.03 and 1.04',
  endings: ['xml'],
  recognize: ({ bytes }) => /<restingecgdata[\s>]/.test(textOf(bytes.subarray(0, 4000))),
  reader: async () => {
    const { readSierra } = await import('./decode.ts');
    return { read: ({ bytes }) => readSierra(bytes) };
  },
};
