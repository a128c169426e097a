/** The last 64 KiB of one connection, by place in its stream, so that a reading can be handed on with its bytes. */
const kept = 65_536;

export interface StreamWindow {
  /** Offset just after the last byte. */
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** What is still here of [from, at). */
  slice(from: number, at: number): Uint8Array;
}

export function createStreamWindow(): StreamWindow {
  const ring = new Uint8Array(kept);
  let end = 0;
  return {
    get end() {
      return end;
    },
    append(bytes) {
      for (const byte of bytes) ring[end++ % kept] = byte;
    },
    slice(from, at) {
      const first = Math.max(from, end - kept, 0);
      const length = Math.max(0, Math.min(at, end) - first);
      return Uint8Array.from({ length }, (_, index) => ring[(first + index) % kept]!);
    },
  };
}
