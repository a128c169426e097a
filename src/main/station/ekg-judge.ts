/** Judges live EKGs on a thread of their own; rejects with what went wrong in judging. Where none can be had, or one has ended, the look is judged here: later, never not at all. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Judge } from '../chart/ekg/live/coach.ts';
import { type Judgement, type JudgementNeeds, judgeNow } from '../chart/ekg/live/judgement.ts';

export interface EkgJudge {
  judge: Judge;
  stop(): Promise<void>;
}

interface Asked {
  needs: JudgementNeeds;
  answer(judged: Judgement): void;
  fail(thrown: unknown): void;
}

type Said = { id: number; judged: Judgement } | { id: number; thrown: unknown };

/** Beside the built program, or in the sources where they run as they are. */
const places = ['./ekg-worker.js', '../ekg-worker.js', '../ekg-worker.ts'];

/** After so many that ended by themselves no other is begun. */
const mostThreads = 3;

/** `report` hears of a thread that ended by itself. */
export function createEkgJudge(report: (thrown: unknown) => void): EkgJudge {
  const asked = new Map<number, Asked>();
  let worker: Worker | null = null;
  let count = 0;
  let ended = 0;
  let isStopped = false;

  function start(): Worker | null {
    const file = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((one) => existsSync(one));
    if (file === undefined) return null;
    const started = new Worker(file);
    // It keeps no program alive.
    started.unref();
    started.on('message', (said: Said) => {
      const one = asked.get(said.id);
      asked.delete(said.id);
      if ('judged' in said) one?.answer(said.judged);
      else one?.fail(said.thrown);
    });
    started.on('error', (thrown) => {
      report(thrown);
      judgeHere();
    });
    started.on('exit', () => {
      worker = null;
      ended += 1;
      if (!isStopped) judgeHere();
    });
    return started;
  }

  function judgeHere(): void {
    const waiting = [...asked.values()];
    asked.clear();
    for (const { needs, answer, fail } of waiting) {
      try {
        answer(judgeNow(needs));
      } catch (thrown) {
        fail(thrown);
      }
    }
  }

  return {
    judge(needs) {
      // The device's own flags take no time.
      if (!needs.analysis) return judgeNow(needs);
      if (ended < mostThreads) worker ??= start();
      if (worker === null) return judgeNow(needs);
      count += 1;
      const id = count;
      worker.postMessage({ id, needs });
      return new Promise((answer, fail) => asked.set(id, { needs, answer, fail }));
    },
    async stop() {
      isStopped = true;
      await worker?.terminate();
    },
  };
}
