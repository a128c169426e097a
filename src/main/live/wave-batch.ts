/** Samples gathered for 40 ms: 25 messages a second carry any waveform, and a screen draws no more often than 60 times. */
import type { Wave } from '../../../drivers/model/heard.ts';
import type { LiveWave } from '../../preload/contract.ts';
import type { Timers } from '../ports/timers.ts';

const batchMs = 40;

export interface WaveBatch {
  add(deviceId: string, wave: Wave): void;
  stop(): void;
}

export function createWaveBatch(timers: Timers, announce: (wave: LiveWave) => void): WaveBatch {
  const gathered = new Map<string, LiveWave>();
  let callOff: (() => void) | null = null;
  function flush(): void {
    callOff = null;
    for (const wave of gathered.values()) announce(wave);
    gathered.clear();
  }
  return {
    add(deviceId, { signal, hz, range, samples }) {
      const key = `${deviceId} ${signal} ${hz}`;
      const before = gathered.get(key)?.samples ?? [];
      gathered.set(key, { deviceId, signal, hz, range, samples: [...before, ...samples], at: timers.now().getTime() });
      callOff ??= timers.after(batchMs, flush);
    },
    stop() {
      callOff?.();
      gathered.clear();
    },
  };
}
