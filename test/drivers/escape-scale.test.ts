import { describe, expect, test } from 'vitest';
import { escapeScale } from '../../drivers/escape-scale/driver.ts';
import { hearPieces, readingsOf, variantOf } from '../support/replay.ts';
import { hearHex, hearText, noiseOf, person, statusesOf, valuesOf } from './heard-values.ts';

const packets = variantOf(escapeScale, 'escape');
const print = variantOf(escapeScale, 'print');

describe('an ESC packet', () => {
  test('of the vendor’s notes', () => {
    const heard = hearText(packets, '<ESC>R<ESC>I1234567890<ESC>W090.98<ESC>H178.70<ESC>T5.70<ESC>B28.0<ESC>Nm<ESC>E');
    expect(valuesOf(heard)).toEqual({ weight: 90.98, height: 178.7, bodyMassIndex: 28 });
    expect(readingsOf(heard)[0]).toMatchObject({ how: 'spot', note: { patientId: '1234567890', tareKilograms: 5.7 } });
  });

  test('byte by byte of the description is 90.98 kg', () => {
    expect(valuesOf(hearHex(packets, '1B 52 1B 57 30 39 30 2E 39 38 1B 4E 6D 1B 45'))).toEqual({ weight: 90.98 });
  });

  test('in pounds keeps what was sent', () => {
    const [reading] = readingsOf(hearText(packets, '<ESC>R<ESC>W0210.9<ESC>Nc<ESC>E'));
    expect(reading).toMatchObject({ value: 95.66, unit: 'kg', sent: { value: 210.9, unit: '[lb_av]' } });
  });

  test('without a unit gives no number', () => {
    for (const unit of ['', '<ESC>N', '<ESC>Nx']) {
      const heard = hearText(packets, `<ESC>R<ESC>W200.00${unit}<ESC>E`);
      expect(readingsOf(heard)).toEqual([]);
      expect(statusesOf(heard)).toEqual(['unit-unknown']);
    }
  });

  test.each(['999.99', '999.9', '0999.9'])('with %s is an overload, in either unit', (weight) => {
    for (const unit of ['m', 'c']) {
      const heard = hearText(packets, `<ESC>R<ESC>W${weight}<ESC>N${unit}<ESC>E`);
      expect(readingsOf(heard)).toEqual([]);
      expect(statusesOf(heard)).toEqual(['overload']);
    }
  });

  test('without a height has no index', () => {
    for (const height of ['', '<ESC>H0.00', '<ESC>H---']) {
      expect(valuesOf(hearText(packets, `<ESC>R<ESC>W90.98${height}<ESC>B28.0<ESC>Nm<ESC>E`))).toEqual({ weight: 90.98 });
    }
  });

  test('without a weight has no index either', () => {
    for (const weight of ['', '<ESC>W0.00', '<ESC>W999.99']) {
      const values = valuesOf(hearText(packets, `<ESC>R${weight}<ESC>H178.70<ESC>B28.0<ESC>Nm<ESC>E`));
      expect([values.height, values.bodyMassIndex]).toEqual([178.7, undefined]);
    }
  });

  test('with a low battery in it is read all the same', () => {
    const heard = hearText(packets, '<ESC>R<ESC>JL<ESC>W90.98<ESC>Nm<ESC>E');
    expect([valuesOf(heard), statusesOf(heard)]).toEqual([{ weight: 90.98 }, ['low-battery']]);
  });

  test('with nothing on the scale has no value', () => {
    expect(valuesOf(hearText(packets, '<ESC>R<ESC>W000.00<ESC>Nm<ESC>E'))).toEqual({ weight: null });
  });

  test('that was never ended is noise, and the next one is read', () => {
    const heard = hearText(packets, '<ESC>R<ESC>W120.00<ESC>N<ESC>R<ESC>W90.98<ESC>Nm<ESC>E');
    expect(valuesOf(heard)).toEqual({ weight: 90.98 });
    expect(noiseOf(heard)).toBe(12);
  });

  test('with an unprintable byte or a letter that comes twice is noise', () => {
    expect(hearHex(packets, '1B 52 1B 57 30 39 B0 2E 39 38 1B 4E 6D 1B 45').map(({ kind }) => kind)).toEqual(['noise']);
    expect(hearText(packets, '<ESC>R<ESC>W90.98<ESC>W91.98<ESC>Nm<ESC>E').map(({ kind }) => kind)).toEqual(['noise']);
  });

  test('about power is a state', () => {
    expect(statusesOf(hearText(packets, '<ESC>JL<ESC>E<ESC>JO<ESC>E'))).toEqual(['low-battery']);
  });

  test('that never ends is given up', () => {
    const heard = hearHex(packets, `1B ${'41 '.repeat(2000)}`);
    expect(noiseOf(heard)).toBe(2001);
  });
});

describe('the print string', () => {
  test('states weight and unit', () => {
    expect(readingsOf(hearText(print, '    215.0 LB GROSS<CR><LF>'))[0]).toMatchObject({
      value: 97.52,
      sent: { value: 215, unit: '[lb_av]' },
    });
    expect(valuesOf(hearText(print, '     97.5 KG GROSS<CR><LF>'))).toEqual({ weight: 97.5 });
  });

  test('in a block has the height in feet and inches', () => {
    const heard = hearText(
      print,
      'GROSS WEIGHT 215.0 LB<CR><LF>TARE 0.0 LB<CR><LF>NET 215.0 LB<CR><LF>PATIENT HEIGHT 6-01.0 FT<CR><LF>PATIENT BMI 28.4<CR><LF>',
    );
    expect(valuesOf(heard)).toEqual({ weight: 97.52, height: 185.42, bodyMassIndex: 28.4 });
    expect(new Set(readingsOf(heard).map(({ set }) => set)).size).toBe(1);
    expect(noiseOf(heard)).toBe(0);
  });

  test('without a height has no index', () => {
    expect(valuesOf(hearText(print, 'GROSS WEIGHT 215.0 LB<LF>PATIENT BMI 28.4<LF>'))).toEqual({ weight: 97.52 });
  });

  test('of an overload is no weight', () => {
    expect(statusesOf(hearText(print, '    999.9 LB GROSS<CR><LF>'))).toEqual(['overload']);
  });
});

describe('the simulated scale', () => {
  test.each([
    ['escape', 90.98],
    ['print', 91],
  ])('in %s is heard as it was set', (id, weight) => {
    const simulation = escapeScale.simulate(person, id);
    const sent = simulation.press('step-on', 0);
    const value = valuesOf(
      hearPieces(
        variantOf(escapeScale, id),
        sent.map(({ bytes }) => bytes),
      ),
    ).weight;
    expect(Math.abs(Number(value) - weight)).toBeLessThan(0.05);
  });

  test('answers when it is asked, and in pounds when it was switched', () => {
    const simulation = escapeScale.simulate(person, 'escape');
    expect(simulation.answer(escapeScale.ask!, 0)).toEqual([]);
    simulation.press('step-on', 0);
    simulation.press('pounds', 0);
    const heard = hearPieces(
      packets,
      simulation.answer(escapeScale.ask!, 10).map(({ bytes }) => bytes),
    );
    expect(readingsOf(heard)[0]?.sent?.unit).toBe('[lb_av]');
    expect(Math.abs(Number(valuesOf(heard).weight) - 90.98)).toBeLessThan(0.01);
  });
});
