/**
 * One host-communications message and its check sum.
 *
 *   | unit | P | C | fields ... | k1 | k2 | CR
 *
 * For every character before the check: add code - 20h + 1; above FFFh subtract FFFh; k1 carries the upper and k2 the
 * lower six bits, each + 20h. GE 2010566, appendix on the check sum; agrees with all published command strings.
 */

/** The two check characters for a message without them. */
export function checkOf(message: string): string {
  let total = 0;
  for (let index = 0; index < message.length; index += 1) total += message.charCodeAt(index) - 0x20 + 1;
  if (total > 0xfff) total -= 0xfff;
  return String.fromCharCode(0x20 + (total >> 6), 0x20 + (total & 0x3f));
}

/** A message as it goes on the line, without the final CR. */
export function withCheck(message: string): string {
  return message + checkOf(message);
}

/** What stands before the check characters, or null when they do not fit. */
export function checked(line: string): string | null {
  if (line.length < 5) return null;
  const message = line.slice(0, -2);
  return checkOf(message) === line.slice(-2) ? message : null;
}

/** What is asked, in the order of a round. Starting or stopping a cuff is device control and is not here. */
export const requests = { pressure: ' NA', saturation: ' OA', pulse: ' RA', pulseOfPro200: ' RC', temperature: ' TC' } as const;

/** A request with its check and CR, after a lone CR that clears what the monitor may have half received. */
export function requestBytes(request: string): Uint8Array {
  return new Uint8Array([...`\r${withCheck(request)}\r`].map((letter) => letter.charCodeAt(0)));
}
