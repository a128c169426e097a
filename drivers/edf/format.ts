import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const edf: TracingFormat = {
  id: 'edf',
  label: 'EDF, EDF+ and BDF',
  grade: 'A',
  source: 'EKG notes 1.8; edfplus.info',
  endings: ['edf', 'bdf'],
  recognize: ({ bytes }) => /^(0 {7}|\xffBIOSEMI)[\s\S]{160}\d\d\.\d\d\.\d\d\d\d\.\d\d\.\d\d/.test(latin1(bytes.subarray(0, 256))),
  reader: async () => {
    const { readEdf } = await import('./decode.ts');
    return { read: ({ bytes }) => readEdf(bytes) };
  },
  writer: async () => ({ write: (await import('./encode.ts')).writeEdf }),
  copies: { oneStep: false },
};
