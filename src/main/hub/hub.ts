/** Joins screens to the station: answers their calls, tells them the facts. Knows no host: a screen is a Wire. */
import { randomBytes } from 'node:crypto';
import { ZodError } from 'zod';
import type { Call, Down, Fact, Facts, Failure, Up, Wire } from '../../preload/contract.ts';
import type { Announce, Answers, Asker, SignedIn, Who } from '../answer.ts';
import { Refusal } from '../refusal.ts';

export interface Hub {
  announce: Announce;
  /** Joins a screen; returns the way to part from it. */
  attach(wire: Wire): () => void;
  screens(): number;
}

export interface HubParts {
  answers(): Answers;
  /** The person at the station, or throws the Refusal that says why this call cannot be made now. */
  asker(who: Who): Asker;
  /** Whether a fact may go to the screens now: nothing about a patient leaves while nobody is signed in. */
  mayHear(fact: Fact): boolean;
  /** Writes a fault down under its reference. */
  writeFault(ref: string, call: string, fault: unknown): void;
}

export function createHub(parts: HubParts): Hub {
  const wires = new Set<Wire>();
  const refused = new Map<Call, string>();
  const announce = <F extends Fact>(fact: F, is: Facts[F]) => {
    if (!parts.mayHear(fact) || wires.size === 0) return;
    const text = JSON.stringify({ fact, is } as Down);
    for (const wire of wires) wire.send(text);
  };
  function attach(wire: Wire): () => void {
    wires.add(wire);
    const stopHearing = wire.onText((text) => void answerOne({ ...parts, announce, refused }, wire, text));
    return () => {
      wires.delete(wire);
      stopHearing();
    };
  }
  return { announce, attach, screens: () => wires.size };
}

interface Answering extends HubParts {
  announce: Announce;
  /** Orders that the full disk refused, with the reference of their fault, until one of them goes through. */
  refused: Map<Call, string>;
}

interface AnyAnswer {
  who: Who;
  check: { parse(input: unknown): unknown };
  answer(input: unknown, asker: SignedIn): unknown;
}

async function answerOne(parts: Answering, wire: Wire, text: string): Promise<void> {
  const asked = readUp(text);
  if (asked === null) return;
  try {
    wire.send(JSON.stringify({ id: asked.id, out: await carryOut(parts, asked.call, asked.in) }));
    if (parts.refused.has(asked.call)) endFaults(parts);
  } catch (thrown) {
    const failed = failureOf(thrown);
    if (failed.code === 'unexpected' || failed.code === 'disk-full') {
      parts.writeFault(failed.ref, asked.call, thrown);
      if (failed.code === 'disk-full') parts.refused.set(asked.call, failed.ref);
      parts.announce('station.fault', failed);
    }
    wire.send(JSON.stringify({ id: asked.id, failed }));
  }
}

/** There was room for what was refused before: what the bar says is not so any more. */
function endFaults({ refused, announce }: Answering): void {
  for (const ref of refused.values()) announce('station.fault-over', { ref });
  refused.clear();
}

async function carryOut(parts: HubParts, call: Call, input: unknown): Promise<unknown> {
  const answers: Partial<Answers<Call>> = parts.answers();
  if (!Object.hasOwn(answers, call)) throw new Refusal('check-failed', String(call));
  // Each answer's check makes exactly what its answer takes; the compiler cannot see that across the union of all calls.
  const { who, check, answer } = answers[call] as unknown as AnyAnswer;
  const asker = parts.asker(who);
  return answer(check.parse(input), asker as SignedIn);
}

/** A message that is not an order in the contract's shape is dropped: there is no one to answer. */
function readUp(text: string): Up | null {
  try {
    const up: unknown = JSON.parse(text);
    if (typeof up !== 'object' || up === null) return null;
    const { id, call } = up as Partial<Up>;
    return typeof id === 'number' && typeof call === 'string' ? (up as Up) : null;
  } catch {
    return null;
  }
}

/** What went wrong, as a code. Words are the renderer's. */
export function failureOf(thrown: unknown): Failure {
  const ref = reference();
  if (thrown instanceof Refusal) return { code: thrown.code, ...(thrown.about === undefined ? {} : { about: thrown.about }), ref };
  if (thrown instanceof ZodError) return { code: 'check-failed', about: thrown.issues[0]?.path.join('.') ?? '', ref };
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return { code: 'disk-full', ref };
  if (code === 'SQLITE_BUSY') return { code: 'database-locked', ref };
  return { code: 'unexpected', ref };
}

/** Short enough to be read out on the telephone: no letters that sound or look alike. */
function reference(): string {
  const letters = 'ACDEFHJKLMNPRTUVWXY';
  const bytes = randomBytes(3);
  return `${letters[bytes[0]! % letters.length]}${bytes[0]! % 10}-${String(bytes.readUInt16BE(1) % 10000).padStart(4, '0')}`;
}
