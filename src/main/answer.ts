/** How a call is answered: who may make it, what its input must look like, and what it does. */
import type { z } from 'zod';
import type { Call, Calls, Fact, Facts, FridgeCalls, Person, Role } from '../preload/contract.ts';

/** Who asks. `person` is null only for calls that anyone at the station may make. */
export interface Asker {
  person: Person | null;
}

/** An asker known to be signed in. */
export interface SignedIn extends Asker {
  person: Person;
}

export type Who = 'anyone' | 'signed-in' | readonly Role[];

export interface Answer<C extends Call> {
  who: Who;
  check: z.ZodType<Calls[C]['in']>;
  /** `asker.person` is set whenever `who` is not 'anyone'. Throws Refusal for what a person can act on. */
  answer(input: Calls[C]['in'], asker: SignedIn): Calls[C]['out'] | Promise<Calls[C]['out']>;
}

export type AnsweredFridgeCall = keyof FridgeCalls;

export type Answers<C extends Call = Call> = { [K in C]: Answer<K> };

/** Tells every connected screen. */
export type Announce = <F extends Fact>(fact: F, is: Facts[F]) => void;

/** The clock of the station; tests hand in their own. */
export interface Clock {
  now(): Date;
}
