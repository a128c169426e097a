import { describe, expect, it } from 'vitest';
import { caliperReading, caliperWords, moveByKey } from '../../../src/renderer/waveform/calipers.ts';
import { keepScreenScale, nominalPixelsPerMillimetre, readScreenScale } from '../../../src/renderer/waveform/screen-scale.ts';
import type { TraceScale } from '../../../src/renderer/waveform/trace-scale.ts';

const scale: TraceScale = { millimetresPerSecond: 25, millimetresPerMillivolt: 10, pixelsPerMillimetre: 4 };
const box = { left: 0, top: 0, width: 400, height: 200 };

describe('the calipers', () => {
  it('read milliseconds and millivolts between their ends, from left to right', () => {
    expect(
      caliperReading(
        [
          { x: 100, y: 120 },
          { x: 140, y: 80 },
        ],
        scale,
        null,
      ),
    ).toEqual({ milliseconds: 400, millivolts: 1 });
    expect(
      caliperReading(
        [
          { x: 140, y: 80 },
          { x: 100, y: 120 },
        ],
        scale,
        null,
      ),
    ).toEqual({ milliseconds: 400, millivolts: 1 });
    expect(
      caliperReading(
        [
          { x: 100, y: 80 },
          { x: 140, y: 120 },
        ],
        { ...scale, millimetresPerSecond: 50, millimetresPerMillivolt: 20 },
        null,
      ),
    ).toEqual({
      milliseconds: 200,
      millivolts: -0.5,
    });
  });

  it('give no time across the sweep: one end is a whole width older than it looks', () => {
    const reading = caliperReading(
      [
        { x: 100, y: 100 },
        { x: 140, y: 100 },
      ],
      scale,
      120,
    );
    expect(reading.milliseconds).toBeNull();
    expect(caliperWords(reading)).toBe('The sweep is between the ends \u00b7 0.00 mV');
    expect(
      caliperReading(
        [
          { x: 100, y: 100 },
          { x: 140, y: 100 },
        ],
        scale,
        90,
      ).milliseconds,
    ).toBe(400);
  });

  it('say what they read', () => {
    expect(caliperWords({ milliseconds: 394.4, millivolts: 1.204 })).toBe('394 ms \u00b7 1.20 mV');
    expect(caliperWords({ milliseconds: 80, millivolts: -0.5 })).toBe('80 ms \u00b7 \u22120.50 mV');
    expect(caliperWords({ milliseconds: 80, millivolts: -0.001 })).toBe('80 ms \u00b7 0.00 mV');
  });

  it('move by 4 ms and 0.02 mV at a press, ten times that with Shift, at any speed and gain', () => {
    const start = { x: 100, y: 100 };
    for (const [speed, gain] of [
      [25, 10],
      [50, 20],
    ] as const) {
      const fast = { ...scale, millimetresPerSecond: speed, millimetresPerMillivolt: gain };
      const right = moveByKey(start, 'ArrowRight', false, fast, box)!;
      expect(caliperReading([start, right], fast, null).milliseconds).toBeCloseTo(4, 9);
      const up = moveByKey(start, 'ArrowUp', true, fast, box)!;
      expect((start.y - up.y) / (gain * 4)).toBeCloseTo(0.2, 9);
    }
    expect(moveByKey(start, 'Enter', false, scale, box)).toBeNull();
    expect(moveByKey({ x: 0, y: 0 }, 'ArrowLeft', true, scale, box)).toEqual({ x: 0, y: 0 });
  });
});

describe('a millimeter on this screen', () => {
  it('is not known until a person measured it, then stays so at any zoom', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    };
    const screen = { width: 1440, height: 900 };
    expect(readScreenScale(storage, screen, 1)).toEqual({ pixelsPerMillimetre: nominalPixelsPerMillimetre, isMeasured: false });
    keepScreenScale(storage, screen, 1, 5.2);
    expect(readScreenScale(storage, screen, 1)).toEqual({ pixelsPerMillimetre: 5.2, isMeasured: true });
    expect(readScreenScale(storage, screen, 2)).toEqual({ pixelsPerMillimetre: 2.6, isMeasured: true });
    expect(readScreenScale(storage, { width: 1920, height: 1080 }, 1).isMeasured).toBe(false);
  });

  it('takes nothing for a measure that is none', () => {
    expect(readScreenScale({ getItem: () => 'wide' }, { width: 1, height: 1 }, 1).isMeasured).toBe(false);
    expect(readScreenScale({ getItem: () => '0' }, { width: 1, height: 1 }, 1).isMeasured).toBe(false);
  });
});
