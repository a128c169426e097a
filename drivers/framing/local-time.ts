/** Arithmetic on a device's own wall clock, "2022-05-02T04:44:00", as if every day had 24 hours: a device's clock never jumps by itself. */
import { deviceClock } from './device-clock.ts';

const dayMs = 86_400_000;

/** Seconds since 1970-01-01T00:00:00 of the same clock. NaN for a text that is no such time. */
export function clockSeconds(at: string): number {
  const fields = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(at);
  if (fields === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = fields.slice(1).map(Number) as [number, number, number, number, number, number];
  return daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
}

/** The wall clock so many seconds after 1970-01-01T00:00:00 of the same clock; null beyond the year 9999. Fractions are cut off. */
export function clockAt(seconds: number): string | null {
  if (!Number.isFinite(seconds)) return null;
  const whole = Math.floor(seconds);
  const day = new Date(Math.floor(whole / 86_400) * dayMs);
  const rest = ((whole % 86_400) + 86_400) % 86_400;
  if (Number.isNaN(day.getTime())) return null;
  return deviceClock(
    day.getUTCFullYear(),
    day.getUTCMonth() + 1,
    day.getUTCDate(),
    Math.floor(rest / 3600),
    Math.floor(rest / 60) % 60,
    rest % 60,
  );
}

function daysSince1970(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}
