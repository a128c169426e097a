/** USB bridge chips found in medical cables, by vendor and product id. A chip's id names the chip, never the device that hangs on it. */
export const chips: Readonly<Record<string, string>> = {
  '0403:6001': 'FTDI FT232R',
  '0403:6015': 'FTDI FT-X',
  '0403:6010': 'FTDI FT2232',
  '10c4:ea60': 'Silicon Labs CP210x',
  '1a86:7523': 'WCH CH340',
  '067b:2303': 'Prolific PL2303',
  '0483:5740': 'STMicroelectronics virtual COM port',
  '28e9:028a': 'GigaDevice virtual COM port',
};

/** The chip's name, or what the system calls its maker; null for a port that is not on USB. */
export function chipName(usb: string | null, maker: string | null): string | null {
  if (usb === null) return null;
  return chips[usb] ?? [maker, usb].filter(Boolean).join(' ');
}
