/**
 * The record of an EKG: integers as the device gave them, with what one of them is worth. Nothing is resampled, rounded or
 * smoothed on the way from device to file; what Isoline measures is kept elsewhere, apart from what is in here.
 */

/** The twelve in their canonical order. Other leads keep the name their source gives them (X, Y, Z, MLII, V4R, ...). */
export const standardLeads = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
export type StandardLead = (typeof standardLeads)[number];

/** Stands where a source has no value: lost, off, not stored. Never a voltage. */
export const noSample = -0x8000_0000;

export interface Lead {
  /** A standard lead's name as above, or the source's own. */
  name: string;
  /** Integers as stored; `noSample` where there is none. */
  samples: Int32Array;
  /** Samples a second. */
  hz: number;
  /** What one step is worth, in nanovolts. May be a fraction. null: the source does not say, so no voltage may be shown. */
  nanovoltsPerBit: number | null;
  /** The integer that means 0 V. */
  baseline: number;
  /** Computed from other leads by Einthoven's and Goldberger's formulas; not stored in the source. */
  derived?: true;
  /** How many samples the source says there are; only where it holds fewer: it ends early. */
  announced?: number;
}

export interface Filters {
  /** Low cut-off of the band, hertz. null: the source does not say. */
  highPassHz: number | null;
  lowPassHz: number | null;
  /** 50 or 60; 0 where the source says that none was on. */
  notchHz: number | null;
}

/** Who the file says the patient is; nothing of it is believed before a person has matched it. */
export interface TracingPatient {
  /** Identifiers exactly as written. */
  ids: string[];
  family: string | null;
  given: string | null;
  /** ISO 8601 date. */
  birthDate: string | null;
  sex: 'female' | 'male' | null;
  ageYears: number | null;
}

export interface TracingDevice {
  manufacturer: string | null;
  model: string | null;
  serial: string | null;
  software: string | null;
}

/** Axis in degrees, -180 to 180, others in milliseconds or per minute. null: not measured, not measurable, or not said. */
export interface Measurements {
  heartRate: number | null;
  rr: number | null;
  pr: number | null;
  pDuration: number | null;
  qrs: number | null;
  qt: number | null;
  qtc: number | null;
  /** The correction behind `qtc`. null: the source does not say. */
  qtcFormula: QtcFormula | null;
  pAxis: number | null;
  qrsAxis: number | null;
  tAxis: number | null;
}

export type QtcFormula = 'bazett' | 'fridericia' | 'framingham' | 'hodges';

/** Points of one beat, in samples of the leads they stand beside (0 is the first sample). null: not found or not said. */
export interface BeatPoints {
  pOn: number | null;
  pOff: number | null;
  qrsOn: number | null;
  qrsOff: number | null;
  tOff: number | null;
}

/** The device's own averaged beat. */
export interface RepresentativeBeat {
  leads: Lead[];
  points: BeatPoints | null;
}

export interface Annotation {
  /** In samples of the record's first lead. */
  sample: number;
  /** The source's own code, e.g. "N", "V", "+", "(". */
  code: string;
  text: string | null;
}

export interface Tracing {
  /** The driver's id and the version of the format, as the file says it. */
  format: string;
  formatVersion: string | null;
  leads: Lead[];
  /** ISO 8601 to the precision given; without an offset when the source names no zone. */
  startedAt: string | null;
  patient: TracingPatient;
  device: TracingDevice;
  filters: Filters;
  placement: 'standard' | 'mason-likar' | 'derived' | 'other' | null;
  /** What the device measured, never ours. */
  deviceMeasurements: Measurements | null;
  /** The device's own statements, word for word, unconfirmed unless `confirmedBy` is there. */
  statements: string[];
  confirmedBy: string | null;
  technician: string | null;
  institution: string | null;
  orderNumber: string | null;
  representativeBeat: RepresentativeBeat | null;
  annotations: Annotation[];
  /** What was wrong with the file and put up with, in words, for whoever looks at it. */
  remarks: string[];
}

export function unknownPatient(): TracingPatient {
  return { ids: [], family: null, given: null, birthDate: null, sex: null, ageYears: null };
}

export function unknownDevice(): TracingDevice {
  return { manufacturer: null, model: null, serial: null, software: null };
}

export function noMeasurements(): Measurements {
  return {
    heartRate: null,
    rr: null,
    pr: null,
    pDuration: null,
    qrs: null,
    qt: null,
    qtc: null,
    qtcFormula: null,
    pAxis: null,
    qrsAxis: null,
    tAxis: null,
  };
}

/** A record of these leads about which nothing else is known; a reader fills in what its file says. */
export function tracingOf(format: string, leads: Lead[]): Tracing {
  return {
    format,
    formatVersion: null,
    leads,
    startedAt: null,
    patient: unknownPatient(),
    device: unknownDevice(),
    filters: { highPassHz: null, lowPassHz: null, notchHz: null },
    placement: null,
    deviceMeasurements: null,
    statements: [],
    confirmedBy: null,
    technician: null,
    institution: null,
    orderNumber: null,
    representativeBeat: null,
    annotations: [],
    remarks: [],
  };
}
