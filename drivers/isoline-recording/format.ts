import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';
import { mark } from './layout.ts';

export const isolineRecording: TracingFormat = {
  id: 'isoline-recording',
  label: 'Recorded with Isoline',
  grade: 'A',
  source: 'our own; drivers/isoline-recording/README.md',
  endings: ['isoekg'],
  recognize: ({ bytes }) => latin1(bytes.subarray(0, mark.length)) === mark,
  reader: async () => {
    const { readRecording } = await import('./decode.ts');
    return { read: ({ bytes }) => readRecording(bytes) };
  },
  writer: async () => {
    const { writeRecording } = await import('./encode.ts');
    return { write: writeRecording };
  },
};
