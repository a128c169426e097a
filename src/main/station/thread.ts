/** Work on a thread of its own. Where none can be had, or one has ended, it is done here: later, never not at all. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';

export interface Thread<Needs, Done> {
  /** Rejects with what went wrong in the work. */
  work(needs: Needs): Promise<Done>;
  stop(): Promise<void>;
}

export interface ThreadParts<Needs, Done, Told> {
  /** The program's name: "ekg-worker". It answers `{id, needs}` with `{id, done}`, `{id, refused}` or `{id, thrown}`. */
  program: string;
  /** What it starts with. */
  data?: unknown;
  /** The same work without a thread. */
  here(needs: Needs): Done | Promise<Done>;
  /** Hears what it says on its way: `{told}`. */
  told?(told: Told): void;
  /** Hears of a thread that ended by itself. */
  report(thrown: unknown): void;
}

interface Asked<Needs, Done> {
  needs: Needs;
  answer(done: Done): void;
  fail(thrown: unknown): void;
}

type Said<Done, Told> =
  | { id: number; done: Done }
  | { id: number; thrown: unknown }
  | { id: number; refused: Pick<Refusal, 'code' | 'about'> }
  | { told: Told };

/** After so many that ended by themselves no other is begun. */
const mostThreads = 3;

export function createThread<Needs, Done, Told = never>({
  program,
  data,
  here,
  report,
  told,
}: ThreadParts<Needs, Done, Told>): Thread<Needs, Done> {
  const asked = new Map<number, Asked<Needs, Done>>();
  let worker: Worker | null = null;
  let count = 0;
  let ended = 0;
  let isStopped = false;

  function start(): Worker | null {
    const file = placeOf(program);
    if (file === undefined) return null;
    const started = new Worker(file, { workerData: data });
    // It keeps no program alive.
    started.unref();
    started.on('message', (said: Said<Done, Told>) => {
      if ('told' in said) return told?.(said.told);
      const one = asked.get(said.id);
      asked.delete(said.id);
      if ('done' in said) one?.answer(said.done);
      else if ('refused' in said) one?.fail(new Refusal(said.refused.code, said.refused.about));
      else one?.fail(said.thrown);
    });
    started.on('error', (thrown) => {
      report(thrown);
      workHere();
    });
    started.on('exit', () => {
      worker = null;
      ended += 1;
      if (!isStopped) workHere();
    });
    return started;
  }

  function workHere(): void {
    const waiting = [...asked.values()];
    asked.clear();
    for (const { needs, answer, fail } of waiting) void withoutThread(needs).then(answer, fail);
  }

  const withoutThread = async (needs: Needs) => here(needs);

  return {
    async work(needs) {
      if (ended < mostThreads) worker ??= start();
      if (worker === null) return withoutThread(needs);
      const to = worker;
      count += 1;
      const id = count;
      return new Promise((answer, fail) => {
        asked.set(id, { needs, answer, fail });
        to.postMessage({ id, needs });
      });
    },
    async stop() {
      isStopped = true;
      await worker?.terminate();
    },
  };
}

/** Beside the built program, or in the sources where they run as they are. */
function placeOf(program: string): string | undefined {
  const places = [`./${program}.js`, `../${program}.js`, `../${program}.ts`];
  return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((one) => existsSync(one));
}
