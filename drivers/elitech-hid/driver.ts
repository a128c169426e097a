import type { HidLine } from '../model/driver.ts';
import type { LoggerDevice } from '../model/logger-device.ts';
import { downloadHid, recognizeHid } from './download.ts';
import { reportBytes } from './message.ts';
import { simulateHid } from './simulate.ts';

/** RC-5+, RC-51, RC-51H, RC-55, RC-18, RC-19, ST5, TemLog 20 and 20H, MSL-51 and 51H; then the LogEt family. */
const microchip = ['3005', '0033', '0133', '0037', '0012', '0013', '1005', '1014', '1114', '2033', '2133', 'f564'];
const nuvoton = ['3006', '4008', '4308', '3008', '0001', '0101', '0201', '3a01'];
const loggers = [...microchip.map((id) => `04d8:${id}`), ...nuvoton.map((id) => `0416:${id}`), '464d:0402'];

function lineOf(usb: string): HidLine {
  return { kind: 'hid', vendorId: Number.parseInt(usb.slice(0, 4), 16), productId: Number.parseInt(usb.slice(5), 16), reportBytes };
}

export const elitechHid: LoggerDevice = {
  id: 'elitech-hid',
  label: 'Elitech RC-5+, RC-51, RC-51H, RC-55, RC-18, RC-19, TemLog, LogEt, MSL-51 (USB)',
  shortLabel: 'Elitech USB',
  grade: 'B',
  source: 'Cold-chain notes 6.4; public programs tested on RC-5+ and RC-51H',
  match: loggers.map((usb) => ({ usb, strength: 'strong' })),
  line: lineOf(loggers[0]!),
  whenSilent: 'it is not being read by the maker’s program.',
  lineOf,
  recognize: recognizeHid,
  download: downloadHid,
  simulate: simulateHid,
};
