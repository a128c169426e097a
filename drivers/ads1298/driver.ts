import type { Driver, SerialLine, Variant } from '../model/driver.ts';
import { decodeAds1298 } from './decode.ts';
import { simulateAds1298 } from './simulate.ts';

/** Fast enough for 1000 words a second; a USB serial port takes any speed. */
const line: SerialLine = {
  kind: 'serial',
  baud: 921_600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  dtr: true,
  rts: true,
  otherBauds: [460_800, 230_400],
};

/** The words do not say how fast they come: a person who set up the board knows. */
function atRate(hz: number): Variant {
  return { id: `${hz}-hz`, label: `${hz} samples a second`, line, gives: ['ekg'], frames: 'bytes', listen: () => decodeAds1298(hz) };
}

export const ads1298: Driver = {
  id: 'ads1298',
  label: '12-lead boards with a TI ADS1298 that pass its words on',
  shortLabel: 'ADS1298 EKG',
  device: 'ekg',
  grade: 'B',
  source: 'EKG notes 2.2; TI ADS1298 data sheet',
  match: [
    { usb: '0403:6001', strength: 'weak' },
    { usb: '10c4:ea60', strength: 'weak' },
  ],
  variants: [atRate(500), atRate(250), atRate(1000)],
  silentAfterMs: 2000,
  whenSilent: 'the board is set to send its words by itself.',
  simulate: simulateAds1298,
};
