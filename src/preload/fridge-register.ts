/** The register: storage units, their stock, loggers with certificates, probes. Part of the contract: types and names only. */
import type { ClockTime, Day, Degrees, FridgeNotice, StorageKind, StorageUnit } from './fridge.ts';

export interface VaccineLot {
  vaccine: string;
  maker: string;
  lot: string;
  /** YYYY-MM or YYYY-MM-DD */
  expires: string;
  doses: number | null;
  funding: 'public' | 'private' | null;
  opened: boolean | null;
}

export interface RegisteredUnit extends StorageUnit {
  contents: string;
  lots: VaccineLot[];
  loggers: UnitLogger[];
  notices: FridgeNotice[];
  retiredAt: string | null;
}

/** A logger that hangs, or hung, in a unit. */
export interface UnitLogger {
  serial: string;
  model: string | null;
  driver: string;
  from: ClockTime | null;
  to: ClockTime | null;
  role: 'main' | 'backup';
}

/** null: not written down. */
export interface Certificate {
  number: string | null;
  maker: string | null;
  model: string | null;
  probeSerial: string | null;
  calibratedOn: Day | null;
  issuedOn: Day | null;
  expiresOn: Day | null;
  laboratory: string | null;
  traceability: string | null;
  uncertaintyCelsius: number | null;
  inTolerance: boolean | null;
  testPoints: string | null;
}

export interface RegisteredLogger {
  serial: string;
  model: string | null;
  driver: string;
  intervalSeconds: number | null;
  /** Its files, or its port, say its interval: nobody else does. */
  tellsInterval: boolean;
  /** "glycol"; empty: not said. */
  buffer: string;
  isBackup: boolean;
  certificate: Certificate | null;
  hasScan: boolean;
  unitId: string | null;
  unitName: string | null;
  lastReadAt: string | null;
  /** A polled probe: where it is plugged in. */
  probe: { driverId: string; port: string } | null;
}

/** One thing that a program asks to be told of; its limits in Celsius. */
export interface ProgramRule {
  kind: StorageKind;
  side: 'high' | 'low';
  /** 'single': one run of at least `minutes`. 'cumulative': `minutes` in all within any `windowHours`. */
  mode: 'single' | 'cumulative';
  minutes: number;
  /** null: it asks for one run. */
  windowHours: number | null;
  /** null: the unit's own range. */
  limit: number | null;
}

/** A program as a person may write it. */
export interface ProgramToSave {
  label: string;
  /** When its public guide was read. */
  checkedOn: Day;
  says: string;
  /** The longest interval between readings it lets a logger have, in minutes. */
  longestInterval: number;
  /** It grades incidents by levels. */
  levels: boolean;
  rules: ProgramRule[];
}

export interface ProgramCard extends ProgramToSave {
  id: string;
  /** null: as it was shipped. */
  changed: { by: string; at: string } | null;
  /** As it was shipped, to go back to; null for the clinic's own. */
  shipped: ProgramToSave | null;
  ranges: Record<StorageKind, Record<Degrees, { low: number; high: number }>>;
}

/** A driver of a probe that can be polled, with what it is plugged into. */
export interface ProbeDriver {
  id: string;
  label: string;
  link: 'serial' | 'hid';
}

export interface FridgeRegisterCalls {
  'fridge.programs': { in: null; out: ProgramCard[] };
  /** Without an id: the clinic's own. 'fridge-name-taken' where the label is. Closed incidents keep what held when they were closed. */
  'fridge.saveProgram': { in: ProgramToSave & { id: string | null }; out: ProgramCard };
  'fridge.units': { in: null; out: RegisteredUnit[] };
  /** Without an id: a new one. 'fridge-name-taken' where the name is. By a coordinator or an administrator, like everything of the register. */
  'fridge.saveUnit': { in: Omit<StorageUnit, 'id'> & { id: string | null; contents: string; lots: VaccineLot[] }; out: RegisteredUnit };
  'fridge.retireUnit': { in: { id: string; reason: string }; out: null };
  'fridge.loggers': { in: null; out: RegisteredLogger[] };
  'fridge.saveLogger': {
    in: {
      serial: string;
      model: string | null;
      /** How often it is set to log; only where none of its files has said so yet. */
      intervalSeconds: number | null;
      buffer: string;
      isBackup: boolean;
      certificate: Certificate | null;
    };
    out: RegisteredLogger;
  };
  'fridge.saveScan': { in: { serial: string; fileName: string; base64: string }; out: RegisteredLogger };
  'fridge.scan': { in: { serial: string }; out: { name: string; base64: string } };
  /** `at` null: it has always hung there. */
  'fridge.assignLogger': { in: { serial: string; unitId: string; at: ClockTime | null }; out: RegisteredLogger };
  'fridge.probeDrivers': { in: null; out: ProbeDriver[] };
  'fridge.addProbe': { in: { driverId: string; port: string; unitId: string; everySeconds: number }; out: RegisteredLogger };
  'fridge.dropProbe': { in: { serial: string }; out: null };
}
