import { textOf } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const geCardioSoft: TracingFormat = {
  id: 'ge-cardiosoft',
  label: 'GE CardioSoft and CASE XML',
  grade: 'A',
  source: 'EKG notes 1.6; a file of CardioSoft 6.73',
  endings: ['xml'],
  recognize: ({ bytes }) => /<CardiologyXML[\s>]/.test(textOf(bytes.subarray(0, 2000))),
  reader: async () => {
    const { readCardioSoft } = await import('./decode.ts');
    return { read: ({ bytes }) => readCardioSoft(bytes) };
  },
};
