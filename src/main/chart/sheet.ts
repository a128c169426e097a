/**
 * The rows proposed for signing. This visit's device readings come ticked; what is silent, too old, doubtful or
 * preliminary comes unticked with the reason. A value that a person took stays until they take another. Pure.
 */
import type { LinkState, Mark, Measurement, SheetHold, SheetKey, SheetRow } from '../../preload/contract.ts';
import { bodyMassIndex } from './computed.ts';
import { type Draft, sheetKeys } from './draft.ts';
import { hasValue, tileKeyOf } from './measure.ts';

export interface SheetParts {
  draft: Draft;
  /** Of this visit, oldest first; nothing that stands apart. */
  measurements: readonly Measurement[];
  /** The newest continuous measurement of a key since the visit was opened, or null. */
  live(key: SheetKey): Measurement | null;
  /** Finds a continuous measurement by id while it is remembered. */
  find(id: string): Measurement | null;
  /** Ids that were signed: they are not proposed again. */
  signed: ReadonlySet<string>;
  average: Measurement | null;
  isAveraging: boolean;
  deviceState(deviceId: string): LinkState | null;
  now: Date;
  tooOldMinutes: number;
}

/** The device's own doubts that keep a value from being ticked by itself. An irregular beat is a finding, not a doubt. */
const doubts: readonly Mark[] = [
  'artifact',
  'movement',
  'questionable',
  'out-of-track',
  'low-signal',
  'interference',
  'early',
  'over-range',
  'under-range',
];

export function buildSheet(parts: SheetParts): SheetRow[] {
  const rows = sheetKeys
    .filter((key) => key !== 'bodyMassIndex')
    .map((key) => (key === 'bloodPressure' ? pressureRow(parts) : plainRow(key, parts)));
  const index = indexRow(rows, parts);
  return sheetKeys.map((key) => (key === 'bodyMassIndex' ? index : rows.find((row) => row.key === key)!));
}

function plainRow(key: SheetKey, parts: SheetParts): SheetRow {
  const newest = newestOf(key, parts);
  const takenId = parts.draft.taken[key];
  const taken =
    takenId === undefined ? null : (parts.measurements.find((one) => one.id === takenId && one.setAside === null) ?? parts.find(takenId));
  const measurement = taken ?? newest;
  if (measurement === null || parts.signed.has(measurement.id)) return { key, measurement: null, ticked: false, held: null, newer: null };
  const held = holdOf(measurement, parts);
  const isNewer = newest !== null && newest.id !== measurement.id && newest.measuredAt > measurement.measuredAt && newest.how === 'spot';
  return { key, measurement, ticked: tickOf(key, held, parts.draft), held, newer: isNewer ? newest : null };
}

function pressureRow(parts: SheetParts): SheetRow {
  if (parts.average !== null && !parts.signed.has(parts.average.id)) {
    const held = holdOf(parts.average, parts);
    return { key: 'bloodPressure', measurement: parts.average, ticked: tickOf('bloodPressure', held, parts.draft), held, newer: null };
  }
  const row = plainRow('bloodPressure', parts);
  return parts.isAveraging ? { ...row, ticked: false, held: 'averaging', newer: null } : row;
}

function indexRow(rows: readonly SheetRow[], parts: SheetParts): SheetRow {
  const find = (key: SheetKey) => rows.find((row) => row.key === key)?.measurement ?? null;
  const weight = find('weight');
  const height = find('height');
  const measurement = bodyMassIndex(weight, height);
  const key = 'bodyMassIndex' as const;
  if (measurement === null || parts.signed.has(measurement.id)) {
    return { key, measurement: null, ticked: false, held: weight === null ? 'needs-weight' : 'needs-height', newer: null };
  }
  const inputsTicked = (['weight', 'height'] as const).every((one) => rows.find((row) => row.key === one)?.ticked === true);
  return { key, measurement, ticked: inputsTicked && tickOf(key, null, parts.draft), held: null, newer: null };
}

/** The newest usable measurement of a row: of this visit, or live since it was opened. A typed one is not outdated by a stream. */
function newestOf(key: SheetKey, parts: SheetParts): Measurement | null {
  const spots = parts.measurements.filter(
    (one) =>
      tileKeyOf(one) === key &&
      one.setAside === null &&
      !one.withdrawn &&
      hasValue(one) &&
      one.source !== 'computed' &&
      !parts.signed.has(one.id),
  );
  const spot = spots.at(-1) ?? null;
  const live = parts.live(key);
  if (live === null || !hasValue(live)) return spot;
  return spot !== null && (spot.source !== 'device' || spot.measuredAt > live.measuredAt) ? spot : live;
}

function holdOf(measurement: Measurement, parts: SheetParts): SheetHold | null {
  if (measurement.values.some(({ note }) => note.result === 'preliminary')) return 'preliminary';
  if (measurement.how === 'continuous' && measurement.deviceId !== null) {
    const state = parts.deviceState(measurement.deviceId);
    const isFresh = parts.now.getTime() - Date.parse(measurement.measuredAt) < parts.tooOldMinutes * 60_000;
    if (!isFresh) return 'too-old';
    if (state === 'unplugged') return 'unplugged';
    if (state !== null && state !== 'answering') return 'silent';
  }
  return measurement.values.some(({ marks }) => marks.some((mark) => doubts.includes(mark))) ? 'doubtful' : null;
}

function tickOf(key: SheetKey, held: SheetHold | null, draft: Draft): boolean {
  if (held === 'silent' || held === 'too-old' || held === 'unplugged' || held === 'averaging') return false;
  return draft.ticks[key] ?? held === null;
}
