/** The bytes of every device, kept for tracing a value back to them, and on demand as a recording to be replayed. */
import type { Driver, Variant } from '../../../drivers/model/driver.ts';
import type { Recording } from '../ports/recording-file.ts';
import type { Timers } from '../ports/timers.ts';

/** A run of bytes of one connection, in one direction. */
export interface RawChunk {
  deviceId: string;
  streamId: string;
  way: 'in' | 'out';
  /** Offset of the first byte in its stream and direction. */
  from: number;
  at: Date;
  bytes: Uint8Array;
}

/** Keeps chunks for longer; bounds them by itself. */
export type RawSink = (chunks: RawChunk[]) => void;

export interface RawKeeper {
  add(chunk: RawChunk): void;
  stop(): void;
}

const batchMs = 2000;

/** Gathers for two seconds and joins what follows each other, so that a busy line costs a few rows and not thousands. */
export function createRawKeeper(timers: Timers, sink: RawSink, report: (thrown: unknown) => void): RawKeeper {
  let gathered: { chunk: RawChunk; parts: Uint8Array[]; end: number }[] = [];
  let callOff: (() => void) | null = null;
  let isFailing = false;
  function flush(): void {
    callOff?.();
    callOff = null;
    const chunks = gathered.map(({ chunk, parts }) => ({ ...chunk, bytes: new Uint8Array(Buffer.concat(parts)) }));
    gathered = [];
    if (chunks.length === 0) return;
    try {
      sink(chunks);
      isFailing = false;
    } catch (thrown) {
      // The readings carry their own frame; a trace that cannot be written is said once, not every two seconds.
      if (!isFailing) report(thrown);
      isFailing = true;
    }
  }
  return {
    add(chunk) {
      const before = gathered.find((run) => run.chunk.streamId === chunk.streamId && run.chunk.way === chunk.way && run.end === chunk.from);
      if (before === undefined) gathered.push({ chunk, parts: [chunk.bytes], end: chunk.from + chunk.bytes.length });
      else {
        before.parts.push(chunk.bytes);
        before.end += chunk.bytes.length;
      }
      callOff ??= timers.after(batchMs, flush);
    },
    stop: flush,
  };
}

/** A recording that a person started. It ends by itself at its bound: half an hour of the fastest line here. */
const longestRecording = 8 * 1024 * 1024;

export interface OpenRecording {
  add(way: 'in' | 'out', bytes: Uint8Array): void;
  finish(): Recording;
}

export function startRecording(driver: Driver, variant: Variant, timers: Timers): OpenRecording {
  const startedAt = timers.now();
  const moments: Recording['moments'] = [];
  let length = 0;
  return {
    add(way, bytes) {
      if (length + bytes.length > longestRecording) return;
      length += bytes.length;
      moments.push({ ms: timers.now().getTime() - startedAt.getTime(), way, bytes: bytes.slice() });
    },
    finish: () => ({ driver: driver.id, variant: variant.id, line: variant.line, at: startedAt.toISOString(), moments }),
  };
}
