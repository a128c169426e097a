import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const ishne: TracingFormat = {
  id: 'ishne',
  label: 'ISHNE Holter',
  grade: 'B',
  source: 'EKG notes 1.11; Badilini 1998',
  endings: ['ecg', 'ecg.bin'],
  recognize: ({ bytes }) => latin1(bytes.subarray(0, 8)) === 'ISHNE1.0',
  reader: async () => {
    const { readIshne } = await import('./decode.ts');
    return { read: ({ bytes }) => readIshne(bytes) };
  },
};
