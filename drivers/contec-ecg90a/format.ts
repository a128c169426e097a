import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const contecEcg90a: TracingFormat = {
  id: 'contec-ecg90a',
  label: 'Contec ECG90A',
  grade: 'A',
  source: 'EKG notes 1.7; a cart’s own files',
  endings: ['ecg'],
  recognize: ({ bytes }) => bytes.length > 80 && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\0/.test(latin1(bytes.subarray(10, 31))),
  reader: async () => {
    const { readContecEcg90a } = await import('./decode.ts');
    return { read: ({ bytes }) => readContecEcg90a(bytes) };
  },
};
