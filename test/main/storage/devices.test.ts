import { describe, expect, it } from 'vitest';
import { forgetDevice, listDevices, type StoredDevice, saveDevice } from '../../../src/main/storage/devices.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';

const device: StoredDevice = {
  id: 'device-1',
  driverId: 'nonin',
  variant: 'auto',
  portKind: 'serial',
  portPath: '/dev/ttyUSB0',
  usbSerial: 'A50285BI',
  label: 'Nonin',
  chosenBy: null,
  chosenAt: '2026-11-23T09:41:00.000Z',
};

describe('remembered devices', () => {
  it('are listed as they were saved, with their newest name and port, until they are forgotten', () => {
    const db = openMemoryDatabase();
    saveDevice(db, device);
    saveDevice(db, { ...device, label: 'Oximeter, room 3', portPath: '/dev/ttyUSB1' });
    expect(listDevices(db)).toEqual([{ ...device, label: 'Oximeter, room 3', portPath: '/dev/ttyUSB1' }]);
    forgetDevice(db, 'device-1', new Date('2026-11-23T10:00:00.000Z'));
    expect(listDevices(db)).toEqual([]);
    expect(db.prepare('SELECT forgotten_at FROM devices').pluck().get()).toBe('2026-11-23T10:00:00.000Z');
  });
});
