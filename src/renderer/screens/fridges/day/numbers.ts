/** Temperatures as people type them. */

/** null for nothing, undefined for what is no number. A comma and a true minus are as good as a point and a hyphen. */
export function typedDegrees(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  if (plain === '') return null;
  return /^-?\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined;
}

/** With a decimal, as displays show it. */
export function fieldOf(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
