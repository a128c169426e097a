/** A dialect of nothing, for lines that only carry bytes. */
import type { ByteVariant } from '../../drivers/model/driver.ts';

export const tinyVariant: ByteVariant = {
  id: 'bytes',
  label: 'bytes',
  line: { kind: 'serial', baud: 9600, dataBits: 8, parity: 'none', stopBits: 1, dtr: true, rts: true },
  gives: [],
  frames: 'bytes',
  listen: () => ({ hear: () => [], end: () => [] }),
};
