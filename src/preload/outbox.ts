/** What is on its way to a chart, and what is not. Part of the contract: types and names only. */
import type { DeliveryState, OutboxWhat } from './delivery.ts';

export interface OutboxRow {
  id: string;
  patient: { family: string; given: string; dateOfBirth: string; mrn: string };
  what: OutboxWhat;
  /** How many values it holds; 0 for an EKG, whose words say what it is. */
  valuesCount: number;
  words: string;
  signedBy: string;
  signedAt: string;
  destination: string;
  state: DeliveryState;
  /** True when a person must act: refused, stuck ambiguous, no patient there. */
  needsPerson: boolean;
  /** An earlier item of this patient must go first. */
  waitsForEarlier: boolean;
  attempts: number;
  nextAttemptAt: string | null;
  stateSince: string;
  deliveredAt: string | null;
  receipt: { first: string; others: number } | null;
  /** Machine-readable reason, worded by the renderer. */
  reason: string | null;
  httpStatus: number | null;
}

export interface OutboxItem extends OutboxRow {
  contents: string[];
  nameThere: string;
  /** The server's own text, quoted. */
  serverText: string | null;
  /** The chart's patient with this number has another name or birth date: a person compares the two. */
  differs: PatientDiffers | null;
  history: { at: string; event: string; detail: string | null; quote: string | null }[];
}

export interface PatientDiffers {
  /** Which chart, and which numbers of it. */
  where: string;
  ours: { family: string; given: string; dateOfBirth: string };
  there: { reference: string; family: string; given: string; dateOfBirth: string | null };
}

export interface Outbox {
  /** Those that are not at their end first, then the newest. */
  rows: OutboxRow[];
  /** Of all, however many rows are here. */
  counts: { needsPerson: number; onItsWay: number; done: number };
  destinations: OutboxDestination[];
  deliveredToday: number;
  oldestUnsentAt: string | null;
  /** Signed before these were set up: offered, and sent only when a person says so. */
  leftOut: LeftOut[];
}

export interface OutboxDestination {
  id: string;
  label: string;
  answering: boolean;
  lastAnswerMs: number | null;
  downSince: string | null;
  /** It answers, and takes nothing until somebody has put that right. */
  refusing: Refusing | null;
  waiting: number;
}

/** Asks for a sign-in; lets this station write for nobody. */
export type Refusing = 'sign-in-needed' | 'not-allowed';

export interface LeftOut {
  destination: string;
  label: string;
  count: number;
  /** When they were signed. */
  oldest: string;
  newest: string;
}

export interface OutboxCalls {
  'outbox.read': { in: { shown: number } | null; out: Outbox };
  'outbox.item': { in: { id: string }; out: OutboxItem };
  'outbox.sendAgain': { in: { id: string }; out: OutboxItem };
  /** By an administrator; refused with 'outbox-changed' when it is another number by now. */
  'outbox.queueLeftOut': { in: { destination: string; count: number }; out: Outbox };
  'outbox.leaveOut': { in: { destination: string; count: number }; out: Outbox };
  'outbox.hold': { in: { id: string }; out: OutboxItem };
  /** `there` is the reference of the chart's patient whom the person saw. */
  'outbox.samePatient': { in: { id: string; there: string }; out: OutboxItem };
  'outbox.otherPatient': { in: { id: string; there: string }; out: OutboxItem };
  'outbox.giveUp': { in: { id: string; reason: string }; out: OutboxItem };
}
