/** One open port of a device: hears it, hands on what was measured with its bytes, and answers senders that wait for an answer. */
import type { Driver, Variant } from '../../../drivers/model/driver.ts';
import type { Heard, LeadFrames, Message, Reading, Status, Wave } from '../../../drivers/model/heard.ts';
import type { Port, PortTrouble } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import type { Arrival, ArrivedFrom } from './arrival.ts';
import { arrivalsOf } from './arrivals.ts';
import type { EvidenceBook } from './evidence.ts';
import { createHearing, type SplitLines } from './hearing.ts';
import { createStreamWindow } from './stream-window.ts';

export interface ConnectionNeeds {
  port: Port;
  driver: Driver;
  variant: Variant;
  from(): ArrivedFrom;
  serial(): string;
  timers: Timers;
  splitLines: SplitLines;
  evidence: EvidenceBook;
  /** Something went over the line, at this place of its stream and direction. */
  carried(way: 'in' | 'out', from: number, bytes: Uint8Array): void;
  /** Measurements that nobody waits for an answer about. */
  arrived(arrivals: Arrival[]): void;
  /** A message's measurements: throws when they could not be stored. */
  store(arrivals: Arrival[]): void;
  wave(wave: Wave): void;
  leads(leads: LeadFrames): void;
  status(status: Status): void;
  message(message: Message): void;
  note(text: string): void;
  broke(thrown: unknown): void;
  closed(trouble: PortTrouble | null): void;
}

export interface Connection {
  /** Asks a device that also speaks by itself for its present reading. */
  ask(question: Uint8Array): void;
  close(): Promise<void>;
}

export function openConnection(needs: ConnectionNeeds): Connection {
  const { port, driver, variant, timers, evidence } = needs;
  const window = createStreamWindow();
  let sent = 0;
  const wrote = (bytes: Uint8Array) => {
    needs.carried('out', sent, bytes);
    sent += bytes.length;
  };
  const hearing = createHearing({
    driver,
    variant,
    splitLines: needs.splitLines,
    timers,
    port: {
      write(bytes) {
        wrote(bytes);
        return port.write(bytes);
      },
      writeFeature(bytes) {
        wrote(bytes);
        return port.writeFeature(bytes);
      },
    },
    heard: (heard) => take(heard),
    unanswered() {
      evidence.unanswered();
      needs.note('no answer');
    },
    nothingNew() {
      const now = timers.now().getTime();
      if (evidence.read(now).here.good > 0) evidence.good(now);
    },
    broke: needs.broke,
  });

  function take(heard: readonly Heard[]): void {
    count(heard, evidence, timers.now().getTime(), needs.note);
    let readings: Reading[] = [];
    for (const fact of heard) {
      if (fact.kind === 'reading') readings.push(fact);
      else if (fact.kind === 'wave') needs.wave(fact);
      else if (fact.kind === 'leads') needs.leads(fact);
      else if (fact.kind === 'status') needs.status(fact);
      else if (fact.kind === 'message') {
        takeMessage(
          fact,
          readings.filter((reading) => reading.from === fact.from && reading.at === fact.at),
        );
        readings = readings.filter((reading) => reading.from !== fact.from || reading.at !== fact.at);
      }
    }
    if (readings.length > 0) needs.arrived(arrivalsIn(readings, null));
  }

  function arrivalsIn(readings: Reading[], message: Message | null): Arrival[] {
    return arrivalsOf(readings, { from: needs.from(), receivedAt: timers.now(), message, serial: needs.serial(), slice: window.slice });
  }

  /** The answer goes out only after the readings are on disk: a sender that was told "stored" may forget them. */
  function takeMessage(message: Message, readings: Reading[]): void {
    needs.message(message);
    for (const words of notesOn(message)) needs.note(words);
    const outcome = message.verdict === 'accept' && isStored(arrivalsIn(readings, message)) ? 'stored' : 'not-stored';
    const answer = driver.acknowledge?.(message, outcome, timers.now().toISOString()) ?? null;
    if (answer === null) return;
    wrote(answer);
    port.write(answer).catch(() => needs.note('the answer could not be sent'));
  }

  function isStored(arrivals: Arrival[]): boolean {
    try {
      if (arrivals.length > 0) needs.store(arrivals);
      return true;
    } catch {
      return false;
    }
  }

  port.onBytes((bytes) => {
    needs.carried('in', window.end, bytes);
    evidence.bytes(bytes.length, timers.now().getTime());
    window.append(bytes);
    hearing.bytes(bytes);
  });
  port.onClosed((trouble) => {
    hearing.end();
    needs.closed(trouble);
  });
  return {
    ask(question) {
      wrote(question);
      port.write(question).catch(() => needs.note('the question could not be sent'));
    },
    close: () => port.close(),
  };
}

/** What whoever sets up the sender has to know of a message. Without its rows: those may name the patient. */
function notesOn({ tolerated, refused, verdict, why }: Message): string[] {
  const reasons = new Set(refused.map((row) => row.why));
  return [
    ...(tolerated === undefined ? [] : [`a message was read, although: ${tolerated.join('; ')}`]),
    ...(reasons.size === 0 ? [] : [`rows of a message were not taken: ${[...reasons].join('; ')}`]),
    ...(verdict === 'accept' ? [] : [`nothing of a message can be used: ${why ?? verdict}`]),
  ];
}

/** A frame is a place in the stream at which something was said; a run of discarded bytes is one damaged frame. */
function count(heard: readonly Heard[], evidence: EvidenceBook, now: number, note: (text: string) => void): void {
  let last = '';
  for (const fact of heard) {
    if (fact.kind === 'noise') {
      evidence.damaged(now);
      note(`${fact.bytes} bytes are no good frame${fact.why === undefined ? '' : `: ${fact.why}`}`);
      last = '';
    } else if (last !== `${fact.from} ${fact.at}`) {
      evidence.good(now);
      last = `${fact.from} ${fact.at}`;
    }
  }
}
