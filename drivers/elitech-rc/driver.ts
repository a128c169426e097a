import type { LoggerDevice } from '../model/logger-device.ts';
import { downloadRc, recognizeRc } from './download.ts';
import { simulateRc } from './simulate.ts';

export const elitechRc: LoggerDevice = {
  id: 'elitech-rc',
  label: 'Elitech RC-4, RC-4HC, RC-5 (serial)',
  shortLabel: 'Elitech RC',
  grade: 'A',
  source: 'Cold-chain notes 6.1; three public programs, one real page',
  match: [
    { usb: '10c4:ea60', strength: 'weak' },
    { usb: '1a86:7523', strength: 'weak' },
  ],
  line: { kind: 'serial', baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
  whenSilent: 'the cable is a data cable and the logger’s display shows that it is connected.',
  recognize: recognizeRc,
  download: downloadRc,
  simulate: simulateRc,
};
