/** What leaves the station on paper or as a file, what travelled, and what may be put away for good. Part of the contract: types and names only. */
import type { SavedFile } from './ekg.ts';
import type { Day } from './fridge.ts';

/** Cold-chain notes 2.10. Temperatures in the unit's basis. */
export interface TransportRecord {
  id: string;
  date: Day;
  unitId: string;
  sender: string;
  receiver: string;
  programPin: string;
  container: string;
  loggerSerial: string;
  departedAt: string | null;
  arrivedAt: string | null;
  /** In order: at the start, at each opening, at the end. */
  looks: { at: string; current: number | null; lowest: number | null; highest: number | null; initials: string }[];
  lots: { vaccine: string; lot: string; doses: number | null }[];
  remark: string;
  by: string;
  writtenAt: string;
  /** From departure to arrival; null: one of them is not known. Transport and a clinic day elsewhere may take eight hours together. */
  minutes: number | null;
  isTooLong: boolean;
}

/** What a person says about a transport. */
export type TransportOrder = Omit<TransportRecord, 'id' | 'by' | 'writtenAt' | 'minutes' | 'isTooLong'> & { id: string | null };

/** Readings and files older than the clinic keeps them: counted, never removed before a person says so. What people signed is kept for good. */
export interface Outlived {
  unitId: string;
  unitName: string;
  before: Day;
  readings: number;
  files: number;
  /** Of those files. */
  bytes: number;
}

export interface FridgePaperCalls {
  /** The label for the door, black on white. */
  'fridge.label': { in: { incidentId: string; paper: 'letter' | 'a4' }; out: SavedFile };
  'fridge.incidentReport': { in: { incidentId: string; paper: 'letter' | 'a4' }; out: SavedFile };
  /** Two landscape pages a unit and month, with an appendix. `month` as YYYY-MM. */
  'fridge.monthLog': { in: { unitId: string; month: string; paper: 'letter' | 'a4' }; out: SavedFile };
  /** One PDF about all units in a span: status first. */
  'fridge.inspectionPack': { in: { from: Day; to: Day; paper: 'letter' | 'a4' }; out: SavedFile };
  'fridge.export': { in: { unitId: string; from: Day; to: Day; format: 'csv' | 'xlsx' | 'fhir' }; out: SavedFile };
  'fridge.transports': { in: { unitId: string | null }; out: TransportRecord[] };
  'fridge.writeTransport': { in: TransportOrder; out: TransportRecord };
  'fridge.outlived': { in: null; out: Outlived[] };
  /** By an administrator, who writes the unit's name to say so. */
  'fridge.purge': { in: { unitId: string; before: Day; typedName: string; reason: string }; out: Outlived[] };
}

export interface FridgePaperFacts {
  /** How far a long export has come. */
  'fridge.exporting': { unitId: string; done: number; total: number };
}
