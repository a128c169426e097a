import { describe, expect, test } from 'vitest';
import { acknowledgeHl7 } from '../../drivers/hl7-oru/acknowledge.ts';
import { longestMessage } from '../../drivers/hl7-oru/decode.ts';
import { hl7Oru } from '../../drivers/hl7-oru/driver.ts';
import { hearPieces, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { hearText, messagesOf, noiseOf, person, valuesOf } from './heard-values.ts';

const mllp = variantOf(hl7Oru, 'mllp');
const header = (id = 'M1', tail = '|||NE|AL||UNICODE UTF-8') =>
  `MSH|^~\\&|GW||ISOLINE||20260314090600-0500||ORU^R01^ORU_R01|${id}|P|2.6${tail}<CR>`;
const pid = 'PID|||789567^^^Imaginary Hospital^PI||Doe^John^Joseph||19770404<CR>';
const obr = 'OBR|1||||||20260314090515-0500<CR>';
const framed = (...segments: string[]) => `<VT>${segments.join('')}<FS><CR>`;
const row = (code: string, place: string, value: string, unit: string, status = 'R', flags = '') =>
  `OBX|1|NM|${code}^MDC|${place}|${value}|${unit}||${flags}|||${status}<CR>`;
const sys = (value: string, status = 'R', flags = '') =>
  row('150021^MDC_PRESS_BLD_NONINV_SYS', '1.0.1.1', value, '266016^MDC_DIM_MMHG^MDC', status, flags);
const dia = (value: string, status = 'R', flags = '') =>
  row('150022^MDC_PRESS_BLD_NONINV_DIA', '1.0.1.2', value, '266016^MDC_DIM_MMHG^MDC', status, flags);
const mean = (value: string, status = 'R') => row('150023^MDC_PRESS_BLD_NONINV_MEAN', '1.0.1.3', value, '266016^MDC_DIM_MMHG^MDC', status);
const hearRows = (...rows: string[]) => hearText(mllp, framed(header(), pid, obr, ...rows));
const refusedOf = (...rows: string[]) => messagesOf(hearRows(...rows))[0]!.refused.map(({ why }) => why);

describe('a message', () => {
  test('gives the pressures of one cuff in one set, with time and patient', () => {
    const heard = hearRows(sys('120'), dia('80'), mean('100'));
    expect(valuesOf(heard)).toEqual({ systolic: 120, diastolic: 80, meanArterialPressure: 100 });
    expect(new Set(readingsOf(heard).map(({ set }) => set)).size).toBe(1);
    expect(readingsOf(heard)[0]?.note).toEqual({ result: 'raw', deviceTime: '2026-03-14T09:05:15-05:00', patientId: '789567' });
    expect(messagesOf(heard)).toEqual([
      expect.objectContaining({
        id: 'M1',
        type: 'ORU^R01',
        patient: { ids: ['789567'], name: 'Doe, John', dateOfBirth: '1977-04-04' },
        verdict: 'accept',
        answers: 'always',
        refused: [],
      }),
    ]);
  });

  test('without 0B, or without the last 0D, is read all the same', () => {
    const text = framed(header(), pid, obr, sys('120'));
    expect(valuesOf(hearText(mllp, text.replace('<VT>', '')))).toEqual({ systolic: 120 });
    expect(valuesOf(hearText(mllp, text.replace('<FS><CR>', '<FS>')))).toEqual({ systolic: 120 });
    expect(readingsOf(hearText(mllp, text.replace('<FS><CR>', '<FS>') + text))).toHaveLength(2);
  });

  test('that is cut short is noise and is not acknowledged', () => {
    const heard = hearText(mllp, `<VT>${header()}${pid}${obr}${sys('120')}`);
    expect(heard.map(({ kind }) => kind)).toEqual(['noise']);
    const next = hearText(mllp, `<VT>${header()}${pid}${obr}${sys('120')}${framed(header('M2'), pid, obr, sys('130'))}`);
    expect(messagesOf(next).map(({ id }) => id)).toEqual(['M2']);
    expect(valuesOf(next)).toEqual({ systolic: 130 });
  });

  test('with two patients or two headers is refused whole', () => {
    for (const second of [pid.replace('789567', '111'), header('M2')]) {
      const heard = hearText(mllp, framed(header(), pid, obr, sys('120'), second, obr, dia('80')));
      expect(readingsOf(heard)).toEqual([]);
      expect(messagesOf(heard)[0]).toMatchObject({ verdict: 'content' });
    }
  });

  test('of another type is refused by its type', () => {
    const [message] = messagesOf(hearText(mllp, framed(header().replace('ORU^R01^ORU_R01', 'ADT^A08'), pid)));
    expect(message).toMatchObject({ verdict: 'type', type: 'ADT^A08' });
  });

  test('without an id is refused, because its repetition cannot be told', () => {
    expect(messagesOf(hearText(mllp, framed(header(''), pid, obr, sys('120'))))[0]).toMatchObject({ verdict: 'content' });
  });

  test('of 50 kB with 200 rows, three at once, is read', () => {
    const rows = Array.from({ length: 200 }, (_, index) =>
      row('150456^MDC_PULS_OXIM_SAT_O2', `1.${index}.1.1`, '98', '262688^MDC_DIM_PERCENT^MDC').replace(
        '||||R',
        `||||R|||20260314090515-0500||||${'x'.repeat(180)}`,
      ),
    );
    const text = framed(header(), pid, obr, ...rows);
    expect(text.length).toBeGreaterThan(50_000);
    expect(readingsOf(hearText(mllp, text.repeat(3)))).toHaveLength(600);
  });

  test('in another character set keeps the patient’s name', () => {
    const latin = framed(header('M1', '|||NE|AL||8859/1'), pid.replace('Doe', 'M\xfcller'), obr, sys('120'));
    expect(messagesOf(hearText(mllp, latin))[0]?.patient.name).toBe('Müller, John');
    const utf8 = framed(header(), pid.replace('Doe', 'M\xc3\xbcller'), obr, sys('120'));
    expect(messagesOf(hearText(mllp, utf8))[0]?.patient.name).toBe('Müller, John');
  });

  test('may declare delimiters of its own and escape them', () => {
    const text = framed(header(), pid.replace('Doe', 'D\\T\\oe'), obr, sys('120'))
      .replaceAll('|', '!')
      .replaceAll('^', '*')
      .replace('*~', '*~');
    expect(messagesOf(hearText(mllp, text))[0]?.patient).toMatchObject({ ids: ['789567'], name: 'D&oe, John' });
    expect(valuesOf(hearText(mllp, text))).toEqual({ systolic: 120 });
  });

  test('longer than a message can be is noise, and the memory stays bounded', () => {
    const heard = hearWhole(mllp, joined([0x0b], new Uint8Array(longestMessage + 10).fill(0x41)));
    expect(noiseOf(heard)).toBe(longestMessage + 11);
  });
});

describe('a row', () => {
  test.each([
    ['R', 'raw'],
    ['F', 'final'],
    ['C', 'corrected'],
    ['P', 'preliminary'],
  ])('with status %s is taken as %s', (status, result) => {
    expect(readingsOf(hearRows(sys('120', status)))[0]?.note?.result).toBe(result);
  });

  test.each(['X', 'W', 'S', 'U', 'I', ''])('with status "%s" is refused', (status) => {
    expect(readingsOf(hearRows(sys('120', status)))).toEqual([]);
    expect(refusedOf(sys('120', status))).toHaveLength(1);
  });

  test('that was deleted takes the value back', () => {
    expect(valuesOf(hearRows(sys('140', 'C', 'QUES'), dia('70', 'D', 'EARLY~QUES'), mean('100', 'F')))).toEqual({
      systolic: 140,
      diastolic: null,
      meanArterialPressure: 100,
    });
  });

  test.each(['INV', '?', '<', '>', 'QUES~INV'])('flagged %s is refused', (flag) => {
    expect(readingsOf(hearRows(sys('120', 'R', flag)))).toEqual([]);
  });

  test('flagged questionable and early says so', () => {
    expect(readingsOf(hearRows(sys('120', 'R', 'EARLY~QUES')))[0]?.marks).toEqual(['early', 'questionable']);
  });

  test.each(['', '---', '-100', '-1000', '-10000', '8388607', '8388608', '32767', '-32768', '1e3', '12O', '0x40'])(
    'with "%s" has no number',
    (text) => {
      expect(readingsOf(hearRows(sys(text)))).toEqual([]);
      expect(refusedOf(sys(text))).toHaveLength(1);
    },
  );

  test('whose code and name disagree is refused', () => {
    for (const code of [
      '150017^MDC_PRESS_BLD_NONINV_SYS',
      '150021^MDC_PRESS_BLD_NONINV_DIA',
      '1500212^MDC_PRESS_BLD_NONINV_SYS',
      '150033^MDC_PRESS_BLD_ART_SYS',
    ]) {
      expect(readingsOf(hearRows(row(code, '1.0.1.1', '120', '266016^MDC_DIM_MMHG^MDC')))).toEqual([]);
    }
  });

  test('whose unit is unknown, disagrees with its name, or belongs to something else is refused', () => {
    for (const unit of ['', '123^MDC_DIM_X', '266016^MDC_DIM_KILO_PASCAL', '262688^MDC_DIM_PERCENT']) {
      expect(readingsOf(hearRows(row('150021^MDC_PRESS_BLD_NONINV_SYS', '1.0.1.1', '120', unit)))).toEqual([]);
    }
  });

  test('in kilopascals and Fahrenheit is converted, and keeps what was sent', () => {
    const heard = hearRows(
      row('150021^MDC_PRESS_BLD_NONINV_SYS', '1.0.1.1', '16.0', 'kPa'),
      row('150344^MDC_TEMP', '1.2', '98.6', '266560^MDC_DIM_FAHR'),
    );
    expect(readingsOf(heard)).toEqual([
      expect.objectContaining({ value: 120.01, sent: { value: 16, unit: 'kPa' } }),
      expect.objectContaining({ value: 37, sent: { value: 98.6, unit: '[degF]' } }),
    ]);
  });

  test('that comes twice in one set is refused, not chosen from', () => {
    expect(valuesOf(hearRows(sys('120'), sys('80'), mean('100')))).toEqual({ meanArterialPressure: 100 });
  });

  test('of pressures that cannot belong together is refused', () => {
    for (const rows of [
      [sys('80'), dia('120')],
      [sys('120'), dia('80'), mean('130')],
      [sys('120'), mean('120')],
      [dia('90'), mean('80')],
    ]) {
      expect(readingsOf(hearRows(...rows))).toEqual([]);
      expect(refusedOf(...rows)).toHaveLength(rows.length);
    }
  });
});

describe('the answer', () => {
  const answerTo = (text: string, outcome: 'stored' | 'not-stored' = 'stored') => {
    const bytes = acknowledgeHl7(messagesOf(hearText(mllp, text))[0]!, outcome, '2026-03-14T14:06:01.250Z');
    return bytes === null ? null : String.fromCharCode(...bytes);
  };

  test('is AA under the message’s own id, framed', () => {
    const text = answerTo(framed(header('MSGID1234'), pid, obr, sys('120')))!;
    expect(text.charCodeAt(0)).toBe(0x0b);
    expect(text.slice(1)).toMatch(/^MSH\|\^~\\&\|ISOLINE\|\|GW\|\|20260314140601\+0000\|\|ACK\^R01\^ACK\|/);
    expect(text.endsWith('\rMSA|AA|MSGID1234\r\x1c\r')).toBe(true);
  });

  test('is AE when nothing was stored, and AR for another type', () => {
    expect(answerTo(framed(header(), pid, obr, sys('120')), 'not-stored')).toContain('MSA|AE|M1|');
    expect(answerTo(framed(header().replace('ORU^R01^ORU_R01', 'ADT^A08'), pid))).toContain('MSA|AR|M1|');
  });

  test.each([
    ['|||NE|NE', null, null],
    ['|||NE|AL', 'AA', 'AE'],
    ['|||NE|ER', null, 'AE'],
    ['|||NE|SU', 'AA', null],
    ['|||AL|NE', 'CA', 'CE'],
    ['|||||', 'AA', 'AE'],
  ])('follows what the sender wants: %s', (tail, good, bad) => {
    const text = framed(header('M1', tail), pid, obr, sys('120'));
    expect(answerTo(text)?.match(/MSA\|(\w\w)/)?.[1] ?? null).toBe(good);
    expect(answerTo(text, 'not-stored')?.match(/MSA\|(\w\w)/)?.[1] ?? null).toBe(bad);
  });
});

describe('the simulated sender', () => {
  test.each(['send-vitals', 'send-split'])('%s is heard as it was set', (control) => {
    const sent = hl7Oru.simulate(person).press(control, 0);
    const heard = hearPieces(
      mllp,
      sent.map(({ bytes }) => bytes),
    );
    expect(valuesOf(heard)).toEqual({ systolic: 124, diastolic: 78, meanArterialPressure: 93, spo2: 98, pulseRate: 72 });
    expect(messagesOf(heard)[0]).toMatchObject({ verdict: 'accept', refused: [], patient: { ids: ['100234'] } });
  });

  test('can leave out the patient, and take values back', () => {
    const simulation = hl7Oru.simulate(person);
    const heard = (control: string) =>
      hearPieces(
        mllp,
        simulation.press(control, 0).map(({ bytes }) => bytes),
      );
    expect(messagesOf(heard('send-no-patient'))[0]?.patient.ids).toEqual([]);
    expect(valuesOf(heard('send-deleted'))).toMatchObject({ systolic: null, diastolic: null, meanArterialPressure: null, spo2: 98 });
  });
});
