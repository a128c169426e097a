import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const wfdb: TracingFormat = {
  id: 'wfdb',
  label: 'WFDB (PhysioNet)',
  grade: 'A',
  source: 'EKG notes 1.9; WFDB manual: header(5), signal(5), annot(5)',
  endings: ['hea'],
  isSeveralFiles: true,
  recognize: ({ name, bytes }) =>
    name.toLowerCase().endsWith('.hea') && /^(\s*#[^\n]*\n)*\s*[\w.-]+(\/\d+)?\s+\d+(\s|$)/.test(latin1(bytes.subarray(0, 4096))),
  reader: async () => ({ read: (await import('./decode.ts')).readWfdb }),
  writer: async () => ({ write: (await import('./encode.ts')).writeWfdb }),
};
