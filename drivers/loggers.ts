/** The catalogue of loggers whose memory is asked for over a cable. */
import { elitechHid } from './elitech-hid/driver.ts';
import { elitechRc } from './elitech-rc/driver.ts';
import { lascarElUsb } from './lascar-el-usb/driver.ts';
import type { LoggerDevice } from './model/logger-device.ts';
import { ut330 } from './ut330/driver.ts';

export const loggerDevices: readonly LoggerDevice[] = [elitechRc, elitechHid, ut330, lascarElUsb];

export function loggerDeviceById(id: string): LoggerDevice | undefined {
  return loggerDevices.find((device) => device.id === id);
}
