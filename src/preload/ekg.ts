/** What is said about EKGs. Part of the contract: types and names only. */
import type { Measurements, QtcFormula } from '../../drivers/model/tracing.ts';
import type { Delivery } from './delivery.ts';
import type { EkgTaken } from './ekg-live.ts';

export type { Measurements as EkgValues, QtcFormula };

/**
 * Of its way from a file or a recording to a clinician: nobody's yet, recorded here but not clean and not decided about, a
 * patient's, over-read, to be taken again, another taken in its place, put away.
 */
export type EkgState = 'unmatched' | 'recorded' | 'waiting' | 'confirmed' | 'retake' | 'superseded' | 'dismissed';

/** Who the file says the patient is. Nothing of it is believed before a person has matched it. */
export interface EkgFilePatient {
  ids: string[];
  family: string | null;
  given: string | null;
  birthDate: string | null;
  sex: 'female' | 'male' | null;
  ageYears: number | null;
}

/** One line of the cart inbox or of the list. */
export interface EkgCard {
  id: string;
  state: EkgState;
  fileName: string;
  /** The format in words; null for a file that could not be read. */
  format: string | null;
  /** What in it could not be read, and where; null for one that was. */
  problem: string | null;
  receivedAt: string;
  /** As the file says, without an offset when it names none. */
  takenAt: string | null;
  filePatient: EkgFilePatient | null;
  /** Our patient, once a person has matched it. */
  patient: {
    id: string;
    family: string;
    given: string;
    dateOfBirth: string;
    mrn: string;
    sex: 'female' | 'male' | 'other' | 'unknown';
  } | null;
  /** By whoever took or matched it: from then on it is on its way to the chart, as preliminary. Whether it is confirmed is another matter. */
  signed: { by: string; at: string } | null;
  confirmed: { by: string; at: string } | null;
  /** How far each destination has got with the newest that was signed or confirmed of it; empty before. */
  delivery: Delivery[];
  /** How it was taken at this station; null for a cart's file. */
  taken: EkgTaken | null;
  /** Our patient whose medical record number or name and birth date are the file's: proposed, never taken by itself. */
  proposed: EkgCandidate[];
}

export interface EkgLead {
  name: string;
  hz: number;
  /** What one step is worth, in nanovolts; null: the source does not say. */
  nanovoltsPerBit: number | null;
  baseline: number;
  derived: boolean;
  /** Integers as received; null where there is no sample. */
  samples: (number | null)[];
}

export interface EkgMedianBeat {
  hz: number;
  leads: string[];
  /** Microvolts, one row a lead. */
  values: number[][];
  /** In samples of the median beat. */
  points: { pOn: number | null; pOff: number | null; qrsOn: number | null; qrsOff: number | null; tOff: number | null };
}

/** What Isoline computed: unconfirmed until a clinician has looked. */
export interface EkgComputed {
  values: Measurements;
  /** By all four formulas; the one of the settings stands in `values`. */
  qtc: Record<QtcFormula, number> | null;
  isIrregular: boolean;
  pacerSpikes: number;
  median: EkgMedianBeat | null;
  verdict: 'accept' | 'caution' | 'retake';
  reasons: { lead: string; fault: string; text: string }[];
  /** Electrodes that may have been exchanged, e.g. "RA-LA". */
  suspectedSwap: { swap: string; certainty: number; instead: string | null } | null;
}

/** How somebody on file might be the patient of an EKG: proposed, or searched for. */
export interface EkgCandidate {
  patientId: string;
  family: string;
  given: string;
  dateOfBirth: string;
  mrn: string;
  numberMatches: boolean;
  nameMatches: boolean;
  birthDateMatches: boolean;
}

export interface Ekg extends EkgCard {
  /** The first `shownSeconds` of the record; all of the `heldSeconds` unless it is far longer than a resting EKG. */
  leads: EkgLead[];
  heldSeconds: number;
  shownSeconds: number;
  device: { manufacturer: string | null; model: string | null; serial: string | null; software: string | null } | null;
  orderNumber: string | null;
  placement: 'standard' | 'mason-likar' | 'derived' | 'other' | null;
  /** The file says that there are more seconds than it holds: it can be looked at, not confirmed. */
  endsEarly: { heldSeconds: number; announcedSeconds: number } | null;
  filters: { highPassHz: number | null; lowPassHz: number | null; notchHz: number | null };
  takenBy: string | null;
  /** The cart's own, never ours. */
  cart: { values: Measurements | null; statements: string[] };
  /** null: the clinic has switched analysis off. */
  computed: EkgComputed | null;
  /** Who compared the identifiers and said that they are one. */
  matched: { by: string; at: string } | null;
  /** What the clinician signed: the computed values stay beside it. */
  overRead: { values: Measurements; by: string; at: string; comment: string } | null;
  retake: { reason: string; by: string; at: string } | null;
  /** Departures of the file that were put up with. */
  remarks: string[];
  /** The newest earlier one of the same patient. */
  previous: { id: string; takenAt: string | null; values: Measurements | null; median: EkgMedianBeat | null } | null;
}

export type EkgLayout = '3x4+1' | '3x4+3' | '6x2' | '12x1';

export interface EkgPageOrder {
  id: string;
  paper: 'letter' | 'a4';
  layout: EkgLayout;
  millimetresPerSecond: 25 | 50;
  millimetresPerMillivolt: 5 | 10 | 20;
  /** Where in the record it begins; ten seconds are printed. Left out: at its beginning. */
  fromSeconds?: number;
}

export type EkgExport = 'pdf' | 'dicom' | 'scp' | 'aecg' | 'edf';

export interface SavedFile {
  name: string;
  base64: string;
}

/** A file from a person's computer. */
export interface SentEkgFile {
  fileName: string;
  base64: string;
}

/** A USB drive that is plugged in and holds files that look like EKGs: offered, never taken by itself. */
export interface EkgDrive {
  path: string;
  name: string;
  /** Names below the drive's own folder; `isHere`: the same bytes were taken in already. */
  files: { name: string; isHere: boolean }[];
  /** Named like EKGs, and not offered: nothing in them, larger than any EKG, or no EKG that is known. */
  leftOut: { name: string; why: 'empty' | 'too-large' | 'not-known' }[];
}

/** What was seen when it was signed. Anything that is no longer so is refused. */
export interface SignEkg {
  id: string;
  /** Whose it was on the screen. */
  patientId: string;
  /** The numbers beside the tracing; null where there were none. */
  shown: { computed: Measurements | null; cart: Measurements | null };
  /** Whom it is for; null: nobody in particular. */
  clinician: string | null;
  /** The order it answers. Always null until orders come in from the worklist. */
  orderNumber: null;
}

export interface EkgCalls {
  /** Newest first; those that need a person before the others. */
  'ekg.list': { in: null; out: EkgCard[] };
  /** A cart's file, as it is, with those that a record of several has beside it. One that cannot be read is kept as well, with what in it could not be. */
  'ekg.receive': { in: SentEkgFile & { beside?: SentEkgFile[] }; out: EkgCard };
  'ekg.drives': { in: null; out: EkgDrive[] };
  /** Files that were offered on a drive, by their names. */
  'ekg.takeFromDrive': { in: { path: string; files: string[] }; out: EkgCard[] };
  'ekg.read': { in: { id: string }; out: Ekg };
  /** A person has compared both sets of identifiers and says they are one. */
  'ekg.match': { in: { id: string; patientId: string }; out: Ekg };
  /** Patients whose name or number holds these words, to match this one to. */
  'ekg.findPatients': { in: { id: string; words: string }; out: EkgCandidate[] };
  /** It was matched to the wrong patient. */
  'ekg.unmatch': { in: { id: string; reason: string }; out: Ekg };
  'ekg.dismiss': { in: { id: string; reason: string }; out: null };
  /**
   * A tracing that has its patient is signed by whoever stands for it, and goes to the chart as preliminary. Refused with
   * 'ekg-not-now' (nobody's, decided about meanwhile, or signed already), 'other-patient', 'ekg-changed'.
   */
  'ekg.sign': { in: SignEkg; out: Ekg };
  /** The clinician's own values; what was shown is sent along and refused when it is no longer so. */
  'ekg.confirm': { in: { id: string; shown: Measurements | null; values: Measurements; comment: string }; out: Ekg };
  'ekg.askRetake': { in: { id: string; reason: string }; out: Ekg };
  'ekg.page': { in: EkgPageOrder; out: SavedFile };
  'ekg.export': { in: { id: string; format: EkgExport }; out: SavedFile[] };
}

export interface EkgFacts {
  /** A drive came or went, or something was taken from one. */
  'ekg.drivesChanged': null;
  'ekg.changed': { needsPerson: number };
}

export interface EkgSettings {
  /** Off: Isoline only displays, stores, converts and sends; nothing is computed on samples. */
  analysis: boolean;
  qtcFormula: QtcFormula;
  paper: 'letter' | 'a4';
  electrodeColors: 'aha' | 'iec';
  /** Watched for files of carts; null: none. */
  inboxFolder: string | null;
}
