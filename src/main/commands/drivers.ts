/** `isoline drivers`: the catalogue for people who connect devices. */
import { drivers } from '../../../drivers/index.ts';
import type { Driver, Line } from '../../../drivers/model/driver.ts';

/** One JSON line for each driver: what it is called, how it is connected, what it gives, how well its protocol is known. */
export function listDrivers(): string[] {
  return drivers.map((driver) => JSON.stringify(entryOf(driver)));
}

function entryOf({ id, label, grade, variants }: Driver) {
  return {
    id,
    label,
    link: [...new Set(variants.map(({ line }) => wordsOf(line)))].join(' or '),
    gives: [...new Set(variants.flatMap(({ gives }) => gives))],
    grade,
    variants: variants.map((variant) => variant.id),
  };
}

const parityLetters = { none: 'N', odd: 'O', even: 'E' } as const;

/** As a manual would write it: "serial 9600 8N1". */
function wordsOf(line: Line): string {
  if (line.kind === 'tcp') return `TCP port ${line.port}`;
  if (line.kind === 'serial') return `serial ${line.baud} ${line.dataBits}${parityLetters[line.parity]}${line.stopBits}`;
  const four = (number: number) => number.toString(16).padStart(4, '0');
  return `USB HID ${four(line.vendorId)}:${four(line.productId)}`;
}
