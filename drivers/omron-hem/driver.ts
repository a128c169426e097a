import type { Driver } from '../model/driver.ts';
import { converseOmron } from './converse.ts';
import { decodeOmron } from './decode.ts';
import { reportLength } from './message.ts';
import { simulateOmron } from './simulate.ts';

export const omronHem: Driver = {
  id: 'omron-hem',
  label: 'Omron HEM-790IT, HEM-7080IT blood pressure monitors (USB)',
  shortLabel: 'Omron cuff',
  device: 'blood-pressure',
  grade: 'A',
  source: 'libomron code, notes and USB logs of the vendor’s program',
  match: [{ usb: '0590:0028', strength: 'strong' }],
  variants: [
    {
      id: 'hid',
      label: 'USB',
      line: { kind: 'hid', vendorId: 0x0590, productId: 0x0028, reportBytes: reportLength },
      gives: ['systolic', 'diastolic', 'pulseRate'],
      frames: 'reports',
      listen: decodeOmron,
    },
  ],
  silentAfterMs: 0,
  whenSilent: 'it is on and shows the computer sign; it speaks when its memory is asked.',
  converse: converseOmron,
  simulate: simulateOmron,
};
