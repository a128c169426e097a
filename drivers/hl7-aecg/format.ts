import { textOf } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const hl7Aecg: TracingFormat = {
  id: 'hl7-aecg',
  label: 'HL7 annotated EKG (aECG)',
  grade: 'A',
  source: 'EKG notes 1.3; HL7 aECG implementation guide 2005',
  endings: ['xml'],
  recognize: ({ bytes }) => /<([\w-]+:)?AnnotatedECG[\s>]/.test(textOf(bytes.subarray(0, 8000))),
  reader: async () => {
    const { readAecg } = await import('./decode.ts');
    return { read: ({ bytes }) => readAecg(bytes) };
  },
  writer: async () => ({ write: (await import('./encode.ts')).writeAecg }),
};
