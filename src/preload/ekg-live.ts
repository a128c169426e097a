/**
 * What is said about an EKG while it is taken. Part of the contract: types and names only.
 *
 * The traces themselves come as `live.leads`. Once a second each EKG device that sends has its `ekg.coach`. A recording is asked
 * for by a person in an open visit, tells its progress as `ekg.recording`, and is on disk before its state leaves 'recording':
 * a clean one is kept by itself, another waits as an EKG of state 'recorded' until a person says why it is kept, or puts it away.
 */
import type { Electrode } from '../../drivers/model/leads.ts';
import type { EkgCard } from './ekg.ts';

export type { Electrode };

/** Mason-Likar: limb electrodes on the torso. It changes the axis and inferior Q waves, so it is recorded. EKG notes 3.3. */
export type EkgPlacement = 'standard' | 'mason-likar';

/** What is wrong with a lead or an electrode. EKG notes 4. */
export type EkgFault = 'no-contact' | 'artifact' | 'clipped' | 'wander' | 'mains' | 'muscle' | 'weak' | 'no-beats';

export interface EkgElectrode {
  /** good: green. weak: yellow, dashed ring. off: red, open ring. unknown: neither the device nor the samples say. */
  state: 'good' | 'weak' | 'off' | 'unknown';
  /** null where the state is good or unknown. */
  why: EkgFault | null;
  /** Who says so: the device's own lead-off detection, or Isoline's look at the samples. null: nobody. */
  by: 'device' | 'samples' | null;
}

/**
 * The sentence for the person, the worst first. It stands for two seconds before another takes its place, except that
 * 'not-sending' comes at once.
 *
 * - not-sending: nothing came for more than a second; the device's card says why.
 * - wrong-rate: the device sends at another rate than it is set up with; every time on the tracing would be wrong. `measuredHz` says at which.
 * - electrodes-on: no electrode has contact yet.
 * - no-contact: `electrodes` names those that are off. 'RL' also stands for the cable: all leads are flat.
 * - artifact, clipped, wander, mains, muscle, weak: `leads` names where; `electrodes` the ones behind them, where they can be told.
 * - no-beats: the leads are quiet, and no heartbeat is in them.
 * - swap: `swap` names the electrodes that look exchanged, `instead` what else looks like it.
 * - lost: more than half a second of the last ten was lost on the way.
 * - looking: fewer than three seconds have come since the stream began or contact came back; nothing can be said yet.
 * - clean: nothing is wrong.
 * - contact: analysis is switched off; every electrode that the device speaks of has contact.
 * - no-word: analysis is switched off, and this device says nothing of contact.
 */
export interface CoachSentence {
  code:
    | 'not-sending'
    | 'wrong-rate'
    | 'electrodes-on'
    | 'no-contact'
    | 'artifact'
    | 'clipped'
    | 'wander'
    | 'mains'
    | 'muscle'
    | 'weak'
    | 'no-beats'
    | 'swap'
    | 'lost'
    | 'looking'
    | 'clean'
    | 'contact'
    | 'no-word';
  electrodes: Electrode[];
  leads: string[];
  swap: EkgSwap | null;
}

export interface EkgSwap {
  /** "RA-LA", "LA-LL", "RA-RL", "V1-V2", ...: the electrodes that look exchanged. */
  swap: string;
  /** 0 to 1. */
  certainty: number;
  /** What else looks like it, for a person to think of: "dextrocardia", ... */
  instead: string | null;
}

export interface EkgCoach {
  deviceId: string;
  at: string;
  /** The clinic's setting. Off: device flags only; no heart rate, no swap, no fault found in samples. */
  analysis: boolean;
  electrodes: Record<Electrode, EkgElectrode>;
  sentence: CoachSentence;
  /** What else is wrong at this moment, the worst first; the sentence itself is not repeated. */
  others: CoachSentence[];
  /** Whole seconds up to now without any fault, 0 to 10. */
  cleanSeconds: number;
  /** Seconds held, 0 to 10: *Keep last 10 s* needs ten. */
  heldSeconds: number;
  /** Per minute, of the last ten seconds. null: not to be told, or analysis is off. */
  heartRate: number | null;
  /** Instants (one sample of every lead) that were lost: within the last ten seconds, and since the device began to send. */
  lost: { lastTenSeconds: number; total: number };
  /** How fast the device's clock goes by the station's; null in the first minute and after a gap. Told, never corrected. */
  clockDriftPartsPerMillion: number | null;
  /** Instants a second, by the device's word. */
  hz: number;
  /** By the station's clock; null in the first twenty seconds. */
  measuredHz: number | null;
  leads: string[];
}

/** Why a tracing is kept although the coach would refuse it. */
export type EkgKeepReason = 'cannot-lie-still' | 'urgent' | 'best-possible' | 'electrodes-checked' | 'other';

export interface EkgRecording {
  /** Also the id of the EKG, once `state` has left 'recording'. */
  id: string;
  visitId: string;
  deviceId: string;
  take: 'last-ten' | 'next-ten';
  /** 'to-decide': on disk, but not clean; `ekg.keep` or `ekg.discardRecording` comes next. */
  state: 'recording' | 'to-decide' | 'kept' | 'discarded';
  /** Seconds recorded so far, of `ofSeconds`. */
  seconds: number;
  ofSeconds: 10;
  startedAt: string;
  /** The stream stopped before the ten seconds were full; `seconds` says where. What came is kept. */
  stoppedEarly: boolean;
  /** Instants lost within it. */
  lost: number;
  /** Why it needs a reason to be kept; empty for a clean one. */
  refusedFor: CoachSentence[];
}

/** How an EKG of this station was taken. On its card and on `ekg.read`; null there for files of carts. */
export interface EkgTaken {
  visitId: string;
  /** The person who recorded it. */
  by: string;
  at: string;
  take: 'last-ten' | 'next-ten';
  deviceId: string;
  deviceLabel: string;
  driverId: string;
  placement: EkgPlacement;
  hz: number;
  nanovoltsPerBit: number;
  seconds: number;
  stoppedEarly: boolean;
  lost: number;
  clockDriftPartsPerMillion: number | null;
  /** What the coach said of these seconds then, with the analysis setting of then. */
  analysis: boolean;
  refusedFor: CoachSentence[];
  /** Said by the person who kept a tracing that the coach would have refused. */
  keptBecause: { reason: EkgKeepReason; note: string } | null;
  /** The EKG whose place this one takes, and the one that took its place. Neither is ever deleted. */
  retakeOf: string | null;
  supersededBy: string | null;
  /** The order it answers. Always null until orders come in from the worklist. */
  orderNumber: string | null;
}

/** A device that gives leads, as the live screen chooses among them; how it stands is on its card. */
export interface EkgDevice {
  deviceId: string;
  label: string;
  /** Instants came within the last second. */
  isSending: boolean;
}

export interface EkgLive {
  devices: EkgDevice[];
  /** The one to begin with: the first that sends, else the first. null: none is set up. */
  proposedDeviceId: string | null;
  coaches: EkgCoach[];
  /** Running ones, and those of this visit that nobody has decided about. */
  recordings: EkgRecording[];
  /** EKGs taken in this visit, newest first: a retake names one of them. */
  ofVisit: EkgCard[];
  electrodeColors: 'aha' | 'iec';
  analysis: boolean;
}

export interface EkgLiveCalls {
  /** All that the live screen begins with. */
  'ekg.live': { in: { visitId: string | null }; out: EkgLive };
  /**
   * The last ten seconds are taken at once; the next ten begin now. Refused with 'visit-closed', 'ekg-no-leads' (the device
   * sends nothing), 'ekg-too-short' (fewer than ten seconds held) and 'ekg-recording' (one of this device is running).
   * `retakeOf`: an EKG of this visit, or one that a clinician asked to take again, that is superseded once the new one is kept.
   */
  'ekg.record': {
    in: {
      visitId: string;
      deviceId: string;
      take: 'last-ten' | 'next-ten';
      placement: EkgPlacement;
      retakeOf: string | null;
      /** The order it answers; null until orders come in from the worklist. */
      orderNumber: null;
    };
    out: EkgRecording;
  };
  /** Ends a running recording early: what came is on disk, to be decided about. */
  'ekg.stopRecording': { in: { id: string }; out: EkgRecording };
  /** 'reason-missing' for 'other' without a note; 'ekg-not-now' when it was decided about already. */
  'ekg.keep': { in: { id: string; reason: EkgKeepReason; note: string }; out: EkgRecording };
  /** Puts it away, with who and when; the tracing stays on disk and in no list. */
  'ekg.discardRecording': { in: { id: string }; out: EkgRecording };
}

export interface EkgLiveFacts {
  /** Once a second for each EKG device that sends, and once when it stops. */
  'ekg.coach': EkgCoach;
  /** Four times a second while it runs, and at each change of its state. */
  'ekg.recording': EkgRecording;
}
