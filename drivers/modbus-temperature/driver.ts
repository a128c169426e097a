import type { SerialLine } from '../model/driver.ts';
import type { ProbeVariant, StorageProbe } from '../model/storage-probe.ts';
import { converseModbus, type Transmitter } from './converse.ts';
import { simulateModbus } from './simulate.ts';

const line: SerialLine = {
  kind: 'serial',
  baud: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  dtr: true,
  rts: true,
  otherBauds: [4800, 19200],
};
const both = ['storageTemperature', 'storageHumidity'] as const;

export const transmitters: Readonly<Record<string, Transmitter>> = {
  'xy-md02': { address: 1, registers: { readFunction: 4, first: 1, count: 2 }, scale: 10 },
  'xy-md02-hundredths': { address: 1, registers: { readFunction: 4, first: 1, count: 1 }, scale: 100 },
  'rs485-th': { address: 1, registers: { readFunction: 3, first: 0, count: 2 }, scale: 10 },
};

const variants: readonly [ProbeVariant, ...ProbeVariant[]] = [
  { id: 'xy-md02', label: 'XY-MD02, SHT20 RTU', line, gives: both },
  { id: 'xy-md02-hundredths', label: 'XY-MD02 clone that sends hundredths', line, gives: ['storageTemperature'] },
  { id: 'rs485-th', label: 'RS485-TH (holding registers)', line, gives: both },
];

export const modbusTemperature: StorageProbe = {
  id: 'modbus-temperature',
  label: 'Modbus RTU transmitters (XY-MD02, SHT20 RTU, RS485-TH)',
  shortLabel: 'Modbus probe',
  grade: 'A',
  source: 'Cold-chain notes 10; makers’ examples',
  match: [
    { usb: '1a86:7523', strength: 'weak' },
    { usb: '0403:6001', strength: 'weak' },
  ],
  variants,
  whenSilent: 'its address is 1 and its speed 9600; that A and B of its two wires are not exchanged.',
  converse: (asking, settings) => converseModbus(asking, transmitters[settings.variant] ?? transmitters['xy-md02']!, settings),
  simulate: (storage, variant) => simulateModbus(storage, transmitters[variant ?? 'xy-md02'] ?? transmitters['xy-md02']!),
};
