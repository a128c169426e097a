/** Dates and times as they are written on paper and on the screens, of the US. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026-11-23T09:58:12 as "Nov 23, 2026 9:58:12", an instant with an offset in the time of this computer. Others as they stand. */
export function instantWords(iso: string): string {
  const written = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?/.exec(localOf(iso));
  if (written === null) return iso;
  const [, year, month, day, hour, minute, second] = written;
  const date = `${months[Number(month) - 1] ?? month} ${Number(day)}, ${year}`;
  if (hour === undefined) return date;
  return `${date} ${Number(hour)}:${minute}${second === undefined ? '' : `:${second}`}`;
}

/** The day of it: "Nov 23, 2026". */
export function dayWords(iso: string): string {
  return instantWords(localOf(iso).slice(0, 10));
}

/** 1958-03-14 as 03/14/1958; others as they stand. */
export function birthDateWords(iso: string): string {
  const written = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return written === null ? iso : `${written[2]}/${written[3]}/${written[1]}`;
}

/** Wall time of this computer for an instant; one without an offset is wall time already. */
function localOf(iso: string): string {
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso)) return iso;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
