import type { PortKind } from '../ports/port.ts';

/** A device as it is remembered between starts. */
export interface RememberedDevice {
  id: string;
  driverId: string;
  variant: string;
  portKind: PortKind;
  portPath: string;
  usbSerial: string | null;
  label: string;
  /** The person who chose it; null when it was recognised by its frames. */
  chosenBy: string | null;
  chosenAt: string;
}

/** Where remembered devices are kept; the live side does not know how. */
export interface DeviceStore {
  list(): RememberedDevice[];
  save(device: RememberedDevice): void;
  forget(deviceId: string, at: Date): void;
}
