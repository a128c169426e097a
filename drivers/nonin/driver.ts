import { firstConvinced } from '../framing/first-convinced.ts';
import { decoderOf } from '../framing/lines.ts';
import type { Driver, LineVariant, SerialLine, Variant } from '../model/driver.ts';
import { decodeAsciiLine } from './ascii-line.ts';
import { decodePackets } from './packets.ts';
import { decodeShortFrames } from './short-frames.ts';
import { simulateNonin } from './simulate.ts';
import { decodeStoredPackets } from './stored-packet.ts';

const line: SerialLine = { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true };
const numbers = ['spo2', 'pulseRate'] as const;
const withPleth = [...numbers, 'pleth'] as const;

const ascii: LineVariant = {
  id: 'ascii',
  label: 'ASCII line (2500, 8500, 9600, 7500)',
  line,
  gives: numbers,
  frames: 'lines',
  delimiter: '\n',
  listen: decodeAsciiLine,
};

const auto: Variant = {
  id: 'auto',
  label: 'Find out by listening',
  line,
  gives: withPleth,
  frames: 'bytes',
  listen: () =>
    firstConvinced(() => [
      { decoder: decodePackets({ name: 2, inARow: 2 }), needs: 25 },
      { decoder: decodePackets({ name: 7, inARow: 5 }), needs: 25 },
      { decoder: decodeShortFrames({ length: 4, lookAhead: true }), needs: 6 },
      { decoder: decodeShortFrames({ length: 3, lookAhead: true }), needs: 6 },
      { decoder: decodeStoredPackets(), needs: 2 },
      { decoder: decoderOf(ascii), needs: 2 },
    ]),
};

export const nonin: Driver = {
  id: 'nonin',
  label: 'Nonin pulse oximeters (OEM III, Xpod, iPod, 4100, 9560, 3230, 2500, 7500, 8500, 9600)',
  shortLabel: 'Nonin oximeter',
  device: 'oximeter',
  grade: 'A',
  source: 'Nonin 9560 Bluetooth specification 6470-000-01; OEM III notes; operator manuals',
  match: [
    { usb: '0403:6001', strength: 'weak' },
    { usb: '10c4:ea60', strength: 'weak' },
  ],
  variants: [
    auto,
    {
      id: 'format-1',
      label: 'Data format 1',
      line,
      gives: numbers,
      frames: 'bytes',
      listen: () => decodeShortFrames({ length: 3, lookAhead: false }),
    },
    {
      id: 'format-2',
      label: 'Data format 2, with pleth',
      line,
      gives: withPleth,
      frames: 'bytes',
      listen: () => decodePackets({ name: 2, inARow: 2 }),
    },
    {
      id: 'format-7',
      label: 'Data format 7, with 16-bit pleth',
      line,
      gives: withPleth,
      frames: 'bytes',
      listen: () => decodePackets({ name: 7, inARow: 5 }),
    },
    {
      id: 'format-8',
      label: 'Data format 8',
      line,
      gives: numbers,
      frames: 'bytes',
      listen: () => decodeShortFrames({ length: 4, lookAhead: false }),
    },
    { id: 'format-13', label: 'Data format 13, spot check', line, gives: numbers, frames: 'bytes', listen: decodeStoredPackets },
    ascii,
  ],
  silentAfterMs: 4000,
  whenSilent: 'the finger clip is in place and the serial output is on.',
  simulate: simulateNonin,
};
