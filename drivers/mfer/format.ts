import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const mfer: TracingFormat = {
  id: 'mfer',
  label: 'MFER (ISO 22077)',
  grade: 'A-',
  source: 'EKG notes 1.10; ISO 22077-1',
  endings: ['mwf'],
  recognize: ({ bytes }) => bytes[0] === 0x40 && latin1(bytes.subarray(2, 5)) === 'MFR',
  reader: async () => {
    const { readMfer } = await import('./decode.ts');
    return { read: ({ bytes }) => readMfer(bytes) };
  },
};
