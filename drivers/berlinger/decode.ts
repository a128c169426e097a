/**
 * Berlinger Fridge-tag 2 / 2 E / 2 L / Ultra Low and Q-tag CLm doc: the signed text the device writes when it is plugged in.
 * Cold-chain notes 4.
 */
import { looseText } from '../framing/loose-text.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { type DegreeUnit, type DeviceLimit, emptyLog, type LoggerLog } from '../model/logger-log.ts';
import { alarmsOfDays, readDays } from './days.ts';
import { factsOf } from './facts.ts';
import { branchOf, fieldOf, parseBerlinger } from './grammar.ts';
import { alarmsOfRun, readLimits } from './run.ts';
import { readSeries } from './series.ts';
import { type KeyPoint, verifyBerlinger } from './signature.ts';
import { numberOf, timeOf } from './values.ts';

/** Throws `UnreadableLog` where there is neither a serial number nor a day nor a row. `root`: the key that signs lots, for tests. */
export function readBerlinger(bytes: Uint8Array, root?: KeyPoint): LoggerLog {
  const { root: tree, skipped } = parseBerlinger(looseText(bytes).text);
  const configuration = branchOf(tree, 'Conf');
  const history = branchOf(tree, 'Hist');
  const result = branchOf(tree, 'Res');
  const { days, skipped: undated } = readDays(history);
  const series = readSeries(branchOf(tree, 'Data'));
  const limits = readLimits(configuration);
  const serial = fieldOf(configuration, 'Serial') ?? null;
  if (serial === null && days.length === 0 && series.readings.length === 0)
    throw new UnreadableLog('It begins like a Fridge-tag or Q-tag file, but holds no serial number, day or reading');
  const minutes = numberOf(fieldOf(configuration, 'Logging Interval'));
  const external = fieldOf(configuration, 'Use ext devices');
  const unit = unitOf(fieldOf(configuration, 'Temp unit'), limits);
  const signed = verifyBerlinger(bytes, root);
  return {
    ...emptyLog(),
    model: fieldOf(tree, 'Device') ?? null,
    firmware: fieldOf(tree, 'Fw Vers') ?? null,
    serial,
    unit: unit.unit,
    unitKnown: unit.isKnown,
    intervalSeconds: minutes !== null && minutes > 0 ? minutes * 60 : null,
    clock: {
      // Zone stands at 0.00 in every file seen, wherever the device hung: it says nothing.
      offsetMinutes: null,
      offsetFrom: null,
      written: fieldOf(configuration, 'Zone') ?? null,
      deviceNow: timeOf(fieldOf(history, 'TS Report Creation')),
    },
    readings: series.readings,
    days,
    limits,
    alarms: [...alarmsOfDays(days, limits), ...alarmsOfRun(result, limits)],
    signature: signed.verdict,
    externalSensor: external === '1' ? true : external === '0' ? false : null,
    facts: factsOf(tree),
    notes: [...unit.notes, ...signed.notes],
    skipped: [...skipped, ...undated, ...series.skipped].sort((a, b) => a.line - b.line),
  };
}

interface Unit {
  unit: DegreeUnit;
  isKnown: boolean;
  notes: string[];
}

const fahrenheitLimits = [35.6, 36, 46, 46.4, -76, -130, -58];
const celsiusLimits = [2, 8, -0.5, -15, -50, -60, -90, -80];

/** A display set to Fahrenheit may leave the file in Celsius; no such file was seen. Its own limits tell. */
function unitOf(written: string | undefined, limits: readonly DeviceLimit[]): Unit {
  if (written !== 'F') return { unit: 'C', isKnown: true, notes: [] };
  const has = (known: readonly number[]) => limits.some(({ limit }) => known.includes(limit));
  if (has(fahrenheitLimits) && !has(celsiusLimits)) return { unit: 'F', isKnown: true, notes: [] };
  if (has(celsiusLimits) && !has(fahrenheitLimits))
    return { unit: 'C', isKnown: true, notes: ['The device shows Fahrenheit; its limits say that the file is in Celsius.'] };
  return { unit: 'F', isKnown: false, notes: ['The device shows Fahrenheit, and its limits do not tell whether the file is in it too.'] };
}
