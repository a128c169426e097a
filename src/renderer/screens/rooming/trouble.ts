/** Why a live number is not to be trusted now, in the words of the glass. null: nothing is wrong. */
import type { DeviceCard } from '../../../preload/contract.ts';
import { clockTime } from './age.ts';

export interface Trouble {
  /** For the tile's foot. */
  short: string;
  what: string;
  doThis: string;
}

export function troubleOf(device: DeviceCard, now: number): Trouble | null {
  const name = `The ${device.label}`;
  const since = Math.max(0, Math.floor((now - Date.parse(device.lastGoodFrameAt ?? device.stateSince)) / 1000));
  const sinceWords = since < 120 ? `${since} s` : `${Math.floor(since / 60)} min`;
  switch (device.state) {
    case 'silent':
      return { short: `Silent ${sinceWords}`, what: `${name} stopped sending.`, doThis: 'Check the sensor and the cable at the monitor.' };
    case 'unplugged':
      return {
        short: `Unplugged ${clockTime(device.stateSince)}`,
        what: `${name} was unplugged at ${clockTime(device.stateSince)}.`,
        doThis: 'Plug it in again. Nothing else is needed.',
      };
    case 'noisy':
      return {
        short: 'Damaged data',
        what: `The cable of ${name} delivers damaged data.`,
        doThis: 'Push both plugs in firmly, or try another cable.',
      };
    case 'wrong-language':
      return {
        short: 'Not understood',
        what: `Bytes arrive from ${name}, but not in its language.`,
        doThis: 'Check its speed and output format.',
      };
    case 'port-busy':
      return {
        short: 'Port in use',
        what: `Another program is using the cable of ${name}.`,
        doThis: 'Close it, or unplug and plug the cable in again.',
      };
    case 'no-permission':
      return {
        short: 'No permission',
        what: `This computer does not let Isoline open ${device.port}.`,
        doThis: 'Ask IT to run the port rule.',
      };
    case 'library-missing':
      return { short: 'USB library missing', what: 'The USB library is not installed.', doThis: 'Open Devices for what to install.' };
    case 'address-in-use':
      return {
        short: 'Address in use',
        what: `Another program listens on ${device.port}.`,
        doThis: 'Close it, then try again in Devices.',
      };
    case 'connecting':
    case 'stopped':
      return { short: 'Not connected yet', what: `${name} is not connected yet.`, doThis: 'Isoline keeps trying by itself.' };
    default:
      return sensorTrouble(device, name);
  }
}

function sensorTrouble(device: DeviceCard, name: string): Trouble | null {
  switch (device.status?.status) {
    case 'sensor-off':
      return { short: 'Sensor off', what: `${name} has no finger in the clip.`, doThis: 'Put the clip on a warm finger, nail up.' };
    case 'sensor-disconnected':
      return { short: 'No sensor', what: `The sensor of ${name} is not plugged in.`, doThis: 'Plug the sensor into the monitor.' };
    case 'sensor-defective':
      return { short: 'Sensor defective', what: `${name} says its sensor is defective.`, doThis: 'Use another sensor.' };
    default:
      return null;
  }
}
