/** Reads an Elitech USB logger: its parameters, then its records, six at a time. */
import { joined } from '../framing/gather.ts';
import type { AskedLine, ReadOut } from '../model/logger-device.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggedReading, type LoggerLog } from '../model/logger-log.ts';
import {
  dataOf,
  mostParameterBytes,
  type Operation,
  type Parameters,
  parameterBytes,
  question,
  readParameters,
  recordBytes,
  recordsPerAnswer,
} from './message.ts';
import { readRecord } from './record.ts';

const timeoutMs = 1000;
const tries = 3;
/** Reports that are passed over while one answer is awaited: acknowledgements, late answers. */
const mostPassedOver = 8;
/** More than any of these loggers holds. */
const mostRecords = 1_000_000;

export async function downloadHid(asking: AskedLine, progress: (done: number, of: number) => void): Promise<ReadOut> {
  const answers: Uint8Array[] = [];
  const parameters = readParameters(await readAll(asking, answers));
  if (parameters.count > mostRecords)
    throw new UnreadableLog(`The logger says that it holds ${parameters.count} records, more than it can`);
  const log = logOf(parameters);
  for (let index = 0; index < parameters.count; index += recordsPerAnswer) {
    const count = Math.min(recordsPerAnswer, parameters.count - index);
    const data = await ask(asking, 'records', index, count, count * recordBytes);
    answers.push(data);
    for (let place = 0; place < count; place += 1)
      takeRecord(data.subarray(place * recordBytes, (place + 1) * recordBytes), index + place + 1, parameters, log);
    progress(index + count, parameters.count);
  }
  return { log, original: joined(answers) };
}

export async function recognizeHid(asking: AskedLine): Promise<boolean> {
  return (await tryOnce(asking, question('parameters', 0, 2), 2)) !== null;
}

/** One-byte reads misbehave: never fewer than two are asked for. */
async function readAll(asking: AskedLine, answers: Uint8Array[]): Promise<Uint8Array> {
  for (let from = 0; from < parameterBytes; from += mostParameterBytes) {
    const count = Math.max(2, Math.min(mostParameterBytes, parameterBytes - from));
    answers.push(await ask(asking, 'parameters', from, count, count));
  }
  return joined(answers);
}

async function ask(asking: AskedLine, operation: Operation, offset: number, count: number, bytes: number): Promise<Uint8Array> {
  const asked = question(operation, offset, count);
  for (let attempt = 0; attempt < tries && !asking.ended; attempt += 1) {
    const data = await tryOnce(asking, asked, bytes);
    if (data !== null) return data;
  }
  throw new UnreadableLog(`The logger did not answer for its ${operation}`, `${operation === 'records' ? 'record' : 'byte'} ${offset + 1}`);
}

async function tryOnce(asking: AskedLine, asked: Uint8Array, bytes: number): Promise<Uint8Array | null> {
  await asking.send(asked);
  for (let passed = 0; passed < mostPassedOver; passed += 1) {
    const report = await asking.nextFrame(timeoutMs);
    const data = report === null ? null : dataOf(report.bytes, asked, bytes);
    if (report === null || data !== null) return data;
  }
  return null;
}

function takeRecord(bytes: Uint8Array, number: number, { protocol }: Parameters, log: LoggerLog): void {
  const record = readRecord(bytes, protocol);
  if (record === 'empty') return;
  if ('fault' in record) {
    log.skipped.push({ line: number, reason: record.fault });
    return;
  }
  const note = record.flags.join(', ');
  const reading: LoggedReading = { at: record.at, value: record.temperature, number };
  log.readings.push(note === '' ? reading : { ...reading, note });
}

function logOf(parameters: Parameters): LoggerLog {
  const { offsetMinutes, showsFahrenheit } = parameters;
  return {
    ...emptyLog(),
    model: `Elitech, model number ${parameters.model}`,
    firmware: String(parameters.firmware),
    serial: parameters.serial || null,
    unitKnown: !showsFahrenheit,
    intervalSeconds: parameters.intervalSeconds || null,
    clock: {
      offsetMinutes,
      offsetFrom: offsetMinutes === null ? null : 'file',
      written: null,
      deviceNow: parameters.now,
    },
    externalSensor: parameters.hasExternalSensor,
    facts: [
      ['Trip', parameters.trip],
      ['Started', parameters.start ?? 'never'],
      ['Battery (of 15)', String(parameters.battery)],
      ['Capacity', String(parameters.capacity)],
      ['Protocol', String(parameters.protocol)],
    ],
    notes: showsFahrenheit ? ['The logger shows Fahrenheit; its records are read as Celsius. Compare one reading with its display.'] : [],
  };
}
