import type { LoggerDevice } from '../model/logger-device.ts';
import { downloadUt330, recognizeUt330 } from './download.ts';
import { simulateUt330 } from './simulate.ts';

export const ut330: LoggerDevice = {
  id: 'ut330',
  label: 'UNI-T UT330A, UT330B, UT330C',
  shortLabel: 'UT330',
  grade: 'B',
  source: 'Cold-chain notes 14; one public program, tested on a UT330B',
  match: [{ usb: '10c4:ea60', strength: 'weak' }],
  line: { kind: 'serial', baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
  whenSilent: 'it is plugged in all the way; it needs a moment after that.',
  recognize: recognizeUt330,
  download: downloadUt330,
  simulate: simulateUt330,
};
