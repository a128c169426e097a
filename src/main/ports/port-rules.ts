/** What lets a person at this computer open the devices' ports: written from the catalogue, for whoever looks after the computer. */
import type { Driver } from '../../../drivers/model/driver.ts';
import { chips } from './chips.ts';

export interface PortRule {
  name: string;
  text: string;
}

interface UsbDevice {
  id: string;
  isHid: boolean;
  labels: string[];
}

/** `platform` as Node names it. Linux alone needs a rule; for the others the text says what else stands in the way. */
export function portRule(drivers: readonly Driver[], platform: string): PortRule {
  if (platform === 'linux') return { name: '70-isoline.rules', text: udevRules(devicesOf(drivers)) };
  return { name: 'isoline-ports.txt', text: platform === 'win32' ? onWindows : onMac };
}

/** Each USB id of the catalogue once, with the devices behind it; and every adapter, since a device may hang on any. */
function devicesOf(drivers: readonly Driver[]): UsbDevice[] {
  const devices = new Map(Object.keys(chips).map((id): [string, UsbDevice] => [id, { id, isHid: false, labels: [] }]));
  for (const { match, label, variants } of drivers) {
    for (const { usb } of match) {
      const known = devices.get(usb) ?? { id: usb, isHid: variants[0].line.kind === 'hid', labels: [] };
      devices.set(usb, { ...known, labels: [...known.labels, label] });
    }
  }
  return [...devices.values()].sort((one, other) => one.id.localeCompare(other.id));
}

/** systemd-logind gives a port tagged `uaccess` to whoever sits at the computer; its own rules do that in file 73, so this one is 70. */
function udevRules(devices: readonly UsbDevice[]): string {
  const head = [
    '# Lets whoever is signed in at this computer open the ports of the devices that Isoline reads.',
    '# Put this file into /etc/udev/rules.d as 70-isoline.rules, run',
    '#   sudo udevadm control --reload && sudo udevadm trigger',
    '# and plug the cables in again. For a station that runs without anyone signed in, and for ports that are no USB',
    '# adapter (/dev/ttyS0), add its user to the group of serial ports instead: sudo usermod -aG dialout USER',
  ];
  return `${[...head, ...devices.flatMap(udevRule)].join('\n')}\n`;
}

function udevRule({ id, isHid, labels }: UsbDevice): string[] {
  const [vendor, product] = id.split(':');
  const device = `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}", TAG+="uaccess"`;
  const about = `# ${[chips[id], ...labels].filter(Boolean).join('; ')}`;
  return ['', about, ...(isHid ? ['hidraw', 'usb'] : ['tty']).map((subsystem) => `SUBSYSTEM=="${subsystem}", ${device}`)];
}

const onWindows = [
  'Windows needs no rule: whoever is signed in may open COM ports and USB (HID) devices.',
  'If a port does not open all the same, another program holds it, or its driver is missing: look at Device Manager,',
  'Ports (COM & LPT), for a yellow mark, and install the driver of the adapter’s maker.',
  '',
].join('\n');

const onMac = [
  'macOS needs no rule: whoever is signed in may open /dev/cu.* ports and USB (HID) devices.',
  'If a port does not open all the same, look at System Settings, Privacy & Security, for an adapter’s driver that waits',
  'to be allowed.',
  '',
].join('\n');
