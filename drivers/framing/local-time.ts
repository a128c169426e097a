/** Arithmetic on a device's own wall clock, "2022-05-02T04:44:00", as if every day had 24 hours: a device's clock never jumps by itself. */
import { deviceClock } from './device-clock.ts';

const dayMs = 86_400_000;

/** Seconds since 1970-01-01T00:00:00 of the same clock. NaN for a text that is no such time. */
export function clockSeconds(at: string): number {
  // Without a pattern: this is done several times for each of millions of readings.
  if (at.length !== 19 || at[4] !== '-' || at[7] !== '-' || at[10] !== 'T' || at[13] !== ':' || at[16] !== ':') return Number.NaN;
  const year = twoDigits(at, 0) * 100 + twoDigits(at, 2);
  const days = daysSince1970(year, twoDigits(at, 5), twoDigits(at, 8));
  return days * 86_400 + twoDigits(at, 11) * 3600 + twoDigits(at, 14) * 60 + twoDigits(at, 17);
}

function twoDigits(text: string, from: number): number {
  const [tens, ones] = [text.charCodeAt(from) - 48, text.charCodeAt(from + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
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
