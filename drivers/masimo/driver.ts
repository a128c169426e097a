import type { Driver } from '../model/driver.ts';
import { decodeMasimo } from './decode.ts';
import { simulateMasimo } from './simulate.ts';

export const masimo: Driver = {
  id: 'masimo',
  label: 'Masimo Rad-8, Rad-87, Radical-7 (ASCII 1)',
  shortLabel: 'Masimo oximeter',
  device: 'oximeter',
  grade: 'A-',
  source: 'Rad-8 operator manual; sample lines of Rad-8 and Radical-7',
  match: [
    { usb: '0403:6001', strength: 'weak' },
    { usb: '067b:2303', strength: 'weak' },
  ],
  variants: [
    {
      id: 'ascii-1',
      label: 'ASCII 1',
      line: { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
      gives: ['spo2', 'pulseRate', 'perfusionIndex'],
      frames: 'lines',
      delimiter: '\n',
      listen: decodeMasimo,
    },
  ],
  silentAfterMs: 4000,
  whenSilent: 'serial output is set to ASCII 1 (Rad-8: setup level 3, hold Enter and Down for 5 s; it leaves the factory in ASCII 2).',
  simulate: simulateMasimo,
};
