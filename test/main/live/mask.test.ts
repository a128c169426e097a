import { describe, expect, it } from 'vitest';
import type { LoggedLine } from '../../../src/main/live/line-log.ts';
import { maskBytes, maskLines } from '../../../src/main/live/mask.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const text = (some: Uint8Array) => String.fromCharCode(...some);

const message = [
  'MSH|^~\\&|GATEWAY|CLINIC|ISOLINE|ROOM3|20261123094100-0500||ORU^R01^ORU_R01|MSG00042|P|2.6',
  'PID|||4711-A^^^CLINIC^MR||Okafor^Adaeze^N||19611204|F|||12 Elm St^^Dayton',
  'PV1||O|ROOM3^^^^^^^^BED||||1234^Schneider^Ruth',
  'OBR|1||887|182777000^monitoring^SCT|||20261123094059||||||||||^Okafor',
  'OBX|1|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.1|128|266016^MDC_DIM_MMHG^MDC|||||F|||20261123094059||Okafor^A',
  'OBX|2|ST|1^comment||Mrs Okafor was upset',
  'NTE|1||call Mr Okafor',
  'ZID|Okafor',
  '',
].join('\r');

describe('hiding the patient', () => {
  it('leaves of a message only what names nobody', () => {
    const masked = text(maskBytes(bytes(`\x0b${message}\x1c\r`), 'network'));
    expect(masked).not.toMatch(/Okafor|Adaeze|4711|1961|Elm|Dayton|Schneider|upset|call/);
    expect(masked).toContain('MSH|^~\\&|GATEWAY|CLINIC|ISOLINE|ROOM3|20261123094100-0500||ORU^R01^ORU_R01|MSG00042|P|2.6\r');
    expect(masked).toContain('|128|266016^MDC_DIM_MMHG^MDC|');
    expect(masked.length).toBe(message.length + 3);
  });

  it('hides a message that came in pieces, also when its beginning has rolled away', () => {
    const whole = bytes(`\x0b${message}\x1c\r`);
    for (const start of [0, 95, 120, 130, 150, 300]) {
      const lines: LoggedLine[] = [];
      for (let at = start; at < whole.length; at += 7) {
        lines.push({ atMs: 0, way: 'in', streamId: 's', from: at, bytes: whole.slice(at, at + 7), note: '' });
      }
      const masked = text(Uint8Array.from(maskLines(lines, 'network').flatMap((line) => [...line.bytes])));
      expect(masked).not.toMatch(/kafor|Adaeze|711-A|61120|Elm|chneider/);
      expect(masked.length).toBe(whole.length - start);
    }
  });

  it('hides the id that was typed on a scale', () => {
    const esc = '\x1b';
    const masked = text(maskBytes(bytes(`${esc}R${esc}I1234567890${esc}W200.00${esc}Nm${esc}E`), 'scale'));
    expect(masked).toBe(`${esc}R${esc}I**********${esc}W200.00${esc}Nm${esc}E`);
    expect(text(maskBytes(bytes(`567890${esc}W200.00`), 'scale'))).toBe(`******${esc}W200.00`);
  });

  it('hides what is known to be a patient’s wherever it stands', () => {
    expect(text(maskBytes(bytes('ID=4711-A SPO2=97'), 'oximeter', ['4711-A']))).toBe('ID=****** SPO2=97');
  });
});
