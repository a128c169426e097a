import type { StorageProbe } from '../model/storage-probe.ts';
import { converseDs18b20 } from './converse.ts';
import { simulateDs18b20 } from './simulate.ts';

export const ds18b20: StorageProbe = {
  id: 'ds18b20',
  label: 'DS18B20 on a serial 1-Wire adapter (usbtemp and alike)',
  shortLabel: 'DS18B20 probe',
  grade: 'A',
  source: 'Cold-chain notes 9; maker’s data sheet values',
  match: [{ usb: '067b:2303', strength: 'weak' }],
  variants: [
    {
      id: 'uart',
      label: '1-Wire over a serial port',
      line: { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
      gives: ['storageTemperature'],
    },
  ],
  whenSilent: 'one sensor, and one only, is on the wire.',
  converse: converseDs18b20,
  simulate: simulateDs18b20,
};
