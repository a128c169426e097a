import type { HidLine } from '../model/driver.ts';
import type { ProbeVariant, StorageProbe } from '../model/storage-probe.ts';
import { converseTemper } from './converse.ts';
import { reportBytes } from './message.ts';
import { simulateTemper } from './simulate.ts';

const sticks = ['413d:2107', '0c45:7401', '0c45:7402', '1a86:e025', '3553:a001'] as const;

/** Interface 0 is a keyboard. */
const hidLine = (usb: string): HidLine => ({
  kind: 'hid',
  vendorId: Number.parseInt(usb.slice(0, 4), 16),
  productId: Number.parseInt(usb.slice(5), 16),
  reportBytes,
  interfaceNumber: 1,
});

const [first, ...others] = sticks.map(
  (usb, index): ProbeVariant => ({
    id: index === 0 ? 'hid' : `hid-${usb.replace(':', '-')}`,
    label: `USB stick ${usb}`,
    line: hidLine(usb),
    gives: ['storageTemperature', 'storageHumidity'],
  }),
);

export const pcsensorTemper: StorageProbe = {
  id: 'pcsensor-temper',
  label: 'PCsensor TEMPer sticks (TEMPer, TEMPer2, TEMPerHUM, TEMPerX, TEMPerGold)',
  shortLabel: 'TEMPer stick',
  grade: 'A',
  source: 'Cold-chain notes 8; answers quoted by users of public programs',
  match: [...sticks.map((usb) => ({ usb, strength: 'strong' as const })), { usb: '1a86:5523', strength: 'strong' }],
  variants: [
    first!,
    ...others,
    {
      id: 'serial',
      label: 'Serial model (1a86:5523)',
      line: { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
      gives: ['storageTemperature', 'storageHumidity'],
    },
  ],
  whenSilent: 'it is plugged in directly; some sticks need a powered port.',
  converse: converseTemper,
  simulate: simulateTemper,
};
