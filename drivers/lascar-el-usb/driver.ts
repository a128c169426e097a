import type { LoggerDevice } from '../model/logger-device.ts';
import { downloadElUsb, recognizeElUsb } from './download.ts';
import { simulateElUsb } from './simulate.ts';

export const lascarElUsb: LoggerDevice = {
  id: 'lascar-el-usb',
  label: 'Lascar EL-USB-1, EL-USB-2, EL-USB-LITE and their LCD models',
  shortLabel: 'Lascar EL-USB',
  grade: 'A',
  source: 'Cold-chain notes 7.1; two public programs',
  match: [{ usb: '10c4:0002', strength: 'strong' }],
  line: { kind: 'usb-bulk', vendorId: 0x10c4, productId: 0x0002, endpointOut: 0x02, endpointIn: 0x82 },
  whenSilent: 'EasyLog’s own program is closed; where Isoline cannot open it, let EasyLog save its text file.',
  recognize: recognizeElUsb,
  download: downloadElUsb,
  simulate: simulateElUsb,
};
