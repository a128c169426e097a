import type { TracingFormat } from '../model/tracing-format.ts';

export const scpEcg: TracingFormat = {
  id: 'scp-ecg',
  label: 'SCP-ECG',
  grade: 'A',
  source: 'EKG notes 1.1; EN 1064, ISO 11073-91064',
  endings: ['scp'],
  recognize: ({ bytes }) => beginsWithPointers(bytes),
  reader: async () => {
    const { readScp } = await import('./decode.ts');
    return { read: ({ bytes }) => readScp(bytes) };
  },
  writer: async () => ({ write: (await import('./encode.ts')).writeScp }),
  copies: { oneStep: true },
};

/** Section 0 comes first and its first pointer describes itself. Its mark "SCPECG" is left out by some carts. */
function beginsWithPointers(bytes: Uint8Array): boolean {
  if (bytes.length < 32) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
  const length = view.getUint32(10, true);
  const describesItself = view.getUint16(22, true) === 0 && view.getUint32(24, true) === length;
  return view.getUint16(8, true) === 0 && length >= 26 && describesItself && [6, 7].includes(view.getUint32(28, true));
}
