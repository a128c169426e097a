import type { Driver } from '../model/driver.ts';
import { converseDinamap } from './converse.ts';
import { decodeDinamap } from './decode.ts';
import { simulateDinamap } from './simulate.ts';

export const geDinamap: Driver = {
  id: 'ge-dinamap',
  label: 'GE CARESCAPE V100, DINAMAP ProCare, DINAMAP Pro 100-400',
  shortLabel: 'DINAMAP monitor',
  device: 'monitor',
  grade: 'A',
  source: 'GE Host Communications Reference Manual 2010566 rev E; Critikon 8555ER',
  match: [
    { usb: '0403:6001', strength: 'weak' },
    { usb: '067b:2303', strength: 'weak' },
  ],
  variants: [
    {
      id: 'host',
      label: 'Host communications',
      line: { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
      gives: ['systolic', 'diastolic', 'meanArterialPressure', 'spo2', 'pulseRate', 'temperature'],
      frames: 'lines',
      delimiter: '\r',
      listen: decodeDinamap,
    },
  ],
  silentAfterMs: 8000,
  whenSilent: 'Menu, Configuration, Host communication, On.',
  converse: converseDinamap,
  simulate: simulateDinamap,
};
