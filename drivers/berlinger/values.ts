/** Values as Berlinger writes them. Absent is null, never 0. */
import { deviceClock } from '../framing/device-clock.ts';
import type { DeviceDay, DeviceTime } from '../model/logger-log.ts';

/** "+8.0" as 8; "--.-" and anything else as null. */
export function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^[+-]?\d{1,6}(\.\d{1,4})?$/.test(text.trim()) ? Number(text) : null;
}

/** "2022-05-02 04:44" */
export function timeOf(text: string | undefined): DeviceTime | null {
  const fields = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)$/.exec(text?.trim() ?? '');
  if (fields === null) return null;
  const [year, month, day, hour, minute] = fields.slice(1).map(Number) as [number, number, number, number, number];
  return deviceClock(year, month, day, hour, minute, 0);
}

/** "2022-05-02" */
export function dayOf(text: string | undefined): DeviceDay | null {
  return timeOf(`${text?.trim()} 00:00`)?.slice(0, 10) ?? null;
}

/** "04:44" */
export function clockOf(text: string | undefined): string | null {
  return text !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(text.trim()) ? text.trim() : null;
}
