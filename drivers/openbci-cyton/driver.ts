import type { Driver, SerialLine, Variant } from '../model/driver.ts';
import { converseCyton } from './converse.ts';
import { cyton, cytonWithDaisy, decodeCyton } from './decode.ts';
import { simulateCyton } from './simulate.ts';

const line: SerialLine = { kind: 'serial', baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };

const alone: Variant = {
  id: 'cyton',
  label: 'Cyton, 8 channels',
  line,
  gives: ['ekg'],
  frames: 'bytes',
  listen: () => decodeCyton(cyton),
};

const withDaisy: Variant = {
  id: 'daisy',
  label: 'Cyton with Daisy, 16 channels',
  line,
  gives: ['ekg'],
  frames: 'bytes',
  listen: () => decodeCyton(cytonWithDaisy),
};

export const openbciCyton: Driver = {
  id: 'openbci-cyton',
  label: 'OpenBCI Cyton, with or without Daisy, wired as 12 leads',
  shortLabel: 'Cyton EKG',
  device: 'ekg',
  grade: 'A',
  source: 'EKG notes 2.1; OpenBCI Cyton data format',
  match: [{ usb: '0403:6015', strength: 'weak' }],
  variants: [alone, withDaisy],
  silentAfterMs: 3000,
  whenSilent: 'the board is switched to PC and its battery is charged.',
  converse: converseCyton,
  simulate: simulateCyton,
};
