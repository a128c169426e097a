/** Made-up Fridge-tag files, signed with a root and a lot key of our own in the way the maker's devices sign. */
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { KeyPoint } from '../../drivers/berlinger/signature.ts';

const rootSecret = new Uint8Array(32).fill(7);
const lotSecret = new Uint8Array(32).fill(9);

function pointOf(secret: Uint8Array): KeyPoint {
  const [, ...rest] = p256.getPublicKey(secret, false);
  const hex = Buffer.from(rest).toString('hex');
  return { x: hex.slice(0, 64), y: hex.slice(64) };
}

export const madeUpRoot = pointOf(rootSecret);

const turned = (hex: string) => Buffer.from(hex, 'hex').reverse().toString('hex');

function signature(region: string, secret: Uint8Array): string {
  const digest = sha256(Buffer.from(region, 'latin1')).reverse();
  const signed = Buffer.from(p256.sign(digest, secret, { prehash: false, lowS: false }).toCompactRawBytes()).toString('hex');
  return turned(signed.slice(0, 64)) + turned(signed.slice(64));
}

/** The file with its certificate and signature added; `lines` end without CRLF. `certify`: by whose key the lot is certified. */
export function signed(lines: readonly string[], certify: 'root' | 'stranger' = 'root'): Buffer {
  const { x, y } = pointOf(lotSecret);
  const certificate = ['Cert:', ' Vers: 1.0', ' Lot: 1', ' Issuer: Made up', ` Public Key: ${turned(x)}${turned(y)}`]
    .map((line) => `${line}\r\n`)
    .join('');
  const body = lines.map((line) => `${line}\r\n`).join('') + certificate;
  const byRoot = signature(certificate, certify === 'root' ? rootSecret : lotSecret);
  const covered = `${body}Sig Cert: ${byRoot}\r\n`;
  return Buffer.from(`${covered}Sig: ${signature(covered, lotSecret)}\r\n`, 'latin1');
}

export const fridgeTag2L = [
  'Device: Q-tag Fridge-tag 2 L',
  'Vers: 0.5',
  'Fw Vers: 4.0p0o',
  'Sensor: 1',
  'Some New Key: 42',
  'Conf:',
  ' Serial: 130500000001',
  ' Lot: 1',
  ' Zone: 0.00',
  ' Temp unit: C',
  ' Alarm:',
  '  0:',
  '   T AL: +2.0, t AL: 60',
  '  1:',
  '   T AL: +8.0, t AL: 60',
  ' Use ext devices: 0',
  ' Logging Interval: 5',
  ' Test Res: 1, Test TS: 2026-02-02 07:00',
  'Errors:',
  ' 19:',
  '  Err Count: 1, Err TS: 2026-03-24 15:30',
  'Hist:',
  ' TS Actv: 2026-05-02 04:44',
  ' TS Report Creation: 2026-05-04 10:14',
  ' 1:',
  '  Date: 2026-05-04',
  '  Min T: +4.0, TS Min T: 00:42',
  '  Max T: +9.2, TS Max T: 00:00',
  '  Avrg T: +4.5',
  '  Alarm:',
  '   0:',
  '    t Acc: 0',
  '   1:',
  '    t Acc: 10, TS A: 00:00, C A: 1',
  '  Int Sensor timeout:',
  '   t AccST: 0',
  '  Events: 26',
  '  Checked:',
  '   TS AM: 07:51, TS PM: 16:02',
  ' 2:',
  '  Date: 2026-05-03',
  '  Min T: --.-, TS Min T:',
  '  Max T: +10.1, TS Max T: 23:20',
  '  Avrg T: +5.9',
  '  Alarm:',
  '   0:',
  '    t Acc: 0',
  '   1:',
  '    t Acc: 116, TS A: 23:05, T Amb: +24.1, C A: 0',
  '  Int Sensor timeout:',
  '   t AccST: 3, TS ST: 12:01',
  '  Events: 0',
  ' 3:',
  '  Date: 2026-05-02',
  '  Min T: +4.1, TS Min T: 05:00',
  '  Max T: +8.3, TS Max T: 06:00',
  '  Avrg T: +5.0',
  '  Alarm:',
  '   0:',
  '    t Acc: 0',
  '   1:',
  '    t Acc: 75',
  '  Events: 2',
  'Data:',
  '\tyyyy-MM-dd hh:mm\tT\tOut of limits',
  '\t2026-05-02 04:44\t5.1',
  '\t2026-05-02 04:49\t-0.3\tx',
  '\t2026-05-02 04:54\t--.-\tx',
  '\t2026-05-02 04:59\t8.1\tx',
];

/** A Fridge-tag 2 L that logged every five minutes for a day up to now, 45 of them at 9.1 °C in the middle; signed by a lot nobody here knows. */
export function fridgeTagOfYesterday(now: Date): { name: string; bytes: Buffer } {
  const step = 300_000;
  const last = Math.floor(now.getTime() / step) * step;
  const moment = (at: number) => {
    const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 16).replace('T', ' ');
  };
  const rows = Array.from({ length: 288 }, (_, index) => {
    const isWarm = index >= 140 && index < 149;
    return `\t${moment(last - (287 - index) * step)}\t${isWarm ? '9.1\tx' : (4 + (index % 20) / 10).toFixed(1)}`;
  });
  const head = fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:') + 2);
  return { name: '130500000001_yesterday.txt', bytes: signed([...head, ...rows]) };
}
