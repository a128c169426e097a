/** Reads a UT330's configuration and its whole memory, which comes in one answer. */
import { endsWithCrcModbus } from '../framing/crc-modbus.ts';
import { createGatherer, type Gatherer, joined } from '../framing/gather.ts';
import type { AskedLine, ReadOut } from '../model/logger-device.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggedReading, type LoggerLog } from '../model/logger-log.ts';
import {
  askConfiguration,
  askRecords,
  type Configuration,
  configurationBytes,
  isAnswerTo,
  mostBytes,
  readConfiguration,
  readRecord,
  recordBytes,
  recordsHeadBytes,
  restLength,
} from './message.ts';

const timeoutMs = 3000;
const greetingMs = 1000;
const betweenMs = 10;
const tries = 3;
const checkBytes = 2;
/** Bytes awaited at once, so that progress shows. */
const pieceBytes = 12 * 256;

export async function downloadUt330(asking: AskedLine, progress: (done: number, of: number) => void): Promise<ReadOut> {
  const gatherer = createGatherer(asking);
  const configuration = await askForConfiguration(asking, gatherer);
  await asking.pause(betweenMs);
  const answer = await askForRecords(asking, gatherer, progress);
  return { log: logOf(readConfiguration(configuration), answer), original: joined([configuration, answer]) };
}

export async function recognizeUt330(asking: AskedLine): Promise<boolean> {
  return (await tryConfiguration(createGatherer(asking), greetingMs)) !== null;
}

async function tryConfiguration(gatherer: Gatherer, waitMs: number): Promise<Uint8Array | null> {
  const bytes = await gatherer.ask(askConfiguration, configurationBytes, waitMs);
  return bytes.length === configurationBytes && isAnswerTo(bytes, askConfiguration) && endsWithCrcModbus(bytes) ? bytes : null;
}

async function askForConfiguration(asking: AskedLine, gatherer: Gatherer): Promise<Uint8Array> {
  for (let attempt = 0; attempt < tries && !asking.ended; attempt += 1) {
    const bytes = await tryConfiguration(gatherer, timeoutMs);
    if (bytes !== null) return bytes;
    await asking.pause(betweenMs);
  }
  throw new UnreadableLog('What is connected does not answer as a UT330');
}

async function askForRecords(asking: AskedLine, gatherer: Gatherer, progress: (done: number, of: number) => void): Promise<Uint8Array> {
  for (let attempt = 0; attempt < tries && !asking.ended; attempt += 1) {
    const head = await gatherer.ask(askRecords, recordsHeadBytes, timeoutMs);
    if (head.length === recordsHeadBytes && isAnswerTo(head, askRecords)) {
      // An empty memory is told by a length without room for one record.
      const rest = Math.max(checkBytes, restLength(head));
      if (rest > mostBytes) throw new UnreadableLog(`The logger announces ${rest} bytes, more than it can hold`);
      const whole = joined([head, await gatherRest(gatherer, rest, progress)]);
      if (whole.length === recordsHeadBytes + rest && isChecked(whole)) return whole;
    }
    await asking.pause(betweenMs);
  }
  throw new UnreadableLog('The memory of the logger did not come whole');
}

/** The check covers all before it, as in the logger's other frames, or the records alone: the only program that reads them does not look. */
function isChecked(whole: Uint8Array): boolean {
  return endsWithCrcModbus(whole) || endsWithCrcModbus(whole.subarray(recordsHeadBytes));
}

async function gatherRest(gatherer: Gatherer, rest: number, progress: (done: number, of: number) => void): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let got = 0; got < rest; ) {
    const piece = await gatherer.more(Math.min(pieceBytes, rest - got), timeoutMs);
    if (piece.length === 0) break;
    pieces.push(piece);
    got += piece.length;
    progress(Math.floor(got / recordBytes), Math.floor(rest / recordBytes));
  }
  return joined(pieces);
}

function logOf(configuration: Configuration, answer: Uint8Array): LoggerLog {
  const readings: LoggedReading[] = [];
  const skipped: LoggerLog['skipped'] = [];
  const data = answer.subarray(recordsHeadBytes, -checkBytes);
  for (let index = 0; (index + 1) * recordBytes <= data.length; index += 1) {
    const { at, celsius } = readRecord(data.subarray(index * recordBytes, (index + 1) * recordBytes));
    if (at === null) skipped.push({ line: index + 1, reason: 'its time is none' });
    else readings.push({ at, value: celsius, number: index + 1 });
  }
  return {
    ...emptyLog(),
    model: 'UNI-T UT330',
    // The name is its owner's; the logger tells no serial number.
    serial: configuration.name || null,
    intervalSeconds: configuration.intervalSeconds || null,
    clock: { offsetMinutes: null, offsetFrom: null, written: null, deviceNow: configuration.now },
    readings,
    facts: [
      ['Name', configuration.name],
      ['High alarm', String(configuration.highAlarm)],
      ['Low alarm', String(configuration.lowAlarm)],
      ['Battery', String(configuration.battery)],
      ['Readings', String(configuration.count)],
    ],
    notes: configuration.count === readings.length ? [] : [`The logger counts ${configuration.count} readings; ${readings.length} came.`],
    skipped,
  };
}
