/** What can go wrong between a station and a chart's server, put in on purpose and one request at a time. */
import type { IncomingHttpHeaders } from 'node:http';

/** What the test server was asked, in order. */
export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Bytes of the body. */
  size: number;
  body: Record<string, unknown> | null;
}

/** Which requests a fault takes; everything that is left out fits all. */
export interface Where {
  method?: 'GET' | 'POST' | 'PUT';
  /** The path after the base begins with this, e.g. "/Observation". */
  path?: string;
  /** The body's `code` holds this LOINC code. */
  loinc?: string;
  /** The body has more bytes. */
  largerThan?: number;
  /** How many requests it takes; all of them when left out. */
  times?: number;
}

export type Misdeed =
  /** The connection breaks before anything is stored. */
  | { does: 'drop-before-commit' }
  /** Stored, and the connection breaks before a word is said. */
  | { does: 'commit-then-drop' }
  /** Stored, and never answered: the connection stays open. */
  | { does: 'commit-then-hang' }
  | { does: 'delay'; milliseconds: number }
  /** Answered like this; stored only where `commits` says so. */
  | { does: 'answer'; status: number; headers?: Record<string, string>; body?: string; contentType?: string; commits?: boolean }
  /** Stored and answered with its status and no body, with or without Location and ETag. */
  | { does: 'empty-answer'; keepsLocation: boolean }
  /** Answers a search with everything of the type, whatever was asked for. */
  | { does: 'ignore-search' }
  /** Names itself in Location as only its own proxy can reach it. */
  | { does: 'inner-address' };

export type Fault = Where & Misdeed;

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The first fault that fits; it is used up by one. */
  take(request: SeenRequest): Fault | null;
}

export function createFaults(): Faults {
  let faults: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      faults = [];
    },
    take(request) {
      const found = faults.find(({ fault, left }) => left > 0 && fits(fault, request));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
  };
}

/** A refusal in a server's own words, as an OperationOutcome. */
export function refusal(status: number, words: string): Misdeed {
  const issue = [{ severity: 'error', code: 'processing', details: { text: words } }];
  return { does: 'answer', status, body: JSON.stringify({ resourceType: 'OperationOutcome', issue }) };
}

function fits(fault: Where, request: SeenRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.path !== undefined && !request.path.startsWith(fault.path)) return false;
  if (fault.largerThan !== undefined && request.size <= fault.largerThan) return false;
  return fault.loinc === undefined || codesOf(request.body).includes(fault.loinc);
}

function codesOf(body: Record<string, unknown> | null): string[] {
  const codings = (body?.code as { coding?: { code?: string }[] } | undefined)?.coding ?? [];
  return codings.flatMap(({ code }) => code ?? []);
}
