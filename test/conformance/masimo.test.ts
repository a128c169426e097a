import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { masimo } from '../../drivers/masimo/driver.ts';
import { statusesOf, valuesOf } from '../drivers/heard-values.ts';
import { byteByByte, hearPieces, hearWhole, readingsOf, variantOf } from '../support/replay.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

describeWithCaptures('lines of real Masimo monitors', () => {
  const variant = variantOf(masimo, 'ascii-1');
  const lines = () => new Uint8Array(readFileSync(`${sharedFixtures}vitals/masimo/ascii1-lines.txt`));

  test('without a sensor there is no value, then SpO2 98, pulse 123, PI 0.55 with a low signal', () => {
    const heard = hearWhole(variant, lines());
    const second = readingsOf(heard).filter(({ set }) => set === 2);
    expect(valuesOf(readingsOf(heard).filter(({ set }) => set === 1))).toEqual({ spo2: null, pulseRate: null });
    expect(valuesOf(second)).toEqual({ spo2: 98, pulseRate: 123, perfusionIndex: 0.55 });
    expect(second.every(({ marks }) => marks?.join() === 'low-signal')).toBe(true);
    expect(statusesOf(heard)).toEqual(['sensor-disconnected', 'ready']);
  });

  test('byte by byte they are the same', () => {
    expect(hearPieces(variant, byteByByte(lines()))).toEqual(hearWhole(variant, lines()));
  });
});
