/** How old a value is, in words that do not jump about: now, seconds, minutes, then the time of day. */

export function ageWords(at: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 600) return `${Math.floor(seconds / 60)} min ago`;
  return clockTime(at);
}

/** 9:51, or 9:51:22. */
export function clockTime(at: string, withSeconds = false): string {
  const time = new Date(at);
  const parts = [time.getHours(), String(time.getMinutes()).padStart(2, '0')];
  if (withSeconds) parts.push(String(time.getSeconds()).padStart(2, '0'));
  return parts.join(':');
}

/** A countdown as 0:42; 0:00 when it has ended. */
export function countdown(endsAt: string, now: number): string {
  const left = Math.max(0, Math.ceil((Date.parse(endsAt) - now) / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
