import { describe, expect, test } from 'vitest';
import { geDinamap } from '../../drivers/ge-dinamap/driver.ts';
import { checked, checkOf, requestBytes, requests, withCheck } from '../../drivers/ge-dinamap/message.ts';
import { latin1Bytes, readingsOf, variantOf } from '../support/replay.ts';
import { hearText, noiseOf, statusesOf, valuesOf } from './heard-values.ts';

const variant = variantOf(geDinamap, 'host');
/** Replies with their check sums and line ends. */
const hearReplies = (...replies: string[]) => hearText(variant, replies.map((reply) => `${withCheck(reply)}<CR>`).join(''));

describe('the check sum', () => {
  test.each([
    [' NA', '!2'],
    [' NC0', '!E'],
    [' ND', '!5'],
    [' OA', '!3'],
    [' RA', '!6'],
    [' RC', '!8'],
    [' TC', '!:'],
  ])('of%s is %s', (message, check) => {
    expect(checkOf(message)).toBe(check);
  });

  test('fits or the message is none', () => {
    expect(checked(' NA!2')).toBe(' NA');
    expect(checked(' NA!3')).toBeNull();
    expect(checked('NA!')).toBeNull();
  });

  test('a request clears the line before it and ends with CR alone', () => {
    expect(requestBytes(requests.pressure)).toEqual(latin1Bytes('\r NA!2\r'));
  });
});

describe('a reply', () => {
  test('about pressure: 124/78, mean 93, adult, taken 12 s ago', () => {
    const heard = hearText(variant, ' NA1100012124078093&)<CR>');
    expect(valuesOf(heard)).toEqual({ systolic: 124, diastolic: 78, meanArterialPressure: 93 });
    expect(readingsOf(heard)[0]).toMatchObject({ how: 'spot', note: { ageSeconds: 12, patientType: 'adult', determination: 'normal' } });
    expect(new Set(readingsOf(heard).map(({ set }) => set)).size).toBe(1);
  });

  test('busy and failed are states without values', () => {
    const heard = hearText(variant, " NA0109999000000000&'<CR> NA3109999000000000&*<CR>");
    expect(readingsOf(heard)).toEqual([]);
    expect(statusesOf(heard)).toEqual(['measuring', 'measurement-failed']);
  });

  test('about saturation: 98 %', () => {
    expect(valuesOf(hearText(variant, ' OA1098812#G<CR>'))).toEqual({ spo2: 98 });
  });

  test.each([
    [' OA0098812', 'standby'],
    [' OA3098812', 'sensor-off'],
    [' OA6098812', 'sensor-disconnected'],
  ])('%s has no value: %s', (reply, status) => {
    const heard = hearReplies(reply);
    expect(valuesOf(heard)).toEqual({ spo2: null });
    expect(statusesOf(heard)).toEqual([status]);
  });

  test('about the pulse: 72 from the oximeter', () => {
    expect(valuesOf(hearText(variant, ' RA2072"E<CR>'))).toEqual({ pulseRate: 72 });
    expect(valuesOf(hearReplies(' RA2000'))).toEqual({ pulseRate: null });
    expect(valuesOf(hearReplies(' RA2-99'))).toEqual({ pulseRate: null });
    expect(valuesOf(hearReplies(' RC2135'))).toEqual({ pulseRate: 135 });
  });

  test('about temperature: 98.6 degrees Fahrenheit, whatever the display shows', () => {
    for (const display of ['0', '1']) {
      const [reading] = readingsOf(hearReplies(` TC00A000350986${display}`));
      expect(reading).toMatchObject({ quantity: 'temperature', value: 37, unit: 'Cel', sent: { value: 98.6, unit: '[degF]' } });
      expect(reading?.note).toEqual({ ageSeconds: 35, temperatureMode: 'predictive' });
    }
    expect(valuesOf(hearText(variant, ' TC00A0003509861%H<CR>'))).toEqual({ temperature: 37 });
  });

  test('with no recent result says nothing', () => {
    expect(hearReplies(' NA1009999124078093', ' TC00A9999909861')).toEqual([]);
  });

  test('with a wrong check sum is noise', () => {
    const heard = hearText(variant, ' NA1100012124078093&*<CR>');
    expect(readingsOf(heard)).toEqual([]);
    expect(noiseOf(heard)).toBe(22);
  });

  test('nobody knows is a refusal, with its text', () => {
    expect(hearReplies(' XX9')).toEqual([expect.objectContaining({ status: 'refused', about: ' XX9' })]);
  });

  test.each(['4', '6', '7', '8'])('with status %s is a failed measurement', (status) => {
    expect(statusesOf(hearReplies(` NA${status}109999000000000`))).toEqual(['measurement-failed']);
  });
});

describe('what the monitor repeats', () => {
  test('a determination is said once, and again only when its age went back', () => {
    const heard = hearReplies(' NA1100012124078093', ' NA1100013124078093', ' NA1100014124078093', ' NA1100001124078093');
    expect(readingsOf(heard).map(({ quantity, note }) => [quantity, note?.ageSeconds])).toEqual([
      ['systolic', 12],
      ['diastolic', 12],
      ['meanArterialPressure', 12],
      ['systolic', 1],
      ['diastolic', 1],
      ['meanArterialPressure', 1],
    ]);
  });

  test('a temperature is said once for its counter', () => {
    expect(readingsOf(hearReplies(' TC00A0003509860', ' TC00A0003609860', ' TC00B0000009860'))).toHaveLength(2);
  });

  test('the pulse of the cuff belongs to the pressure before it, once', () => {
    const heard = hearReplies(' RA3070', ' NA1100012124078093', ' RA3072', ' RA3072');
    const pulses = readingsOf(heard).filter(({ quantity }) => quantity === 'pulseRate');
    expect(pulses).toHaveLength(1);
    expect(pulses[0]).toMatchObject({ value: 72, how: 'spot', note: { pulseSource: 'cuff', ageSeconds: 12 } });
    expect(pulses[0]?.set).toBe(readingsOf(heard)[0]?.set);
  });

  test('the pulse of the cuff is dropped once the cuff works again', () => {
    expect(valuesOf(hearReplies(' NA1100012124078093', ' NA0109999000000000', ' RA3072'))).not.toHaveProperty('pulseRate');
  });

  test('pressures that cannot belong together are none', () => {
    const heard = hearReplies(' NA1100001090095092');
    expect(readingsOf(heard)).toEqual([]);
    expect(statusesOf(heard)).toEqual(['not-measurable']);
  });
});
