import type { Driver, SerialLine } from '../model/driver.ts';
import { decodeEscapeScale } from './decode.ts';
import { decodePrintString } from './print.ts';
import { simulateEscapeScale } from './simulate.ts';

const line: SerialLine = {
  kind: 'serial',
  baud: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  dtr: true,
  rts: true,
  otherBauds: [4800, 19200, 38400],
};

export const escapeScale: Driver = {
  id: 'escape-scale',
  label: 'Health o meter ProPlus (1100KL to 2700KL), Rice Lake 140/150/160, 350-10 scales',
  shortLabel: 'Scale',
  device: 'scale',
  grade: 'A',
  source: 'Health o meter ProPlus serial notes; Rice Lake manuals',
  match: [
    { usb: '067b:2303', strength: 'weak' },
    { usb: '0403:6001', strength: 'weak' },
  ],
  variants: [
    { id: 'escape', label: 'ESC packets', line, gives: ['weight', 'height', 'bodyMassIndex'], frames: 'bytes', listen: decodeEscapeScale },
    {
      id: 'print',
      label: 'Rice Lake print string',
      line,
      gives: ['weight', 'height', 'bodyMassIndex'],
      frames: 'lines',
      delimiter: '\n',
      listen: decodePrintString,
    },
  ],
  silentAfterMs: 0,
  whenSilent: 'it speaks when somebody steps on it; check that its serial port 2 or USB port is used.',
  ask: new Uint8Array([0x1b, 0x52, 0x1b, 0x45]),
  simulate: simulateEscapeScale,
};
