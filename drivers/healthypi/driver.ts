import type { Driver, SerialLine, Variant } from '../model/driver.ts';
import { decodeHealthyPi, version3, version5 } from './decode.ts';
import { simulateHealthyPi } from './simulate.ts';

/** Over USB the speed means nothing; v3 sends 57600 on the pins of its Raspberry Pi. */
const line: SerialLine = {
  kind: 'serial',
  baud: 115_200,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  dtr: true,
  rts: true,
  otherBauds: [57_600],
};

function variant(id: string, label: string, board: typeof version3): Variant {
  return { id, label, line, gives: ['ekg'], frames: 'bytes', listen: () => decodeHealthyPi(board) };
}

export const healthyPi: Driver = {
  id: 'healthypi',
  label: 'ProtoCentral HealthyPi v3, v4 and 5 (one lead)',
  shortLabel: 'HealthyPi EKG',
  device: 'ekg',
  grade: 'A',
  source: 'EKG notes 2.3; ProtoCentral firmware',
  match: [
    { usb: '10c4:ea60', strength: 'weak' },
    { usb: '2e8a:000a', strength: 'weak' },
  ],
  variants: [
    variant('v3', 'HealthyPi v3 or v4', version3),
    variant('v5', 'HealthyPi 5', version5),
    variant('v5-125-hz', 'HealthyPi 5 at 125 samples a second', { ...version5, hz: 125 }),
  ],
  silentAfterMs: 2000,
  whenSilent: 'the board is switched to stream over USB.',
  simulate: simulateHealthyPi,
};
