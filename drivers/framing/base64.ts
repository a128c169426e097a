/** Base64 (RFC 4648, section 4) with white space anywhere, as it stands in XML. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Int8Array(128).fill(-1);
for (let value = 0; value < alphabet.length; value++) sixBits[alphabet.charCodeAt(value)] = value;

/** The bytes, or the index of the first character that has no place there. Three quarters of the text's length at most. */
export function fromBase64(text: string): Uint8Array | { badAt: number } {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, length, padding] = [0, 0, 0, 0];
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === 0x20 || (character >= 0x09 && character <= 0x0d)) continue;
    if (character === 0x3d) {
      padding += 1;
      continue;
    }
    const value = character < 128 ? sixBits[character]! : -1;
    if (value < 0 || padding > 0) return { badAt: index };
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return bits === 6 || padding > 2 ? { badAt: text.length } : bytes.subarray(0, length);
}

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const three = (bytes[index]! << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const whole = alphabet[three >> 18]! + alphabet[(three >> 12) & 63]! + alphabet[(three >> 6) & 63]! + alphabet[three & 63]!;
    const left = bytes.length - index;
    parts.push(left >= 3 ? whole : whole.slice(0, left + 1).padEnd(4, '='));
  }
  return parts.join('');
}
