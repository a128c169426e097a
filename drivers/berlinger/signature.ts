/**
 * The signature of a Fridge-tag or Q-tag file: ECDSA on P-256 over SHA-256, every number little-endian, the digest too. Worked out
 * from genuine files of four lots, not from the maker's documents. Cold-chain notes 4.3.
 *
 *   ... | Cert: .. Public Key | Sig Cert: r s | Sig: r s |
 *   Sig       covers all before its line; by the lot's key, which the file carries
 *   Sig Cert  covers the lines from Cert: on; by the maker's root key
 */
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { looseText } from '../framing/loose-text.ts';
import { utf8Bytes } from '../framing/text.ts';
import type { SignatureVerdict } from '../model/logger-log.ts';

export interface KeyPoint {
  /** 64 hexadecimal digits each, the usual way round. */
  x: string;
  y: string;
}

/** Derived from the files: the same for all lots seen. */
export const makersRoot: KeyPoint = {
  x: '0aa2be1b04268b874fc00aac193a889352f57eed2a46d8c7fc98111bdcaf1966',
  y: 'e3be1648b9ae1a7b7e5b9afc7c4b48fd003c505cb6af749fabaac0da180cf668',
};

export interface Verified {
  verdict: SignatureVerdict;
  /** In plain sentences. */
  notes: string[];
}

const unsignedNotes = ['The file carries no signature.'];

export function verifyBerlinger(bytes: Uint8Array, root: KeyPoint = makersRoot): Verified {
  const verdict = verdictOf(bytes, root);
  if (verdict === 'genuine' || verdict === 'unknown-key') return { verdict, notes: [] };
  const repaired = asWritten(bytes);
  if (repaired === null) return { verdict, notes: verdict === 'unsigned' ? unsignedNotes : [] };
  const second = verdictOf(repaired, root);
  // What a program's encoding or line ends hid before: the signature is there, and does not fit.
  if (second === 'altered') return { verdict: second, notes: [] };
  if (second === 'unsigned') return { verdict: second, notes: unsignedNotes };
  return { verdict: second, notes: ['Line ends or the encoding were changed by a program; repaired before the signature was checked.'] };
}

function verdictOf(bytes: Uint8Array, root: KeyPoint): SignatureVerdict {
  const lines = lineStarts(bytes);
  const own = lines.filter(({ text }) => text.startsWith('Sig:'));
  if (own.length === 0) return 'unsigned';
  const certificate = lines.filter(({ text }) => text.startsWith('Cert:'));
  const ofCertificate = lines.filter(({ text }) => text.startsWith('Sig Cert:'));
  // Two of a kind: one of them was put in, and nothing says which.
  if (own.length > 1 || certificate.length !== 1 || ofCertificate.length > 1) return 'altered';
  const end = own[0]!.from;
  // What follows the signature is covered by nothing.
  if (lines.some(({ text, from }) => from > end && text !== '')) return 'altered';
  const certified = { from: certificate[0]!.from, at: ofCertificate[0]?.from ?? end };
  const keys = lines
    .filter(({ from }) => from > certified.from && from < certified.at)
    .flatMap(({ text }) => /^ Public Key:\s*([0-9a-f]{128})\s*$/i.exec(text)?.[1] ?? []);
  const signature = hexAfter(own[0]!.text);
  if (signature === null || keys.length !== 1) return 'altered';
  const lotKey = { x: turned(keys[0]!.slice(0, 64)), y: turned(keys[0]!.slice(64)) };
  if (!verifies(bytes.subarray(0, end), signature, lotKey)) return 'altered';
  const byRoot = hexAfter(ofCertificate[0]?.text ?? '');
  const isKnown = byRoot !== null && verifies(bytes.subarray(certified.from, certified.at), byRoot, root);
  return isKnown ? 'genuine' : 'unknown-key';
}

function verifies(region: Uint8Array, signature: string, key: KeyPoint): boolean {
  const digest = sha256(region).reverse();
  const compact = bytesOfHex(turned(signature.slice(0, 64)) + turned(signature.slice(64)));
  try {
    return p256.verify(compact, digest, bytesOfHex(`04${key.x}${key.y}`), { prehash: false, lowS: false });
  } catch {
    // A point off the curve or a number beyond the order.
    return false;
  }
}

interface StartedLine {
  text: string;
  from: number;
}

function lineStarts(bytes: Uint8Array): StartedLine[] {
  const lines: StartedLine[] = [];
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue;
    // No line that matters here is longer; the many rows of a table only count as not empty.
    const shown = bytes.subarray(from, Math.min(at, from + (bytes[from] === 0x09 ? 1 : 200)));
    lines.push({ text: String.fromCharCode(...shown).replace(/\r$/, ''), from });
    from = at + 1;
  }
  return lines;
}

function hexAfter(line: string): string | null {
  return /^Sig(?: Cert)?:\s*([0-9a-f]{128})\s*$/i.exec(line)?.[1] ?? null;
}

/** Hexadecimal digits with the bytes the other way round. */
function turned(hex: string): string {
  return hex.match(/../g)!.reverse().join('');
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

/** The file as the device wrote it: plain text with CRLF; null where it is that already. */
function asWritten(bytes: Uint8Array): Uint8Array | null {
  const { text, encoding } = looseText(bytes);
  const isPlain = encoding === 'utf-8' && bytes[0] !== 0xef && !/(^|[^\r])\n|\r(?!\n)/.test(text);
  return isPlain ? null : utf8Bytes(text.replace(/\r\n|\n|\r/g, '\r\n'));
}
