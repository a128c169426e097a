/**
 * Rice Lake's print string, and its block of labeled lines with the height in feet and inches.
 *
 *   | 9 characters | blank | unit | blank | mode |        "    215.0 LB GROSS"
 *   GROSS WEIGHT 215.0 LB / TARE 5.0 LB / PATIENT HEIGHT 6-01.0 FT / PATIENT BMI 28.4
 */
import type { LineDecoder } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';
import type { Unit } from '../model/quantity.ts';
import { saySent, sayStatus } from '../model/say.ts';

const units: Readonly<Record<string, Unit>> = { LB: '[lb_av]', KG: 'kg', CM: 'cm', IN: '[in_i]' };

export function decodePrintString(): LineDecoder {
  let set = 0;
  let hasHeight = false;
  return {
    hear(text, span) {
      const line = text.replace(/\r$/, '').trim();
      if (line === '') return [];
      const weight = /^(?:GROSS WEIGHT\s+)?(\d{1,4}(?:\.\d{1,2})?)\s+(LB|KG)(?:\s+(?:GROSS|NET))?$/i.exec(line);
      if (weight) {
        set += 1;
        hasHeight = false;
        if (/^0*999\.9{1,2}$/.test(weight[1]!)) return [sayStatus('overload', span, weight[1])];
        return [spot('weight', Number(weight[1]), units[weight[2]!.toUpperCase()]!, span, set)];
      }
      const height = /^PATIENT HEIGHT\s+(?:(\d)-(\d{1,2}(?:\.\d)?)\s+FT|(\d{2,3}(?:\.\d)?)\s+(CM|IN))$/i.exec(line);
      if (height) {
        const heard = readHeight(height, span, Math.max(1, set));
        hasHeight = heard.some((one) => one.kind === 'reading' && one.value !== null);
        return heard;
      }
      const index = /^PATIENT BMI\s+(\d{1,3}(?:\.\d)?)$/i.exec(line);
      // Without a height the index is made of an older one.
      if (index) return hasHeight ? [spot('bodyMassIndex', Number(index[1]), 'kg/m2', span, Math.max(1, set))] : [];
      // Tare and net are the scale's own arithmetic; the gross weight is what was weighed.
      return /^(TARE|NET)\b/i.test(line) ? [] : [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'not a line of this format' }];
    },
    end: () => [],
  };
}

function readHeight(fields: RegExpExecArray, span: Span, set: number): Heard[] {
  const [, feet, inches, number, unit] = fields;
  if (feet !== undefined) return [spot('height', Math.round((Number(feet) * 12 + Number(inches)) * 10) / 10, '[in_i]', span, set)];
  return [spot('height', Number(number), units[unit!.toUpperCase()]!, span, set)];
}

/** Zero is no measurement. */
function spot(quantity: 'weight' | 'height' | 'bodyMassIndex', value: number, unit: Unit, span: Span, set: number): Heard {
  return saySent(quantity, value === 0 ? null : value, unit, span, { how: 'spot', set });
}
