/** An incident: excursions that belong together, and what people did about them. Part of the contract: types and names only. Cold-chain notes 2.8. */
import type { ClockTime, Day, StorageUnit } from './fridge.ts';

/** One line about it. */
export interface IncidentCard {
  id: string;
  /** Counted for the clinic, from 1. */
  number: number;
  unitId: string;
  unitName: string;
  openedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  side: 'high' | 'low' | 'both';
  /** The limit it went beyond; the upper one where both were. */
  limit: number;
  peak: number;
  from: ClockTime;
  /** null: still out. */
  to: ClockTime | null;
  /** null: only days are known. */
  minutes: number | null;
  /** New readings made it longer since somebody last looked. */
  grew: { fromMinutes: number | null; toMinutes: number | null } | null;
  lotsWaiting: number;
}

export interface ReadingAt {
  value: number;
  at: ClockTime;
}

/** The logger's facts, in the unit's basis; null: not known. */
export interface IncidentFacts {
  lastInRange: ReadingAt | null;
  firstOut: ReadingAt | null;
  peak: ReadingAt | null;
  firstBackIn: ReadingAt | null;
  minutes: number | null;
  worstCaseMinutes: number | null;
  separateRuns: number;
  minutesIn24Hours: number | null;
  minutesIn48Hours: number | null;
  gapMinutes: number;
  logger: string;
  serial: string;
  probe: string | null;
  certificateEndsOn: Day | null;
  signature: 'genuine' | 'altered' | 'unsigned' | 'unknown-key' | null;
  /** The program's rules it meets, in words, and the level its guide proposes: never a decision. */
  rules: string[];
  proposedLevel: { level: 1 | 2 | null; because: string } | null;
  deviceAlarms: { side: 'high' | 'low'; from: ClockTime | null; alarmedAt: ClockTime | null; confirmed: boolean }[];
}

/** The manufacturer's answer, never ours. */
export type LotAnswer = 'waiting' | 'usable' | 'return' | 'destroyed';

export interface IncidentLot {
  id: string;
  vaccine: string;
  maker: string;
  lot: string;
  /** YYYY-MM or YYYY-MM-DD */
  expires: string;
  doses: number | null;
  funding: 'public' | 'private' | null;
  opened: boolean | null;
  earlierExposure: string;
  answer: LotAnswer;
  answeredBy: string | null;
  answeredAt: string | null;
}

export interface IncidentCall {
  id: string;
  organization: string;
  person: string;
  phone: string;
  /** null: not called yet. */
  calledAt: string | null;
  calledBy: string | null;
  said: string;
  caseNumber: string;
}

/** The fields of the troubleshooting record a person fills in; empty: not said. */
export interface IncidentForm {
  discoveredAt: string | null;
  temperatureAtDiscovery: number | null;
  roomTemperature: number | null;
  completedBy: string;
  title: string;
  description: string;
  elseInUnit: string;
  earlierProblems: string;
  moved: string;
  administeredAfter: string;
  remarks: string;
  storedProperlyAt: string | null;
  prevention: string;
  programReference: string;
  /** What the program's guide makes of it, decided by a person. */
  level: 1 | 2 | 3 | null;
}

export type IncidentStep = 'label' | 'facts' | 'lots' | 'calls' | 'answers' | 'close';

export interface Incident extends IncidentCard {
  unit: StorageUnit;
  facts: IncidentFacts;
  lots: IncidentLot[];
  calls: IncidentCall[];
  form: IncidentForm;
  /** The label hangs on the door and the stock is kept cold. */
  labelled: { by: string; at: string } | null;
  /** Why it cannot be closed yet; empty: it can. */
  missing: ('label' | 'lots' | 'calls' | 'answers' | 'description' | 'still-out')[];
  /** What was done, oldest first. */
  acts: { at: string; by: string | null; act: string; detail: string }[];
  attachments: { id: string; name: string }[];
}

export interface FridgeIncidentCalls {
  /** Open ones first, newest first. */
  'fridge.incidents': { in: { unitId: string | null }; out: IncidentCard[] };
  'fridge.incident': { in: { id: string }; out: Incident };
  'fridge.labelIncident': { in: { id: string }; out: Incident };
  'fridge.writeIncident': { in: { id: string; form: Partial<IncidentForm> }; out: Incident };
  /** Without an id: another one. */
  'fridge.writeLot': {
    in: { incidentId: string; lot: Omit<IncidentLot, 'id' | 'answer' | 'answeredBy' | 'answeredAt'> & { id: string | null } };
    out: Incident;
  };
  /** Lots that were written down with the unit, taken over. */
  'fridge.takeLots': { in: { incidentId: string }; out: Incident };
  'fridge.removeLot': { in: { incidentId: string; lotId: string; reason: string }; out: Incident };
  /** An answer other than 'waiting' needs a call with a case number: 'fridge-no-case-number' otherwise. */
  'fridge.answerLot': { in: { incidentId: string; lotId: string; answer: LotAnswer }; out: Incident };
  'fridge.writeCall': {
    in: { incidentId: string; call: Omit<IncidentCall, 'id' | 'calledBy' | 'calledAt'> & { id: string | null; called: boolean } };
    out: Incident;
  };
  'fridge.attach': { in: { incidentId: string; fileName: string; base64: string }; out: Incident };
  /** Seen that new readings changed it. Needs a comment. */
  'fridge.acknowledge': { in: { id: string; comment: string }; out: Incident };
  /** Signed: refused with 'fridge-not-closable' while something is missing, 'fridge-changed' when `shownMinutes` no longer holds. */
  'fridge.closeIncident': { in: { id: string; comment: string; shownMinutes: number | null }; out: Incident };
  'fridge.reopenIncident': { in: { id: string; reason: string }; out: Incident };
}
