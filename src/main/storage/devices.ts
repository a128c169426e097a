/** Rows of the devices that were chosen for this station, and where each is plugged in. */
import type { PortKind } from '../ports/port.ts';
import type { Db } from './open.ts';

export interface StoredDevice {
  id: string;
  driverId: string;
  variant: string;
  portKind: PortKind;
  portPath: string;
  /** By which the cable is known again under another path. */
  usbSerial: string | null;
  label: string;
  /** null: recognised by its frames, or begun with. */
  chosenBy: string | null;
  chosenAt: string;
}

/** In the order in which they were chosen; forgotten ones are kept for the record and not listed. */
export function listDevices(db: Db): StoredDevice[] {
  return db
    .prepare(
      `SELECT id, driver_id AS driverId, variant, port_kind AS portKind, port_path AS portPath, usb_serial AS usbSerial, label,
         chosen_by AS chosenBy, chosen_at AS chosenAt
       FROM devices WHERE forgotten_at IS NULL ORDER BY chosen_at, id`,
    )
    .all() as StoredDevice[];
}

/** Writes: a new device, or the new name, dialect or port of a known one. */
export function saveDevice(db: Db, device: StoredDevice): void {
  db.prepare(
    `INSERT INTO devices (id, driver_id, variant, port_kind, port_path, usb_serial, label, chosen_by, chosen_at)
     VALUES (@id, @driverId, @variant, @portKind, @portPath, @usbSerial, @label, @chosenBy, @chosenAt)
     ON CONFLICT (id) DO UPDATE SET variant = excluded.variant, port_path = excluded.port_path, usb_serial = excluded.usb_serial, label = excluded.label`,
  ).run(device);
}

/** Writes. Its readings keep pointing at the row. */
export function forgetDevice(db: Db, deviceId: string, at: Date): void {
  db.prepare('UPDATE devices SET forgotten_at = ? WHERE id = ? AND forgotten_at IS NULL').run(at.toISOString(), deviceId);
}
