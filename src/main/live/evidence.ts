/** What is known about a link, counted: the ground on which a state is named and a diagnosis given. */
import type { PortTrouble } from '../ports/port.ts';

/** Times in milliseconds since 1970. */
export interface Evidence {
  /** null: never opened, or closed again. */
  openSince: number | null;
  /** Why it is not open. */
  trouble: PortTrouble | null;
  bytesTotal: number;
  bytesPerSecond: number;
  framesGood: number;
  framesDamaged: number;
  /** Of the last minute. */
  minute: { good: number; damaged: number };
  damagedInARow: number;
  questionsUnanswered: number;
  lastGoodAt: number | null;
  /** Of the present connection. */
  here: { good: number; damaged: number; lastByteAt: number | null; firstByteSinceGoodAt: number | null; bytesSinceGood: number };
}

export interface EvidenceBook {
  opened(now: number): void;
  closed(trouble: PortTrouble | null): void;
  bytes(count: number, now: number): void;
  good(now: number): void;
  damaged(now: number): void;
  unanswered(): void;
  read(now: number): Evidence;
}

const nothingHere = { good: 0, damaged: 0, lastByteAt: null, firstByteSinceGoodAt: null, bytesSinceGood: 0 };

export function createEvidence(): EvidenceBook {
  const seconds = createSeconds();
  let book: Omit<Evidence, 'minute' | 'bytesPerSecond'> = {
    openSince: null,
    trouble: null,
    bytesTotal: 0,
    framesGood: 0,
    framesDamaged: 0,
    damagedInARow: 0,
    questionsUnanswered: 0,
    lastGoodAt: null,
    here: nothingHere,
  };
  const note = (change: Partial<typeof book>): void => {
    book = { ...book, ...change };
  };
  return {
    opened: (now) => note({ openSince: now, trouble: null, here: nothingHere, damagedInARow: 0, questionsUnanswered: 0 }),
    closed: (trouble) => note({ openSince: null, trouble }),
    bytes(count, now) {
      seconds.at(now).bytes += count;
      const { firstByteSinceGoodAt, bytesSinceGood } = book.here;
      const here = {
        ...book.here,
        lastByteAt: now,
        firstByteSinceGoodAt: firstByteSinceGoodAt ?? now,
        bytesSinceGood: bytesSinceGood + count,
      };
      note({ bytesTotal: book.bytesTotal + count, here });
    },
    good(now) {
      seconds.at(now).good += 1;
      const here = { ...book.here, good: book.here.good + 1, firstByteSinceGoodAt: null, bytesSinceGood: 0 };
      note({ framesGood: book.framesGood + 1, damagedInARow: 0, questionsUnanswered: 0, lastGoodAt: now, here });
    },
    damaged(now) {
      seconds.at(now).damaged += 1;
      const here = { ...book.here, damaged: book.here.damaged + 1 };
      note({ framesDamaged: book.framesDamaged + 1, damagedInARow: book.damagedInARow + 1, here });
    },
    unanswered: () => note({ questionsUnanswered: book.questionsUnanswered + 1 }),
    read: (now) => ({ ...book, ...seconds.sum(now) }),
  };
}

interface Second {
  second: number;
  bytes: number;
  good: number;
  damaged: number;
}

/** Sixty slots, one a second, used round and round. */
function createSeconds() {
  const slots: Second[] = Array.from({ length: 60 }, () => ({ second: -1, bytes: 0, good: 0, damaged: 0 }));
  const numberOf = (now: number) => Math.floor(now / 1000);
  return {
    at(now: number): Second {
      const second = numberOf(now);
      const slot = slots[second % 60]!;
      if (slot.second !== second) Object.assign(slot, { second, bytes: 0, good: 0, damaged: 0 });
      return slot;
    },
    sum(now: number) {
      const second = numberOf(now);
      const live = slots.filter((slot) => slot.second > second - 60);
      const total = (part: 'good' | 'damaged') => live.reduce((sum, slot) => sum + slot[part], 0);
      return {
        minute: { good: total('good'), damaged: total('damaged') },
        bytesPerSecond: live.find((slot) => slot.second === second - 1)?.bytes ?? 0,
      };
    },
  };
}
