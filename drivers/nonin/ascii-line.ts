/**
 * The once-a-second text line of the tabletop and hand-held models, and the header lines they print at power-up.
 *
 *   [HH:MM:SS ]SPO2=097 HR=072[ F*B]        --- where a number is missing
 */
import type { LineDecoder } from '../model/driver.ts';
import { sayOximetry } from './values.ts';

const line = /^(?:\d\d:\d\d:\d\d )?SPO2=(\d{1,3}|---) HR=(\d{1,3}|---)\s*([F*B ]*)$/;

export function decodeAsciiLine(): LineDecoder {
  let set = 0;
  return {
    hear(raw, span) {
      const text = raw.replace(/[\r\n]+$/, '');
      const found = line.exec(text);
      if (found === null) {
        const isHeader = /^[\x20-\x7e]*$/.test(text) && !/SPO2|HR=/.test(text);
        return isHeader ? [] : [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'not a line of this format' }];
      }
      set += 1;
      const [, saturation = '', pulse = '', letters = ''] = found;
      const note = letters.includes('F') ? { averaging: 'fast' } : {};
      return sayOximetry({ saturation: numberOf(saturation), pulse: numberOf(pulse), how: 'continuous', marks: [], note }, set, span);
    },
    end: () => [],
  };
}

function numberOf(text: string): number | null {
  return text.startsWith('-') ? null : Number(text);
}
