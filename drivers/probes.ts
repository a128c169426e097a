/** The catalogue of live probes in storage units: apart from the devices of patients, and never recognized as one of those. */
import { ds18b20 } from './ds18b20/driver.ts';
import { modbusTemperature } from './modbus-temperature/driver.ts';
import type { StorageProbe } from './model/storage-probe.ts';
import { pcsensorTemper } from './pcsensor-temper/driver.ts';

export const storageProbes: readonly StorageProbe[] = [pcsensorTemper, ds18b20, modbusTemperature];

export function probeById(id: string): StorageProbe | undefined {
  return storageProbes.find((probe) => probe.id === id);
}
