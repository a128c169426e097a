/** How each firmware of a TEMPer lays out its answer. One that is not here is not guessed. Cold-chain notes 8. */
import type { StorageReading } from '../model/storage-probe.ts';

export interface Channel {
  quantity: StorageReading['quantity'];
  sensor: StorageReading['sensor'];
  /** First byte of the big-endian value. */
  at: number;
  /** From the raw value to the quantity's unit. */
  value(raw: number): number;
}

const by = (scale: number) => (raw: number) => raw / scale;
const temperature = (at: number, scale: number, sensor: Channel['sensor'] = 'internal'): Channel => ({
  quantity: 'storageTemperature',
  sensor,
  at,
  value: by(scale),
});
const humidity = (at: number, sensor: Channel['sensor'] = 'internal'): Channel => ({
  quantity: 'storageHumidity',
  sensor,
  at,
  value: by(100),
});

/** The sensor's own formulas; some sticks send its values shifted down. */
const sensorFormulas = (shiftTemperature: number, shiftHumidity: number): Channel[] => [
  {
    quantity: 'storageTemperature',
    sensor: 'internal',
    at: 2,
    value: (raw) => -46.85 + (175.72 * ((raw & 0xffff) << shiftTemperature)) / 65_536,
  },
  { quantity: 'storageHumidity', sensor: 'internal', at: 4, value: (raw) => -6 + (125 * ((raw & 0xffff) << shiftHumidity)) / 65_536 },
];

const layouts: readonly [beginnings: readonly string[], channels: readonly Channel[]][] = [
  [['TEMPerF1.2', 'TEMPerF1.4', 'TEMPer1F1.', 'TEMPerV1.2', 'TEMPerV1.4'], [temperature(2, 256)]],
  [
    ['TEMPer2_M12_V1.3', 'TEMPer2V1.3'],
    [temperature(2, 256), temperature(4, 256, 'external')],
  ],
  [['TEMPer1F_V1.3'], [temperature(4, 256, 'external')]],
  [['TEMPerNTC1.O'], [temperature(2, 256), temperature(4, 256, 'external'), temperature(6, 256, 'external')]],
  [['TEMPerGold_V3.1', 'TEMPerGold_V3.3', 'TEMPerGold_V3.4', 'TEMPerGold_V3.5'], [temperature(2, 100)]],
  [['TEMPer1F_V3.9', 'TEMPer1F_V4.1'], [temperature(2, 100, 'external')]],
  [
    ['TEMPerX_V3.1', 'TEMPerX_V3.3'],
    [temperature(2, 100), humidity(4), temperature(10, 100, 'external'), humidity(12, 'external')],
  ],
  [
    ['TEMPer2_V3.7', 'TEMPer2_V3.9', 'TEMPer2_V4.1'],
    [temperature(2, 100), temperature(10, 100, 'external')],
  ],
  [['TEMPerHUM_V3.9'], [temperature(2, 100), humidity(4), temperature(10, 100, 'external')]],
  [['TEMPer1F_H1V1.5F'], sensorFormulas(2, 4)],
  [['TEMPERHUM1V1.2', 'TEMPERHUM1V1.3'], sensorFormulas(0, 0)],
];

/** Null for a firmware nobody has described. */
export function channelsOf(firmware: string): readonly Channel[] | null {
  return layouts.find(([beginnings]) => beginnings.some((beginning) => firmware.startsWith(beginning)))?.[1] ?? null;
}

/** Needs its question twice after it was plugged in; the first answer is old. */
export function answersLate(firmware: string): boolean {
  return firmware.startsWith('TEMPerV1.4');
}
