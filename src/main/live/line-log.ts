/** The last few hundred things a line carried, for a person to look at. */
import type { Timers } from '../ports/timers.ts';

export interface LoggedLine {
  atMs: number;
  way: 'in' | 'out' | 'note';
  /** Of which connection, and from which place in its stream on; notes have neither. */
  streamId: string;
  from: number;
  bytes: Uint8Array;
  note: string;
}

export interface LineLog {
  carried(way: 'in' | 'out', streamId: string, from: number, bytes: Uint8Array): void;
  note(text: string): void;
  read(): LoggedLine[];
}

const mostLines = 300;
/** A longer chunk is written as several lines. */
const longestEntry = 512;
/** Crumbs of one frame that come right after each other are one line. */
const sameLineWithinMs = 15;
const longestJoined = 32;

export function createLineLog(timers: Timers): LineLog {
  const lines: LoggedLine[] = [];
  function add(line: LoggedLine): void {
    lines.push(line);
    if (lines.length > mostLines) lines.splice(0, lines.length - mostLines);
  }
  return {
    carried(way, streamId, from, bytes) {
      const atMs = timers.now().getTime();
      const last = lines.at(-1);
      if (last !== undefined && joins(last, { way, streamId, atMs, length: bytes.length })) {
        last.bytes = Uint8Array.from([...last.bytes, ...bytes]);
        return;
      }
      for (let start = 0; start < bytes.length; start += longestEntry) {
        add({ atMs, way, streamId, from: from + start, bytes: bytes.slice(start, start + longestEntry), note: '' });
      }
    },
    note(text) {
      if (lines.at(-1)?.note === text) return;
      add({ atMs: timers.now().getTime(), way: 'note', streamId: '', from: 0, bytes: new Uint8Array(), note: text });
    },
    read: () => [...lines],
  };
}

function joins(last: LoggedLine, next: { way: 'in' | 'out'; streamId: string; atMs: number; length: number }): boolean {
  return (
    last.way === next.way &&
    last.streamId === next.streamId &&
    next.atMs - last.atMs <= sameLineWithinMs &&
    last.bytes.length + next.length <= longestJoined
  );
}
