import type { Driver, SerialLine, Variant } from '../model/driver.ts';
import { converseBitalino } from './converse.ts';
import { decodeBitalino } from './decode.ts';
import { simulateBitalino } from './simulate.ts';

const line: SerialLine = { kind: 'serial', baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };

/** The id is the channel's letter and number: the start command names it. */
function on(channel: string): Variant {
  return {
    id: channel.toLowerCase(),
    label: `ECG sensor on ${channel}`,
    line,
    gives: ['ekg'],
    frames: 'bytes',
    listen: decodeBitalino,
  };
}

export const bitalino: Driver = {
  id: 'bitalino',
  label: 'BITalino (r)evolution with its ECG sensor (one lead)',
  shortLabel: 'BITalino EKG',
  device: 'ekg',
  grade: 'A',
  source: 'EKG notes 2.4; BITalino Python interface',
  match: [{ usb: '0403:6015', strength: 'weak' }],
  variants: [on('A2'), on('A1')],
  silentAfterMs: 3000,
  whenSilent: 'the board is switched on and paired.',
  converse: converseBitalino,
  simulate: simulateBitalino,
};
