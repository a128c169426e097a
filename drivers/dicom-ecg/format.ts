import { latin1 } from '../framing/text.ts';
import type { TracingFormat } from '../model/tracing-format.ts';

export const dicomEcg: TracingFormat = {
  id: 'dicom-ecg',
  label: 'DICOM EKG',
  grade: 'A',
  source: 'EKG notes 1.2; DICOM PS3.3 A.34 and C.10.9, PS3.5',
  endings: ['dcm'],
  recognize: ({ bytes }) => latin1(bytes.subarray(128, 132)) === 'DICM',
  reader: async () => {
    const { readDicom } = await import('./decode.ts');
    return { read: ({ bytes }) => readDicom(bytes) };
  },
  writer: async () => ({ write: (await import('./encode.ts')).writeDicom }),
  copies: { oneStep: false },
};
