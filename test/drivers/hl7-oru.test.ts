import { describe, expect, test } from 'vitest';
import { acknowledgeHl7 } from '../../drivers/hl7-oru/acknowledge.ts';
import { longestMessage } from '../../drivers/hl7-oru/decode.ts';
import { hl7Oru } from '../../drivers/hl7-oru/driver.ts';
import type { ByteVariant } from '../../drivers/model/driver.ts';
import { bytesOfText, hearPieces, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { hearText, messagesOf, noiseOf, person, valuesOf } from './heard-values.ts';

const mllp = variantOf(hl7Oru, 'mllp');
const bareDecoder = () => (variantOf(hl7Oru, 'bare') as ByteVariant).listen();
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

  test('tells which liberties were taken with its framing', () => {
    const text = framed(header(), pid, obr, sys('120'));
    const toldOf = (sent: string, id = 'mllp') => messagesOf(hearText(variantOf(hl7Oru, id), sent)).map(({ tolerated }) => tolerated);
    expect(toldOf(text)).toEqual([undefined]);
    expect(toldOf(text.replace('<VT>', ''))).toEqual([['no 0B before it']]);
    expect(toldOf(text.replaceAll('<CR>', '<LF>').replace('<FS><LF>', '<FS><CR>'))).toEqual([['its segments end with LF']]);
    expect(toldOf(text.replaceAll('<CR>', '<CR><LF>').replace('<FS><CR><LF>', '<FS><CR>'))).toEqual([['its segments end with CR LF']]);
    expect(toldOf(text.replace('<FS><CR>', '<FS>') + text)).toEqual([['no 0D after its 1C'], undefined]);
    const bare = `${header()}${pid}${obr}${sys('120')}`;
    expect(toldOf(bare + bare)).toEqual([
      ['no 0B before it', 'no 1C 0D after it'],
      ['no 0B before it', 'no 1C 0D after it'],
    ]);
    expect(toldOf(bare + bare, 'bare')).toEqual([undefined, undefined]);
  });

  test('stands from its 0B to its last 0D; where that is missing, a pause or the next byte ends it', () => {
    const text = framed(header(), pid, obr, sys('120'));
    const { length } = bytesOfText(text);
    expect(readingsOf(hearText(mllp, text + text)).map(({ from, at }) => [from, at])).toEqual([
      [0, length],
      [length, 2 * length],
    ]);
    const decoder = (mllp as ByteVariant).listen();
    expect(decoder.hear(bytesOfText(text).subarray(0, -1))).toEqual([]);
    const heard = decoder.pause!();
    expect(messagesOf(heard)).toMatchObject([{ from: 0, at: length - 1, tolerated: ['no 0D after its 1C'] }]);
    expect(decoder.hear(Uint8Array.of(0x0d))).toEqual([]);
    expect(messagesOf(decoder.hear(bytesOfText(text)))).toMatchObject([{ at: 2 * length }]);
    // Within a framed message silence ends nothing.
    decoder.hear(bytesOfText(text).subarray(0, 200));
    expect(decoder.pause!()).toEqual([]);
  });

  test('is found behind any amount of other lines', () => {
    for (const id of ['mllp', 'bare']) {
      const junk = `${'BHS|^~\\&|a batch header of some length|'.repeat(4)}<CR>${'x'.repeat(300)}<CR>`;
      const heard = hearText(variantOf(hl7Oru, id), `${junk}${header()}${pid}${obr}${sys('120')}`);
      expect(valuesOf(heard)).toEqual({ systolic: 120 });
      expect(noiseOf(heard)).toBe(bytesOfText(junk).length);
    }
  });

  test('without framing is whole after a pause, and is not said again at the end', () => {
    const decoder = bareDecoder();
    expect(decoder.hear(bytesOfText(`${header()}${pid}${obr}`))).toEqual([]);
    expect(decoder.hear(bytesOfText(sys('120')))).toEqual([]);
    expect(valuesOf(decoder.pause!())).toEqual({ systolic: 120 });
    expect([...decoder.pause!(), ...decoder.end()]).toEqual([]);
    decoder.hear(bytesOfText(`${header('M2')}${pid}${obr}${sys('130')}`));
    const [second] = messagesOf(decoder.pause!());
    expect(second).toMatchObject({ id: 'M2', from: header().length - 3 + pid.length - 3 + obr.length - 3 + sys('120').length - 3 });
  });

  test('that a pause cut off gives no half row; what comes later is noise, and both are told', () => {
    const decoder = bareDecoder();
    decoder.hear(bytesOfText(`${header()}${pid}${obr}${sys('120')}`));
    decoder.hear(bytesOfText(dia('80').split('|80|')[0]!));
    const heard = decoder.pause!();
    expect(valuesOf(heard)).toEqual({ systolic: 120 });
    expect(messagesOf(heard)[0]).toMatchObject({ tolerated: ['its last segment is not ended'], refused: [expect.anything()] });
    const rest = bytesOfText('|80|266016^MDC_DIM_MMHG^MDC|||||R<CR>');
    decoder.hear(rest);
    expect(noiseOf(decoder.pause!())).toBe(rest.length);
  });

  test('with framing is not ended by a pause, even among bare ones', () => {
    const decoder = bareDecoder();
    const [first, second] = [`<VT>${header()}${pid}${obr}`, `${sys('120')}<FS><CR>`];
    decoder.hear(bytesOfText(first));
    expect(decoder.pause!()).toEqual([]);
    expect(valuesOf(decoder.hear(bytesOfText(second)))).toEqual({ systolic: 120 });
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

  test.each([
    ['an alarm', ['ORU^R01^ORU_R01', 'ORU^R40^ORU_R40']],
    ['HL7 3', ['|2.6|', '|3.0|']],
  ] as const)('of %s is refused by its type', (_name, [usual, other]) => {
    const heard = hearText(mllp, framed(header().replace(usual, other), pid, obr, sys('120')));
    expect(readingsOf(heard)).toEqual([]);
    expect(messagesOf(heard)[0]).toMatchObject({ verdict: 'type' });
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
    const windows = framed(header('M1', ''), pid.replace('Doe', 'O\x92Brien \xe9'), obr, sys('120'));
    expect(messagesOf(hearText(mllp, windows))[0]?.patient.name).toBe('O’Brien é, John');
  });

  test('may write bytes in hexadecimal and break lines in a text', () => {
    const text = framed(header(), pid.replace('Doe', 'M\\XFC\\ller\\.br\\Doe'), obr, sys('120'));
    expect(messagesOf(hearText(mllp, text))[0]?.patient.name).toBe('Müller Doe, John');
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

  test('that was too long gives nothing from its rest, and the next one is read', () => {
    const rest = `<CR>${header('M1')}${pid}${obr}${sys('120')}<FS><CR>`;
    const bytes = joined([0x0b], new Uint8Array(longestMessage).fill(0x41), bytesOfText(rest.replace('<CR>MSH', 'MSH')));
    const heard = hearWhole(mllp, joined(bytes, bytesOfText(framed(header('M2'), pid, obr, sys('130')))));
    expect(messagesOf(heard).map(({ id }) => id)).toEqual(['M2']);
    expect(valuesOf(heard)).toEqual({ systolic: 130 });
    expect(noiseOf(heard)).toBe(bytes.length);
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

  test.each(['NM', ''])('that was deleted needs no value and no unit (type "%s")', (type) => {
    const deleted = `OBX|1|${type}|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.0.1.1|||||||D<CR>`;
    expect(valuesOf(hearRows(deleted))).toEqual({ systolic: null });
  });

  test.each(['120^80', '98~97', '120/80'])('with several numbers, %s, is refused', (value) => {
    expect(readingsOf(hearRows(sys(value)))).toEqual([]);
    expect(refusedOf(sys(value))).toHaveLength(1);
  });

  test.each([
    ['20260314090515-0500', '2026-03-14T09:05:15-05:00'],
    ['20260314090515.120', '2026-03-14T09:05:15.120'],
    ['202603140905', '2026-03-14T09:05:00'],
    ['20260014090515', undefined],
    ['20260230090515', undefined],
    ['20260314240515', undefined],
    ['20260314090515+9900', undefined],
    ['20260314', undefined],
  ])('of the time %s is dated %s', (sent, time) => {
    const timed = sys('120').replace('R<CR>', `R|||${sent}<CR>`);
    expect(readingsOf(hearRows(timed))[0]?.note?.deviceTime).toBe(time);
  });

  test('that contradicts another one of the same place and time is refused with it', () => {
    const spo2 = (value: string) => row('150456^MDC_PULS_OXIM_SAT_O2', '1.2.1.1', value, '262688^MDC_DIM_PERCENT^MDC');
    expect(readingsOf(hearRows(spo2('98'), spo2('89')))).toEqual([]);
    expect(valuesOf(hearRows(spo2('98')))).toEqual({ spo2: 98 });
  });

  test('that cannot be a measurement is refused with what belongs to it, and no other', () => {
    const heard = hearRows(sys('400'), dia('80'), row('150456^MDC_PULS_OXIM_SAT_O2', '1.2.1.1', '98', '262688^MDC_DIM_PERCENT^MDC'));
    expect(valuesOf(heard)).toEqual({ spo2: 98 });
    expect(heard).toContainEqual(expect.objectContaining({ status: 'not-measurable', about: 'systolic 400 mm[Hg]' }));
    expect(messagesOf(heard)[0]?.refused).toHaveLength(2);
  });

  test('of the cuff’s pulse belongs to the cuff’s pressures', () => {
    const pulse = row('149546^MDC_PULS_RATE_NON_INV', '1.0.1.4', '72', '264864^MDC_DIM_BEAT_PER_MIN^MDC');
    const readings = readingsOf(hearRows(sys('120'), dia('80'), pulse));
    expect(readings.map(({ quantity, set }) => [quantity, set])).toEqual([
      ['systolic', 1],
      ['diastolic', 1],
      ['pulseRate', 1],
    ]);
    expect(readings[2]?.note?.pulseSource).toBe('cuff');
  });

  test('of two cuffs makes two sets', () => {
    const other = sys('131').replace('1.0.1.1', '1.0.2.1');
    const readings = readingsOf(hearRows(sys('120'), dia('80'), other));
    expect(readings.map(({ value, set }) => [value, set])).toEqual([
      [120, 1],
      [80, 1],
      [131, 2],
    ]);
  });

  test.each([
    ['150021^Heart Rate^WAP', ''],
    ['160324^SpO2^99COMEN', ''],
    ['8889-8^Heart rate^LN', ''],
    ['170^NIBP_S', ''],
    ['0002-4a06^NBPs^MDIL', ''],
    ['0002-4a15^NBPs^MDIL', ''],
    ['150456^MDC_PULS_OXIM_SAT_O2_QUAL^MDC', ''],
  ])('%s is not guessed from half of its name', (code) => {
    for (const unit of ['mmHg', '%', '/min']) {
      const sent = `OBX|1|NM|${code}||72|${unit}|||||F<CR>`;
      expect(readingsOf(hearRows(sent))).toEqual([]);
    }
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
    ['|||AL|', 'CA', 'CE'],
    ['|||ER|', null, 'CE'],
    ['|||SU|ER', 'CA', 'AE'],
    ['|||||', 'AA', 'AE'],
  ])('follows what the sender wants: %s', (tail, good, bad) => {
    const text = framed(header('M1', tail), pid, obr, sys('120'));
    expect(answerTo(text)?.match(/MSA\|(\w\w)/)?.[1] ?? null).toBe(good);
    expect(answerTo(text, 'not-stored')?.match(/MSA\|(\w\w)/)?.[1] ?? null).toBe(bad);
  });
});

describe('the answer in enhanced mode', () => {
  const codesOf = (tail: string, outcome: 'stored' | 'not-stored') => {
    const [message] = messagesOf(hearText(mllp, framed(header('M1', tail), pid, obr, sys('120'))));
    const bytes = acknowledgeHl7(message!, outcome, '2026-03-14T14:06:01.250-05:00');
    return String.fromCharCode(...(bytes ?? [])).match(/MSA\|\w\w/g);
  };

  test('says that the message was taken over and what became of it, in two frames', () => {
    expect(codesOf('|||AL|AL', 'stored')).toEqual(['MSA|CA', 'MSA|AA']);
    expect(codesOf('|||AL|AL', 'not-stored')).toEqual(['MSA|CE']);
  });
});

describe('the answer keeps', () => {
  const answered = (text: string, at = '2026-03-14T14:06:01.250-05:00') =>
    String.fromCharCode(...acknowledgeHl7(messagesOf(hearText(mllp, text))[0]!, 'stored', at)!);

  test('the sender’s delimiters, and escapes by them', () => {
    const usual = framed(header('M#1', ''), pid, obr, sys('120'));
    const text = answered(usual.replaceAll('|', '!').replaceAll('^', '*').replace('M#1', 'M\\F\\1'));
    expect(text).toContain('MSH!*~\\&!ISOLINE!!GW!!');
    expect(text).toContain('!ACK*R01*ACK!AM\\F\\1!P!2.6\r');
    expect(text).toContain('MSA!AA!M\\F\\1\r');
  });

  test('the sender’s character set', () => {
    const latin = header('M1', '||||||8859/1').replace('|GW|', '|Pr\xe9|');
    expect(answered(framed(latin, pid, obr, sys('120')))).toContain('|Pr\xe9|');
    const utf8 = header('M1', '').replace('|GW|', '|Pr\xc3\xa9|');
    expect(answered(framed(utf8, pid, obr, sys('120')))).toContain('|Pr\xc3\xa9|');
    const windows = header('M1', '').replace('|GW|', '|\x93Pr\xe9\x94|');
    expect(answered(framed(windows, pid, obr, sys('120')))).toContain('|\x93Pr\xe9\x94|');
  });

  test('the offset of the time it is given', () => {
    expect(answered(framed(header(), pid, obr, sys('120')))).toContain('|20260314140601-0500|');
  });

  test('an id of its own within twenty characters, made of the message’s', () => {
    const id = 'X'.repeat(10) + '0123456789'.repeat(2);
    expect(answered(framed(header(id), pid, obr, sys('120')))).toContain(`|A${id.slice(-19)}|`);
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

  test('sends again, two at once, for another patient, doubtfully, and a lot', () => {
    const simulation = hl7Oru.simulate(person);
    const heard = (control: string) => hearWhole(mllp, simulation.press(control, 0)[0]!.bytes);
    const [first] = messagesOf(heard('send-vitals'));
    expect(messagesOf(heard('send-again'))).toEqual([first]);
    expect(messagesOf(heard('send-two'))).toHaveLength(2);
    expect(messagesOf(heard('send-other-patient'))[0]?.patient.ids).toEqual(['900900']);
    const doubtful = heard('send-questionable');
    expect(readingsOf(doubtful).find(({ quantity }) => quantity === 'spo2')?.marks).toEqual(['questionable']);
    expect(messagesOf(doubtful)[0]?.refused).toHaveLength(1);
    const large = heard('send-large');
    expect(readingsOf(large)).toHaveLength(5);
    expect(messagesOf(large)[0]?.refused).toHaveLength(200);
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
