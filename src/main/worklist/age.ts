/** Ages as a clinic counts them: by calendar, in the unit that matters at that age. */

interface Since {
  years: number;
  months: number;
  days: number;
}

/** Today's date where the station stands, YYYY-MM-DD. */
export function localDay(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/**
 * Age in years. From two years on, completed years; below, completed months as twelfths plus days, so that
 * limits by month can be applied to infants. `dateOfBirth` is YYYY-MM-DD.
 */
export function ageYears(dateOfBirth: string, at: Date): number {
  const { years, months, days } = since(dateOfBirth, at);
  return years >= 2 ? years : (years * 12 + months) / 12 + days / 365.25;
}

/** '68 y', '4 y', '18 mo', '7 mo', '12 d'. */
export function ageText(dateOfBirth: string, at: Date): string {
  const { years, months, days } = since(dateOfBirth, at);
  if (years >= 2) return `${years} y`;
  const allMonths = years * 12 + months;
  return allMonths >= 1 ? `${allMonths} mo` : `${days} d`;
}

/** Completed calendar years, months and days. Someone born on the 31st completes a shorter month with its last day gone by. */
function since(dateOfBirth: string, at: Date): Since {
  const [year = 0, month = 1, day = 1] = dateOfBirth.split('-').map(Number);
  const isMonthComplete = at.getDate() >= day;
  const allMonths = Math.max(0, (at.getFullYear() - year) * 12 + (at.getMonth() + 1 - month) - (isMonthComplete ? 0 : 1));
  const lastMonthDay = Date.UTC(year, month - 1 + allMonths, day);
  const today = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  const days = Math.max(0, Math.round((today - lastMonthDay) / 86_400_000));
  return { years: Math.floor(allMonths / 12), months: allMonths % 12, days };
}
