/** Reads an RC logger's memory page by page. An answer that is missing or whose sum is wrong is asked for again. */
import { createGatherer, type Gatherer, joined } from '../framing/gather.ts';
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { AskedLine, ReadOut } from '../model/logger-device.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggedReading, type LoggerLog } from '../model/logger-log.ts';
import {
  askHeader,
  askInfo,
  askInit,
  askPage,
  hasRightSum,
  headerLength,
  type Info,
  infoLength,
  initAnswer,
  isWhole,
  readHeader,
  readInfo,
  readPage,
} from './message.ts';

const timeoutMs = 3000;
const greetingMs = 1000;
const betweenMs = 100;
const tries = 3;

interface Asked {
  gatherer: Gatherer;
  asking: AskedLine;
  answers: Uint8Array[];
  notes: string[];
}

export async function downloadRc(asking: AskedLine, progress: (done: number, of: number) => void): Promise<ReadOut> {
  const asked: Asked = { gatherer: createGatherer(asking), asking, answers: [], notes: [] };
  const init = await ask(asked, askInit, initAnswer.length, 'the greeting');
  if (init.some((byte, index) => byte !== initAnswer[index])) throw new UnreadableLog('What answers is no Elitech RC logger');
  const info = readInfo(await ask(asked, askInfo, infoLength, 'what it is'));
  if (info.model === null) throw new UnreadableLog(`The logger is of model ${info.modelNumber}, whose memory is not known`);
  if (info.intervalSeconds === 0) throw new UnreadableLog('The logger tells no interval');
  const { count, start } = readHeader(await ask(asked, askHeader(info.station), headerLength, 'the start of its log'));
  const temperatures = await readPages(asked, info, count, progress);
  return { log: logOf(info, start, temperatures, asked.notes), original: joined(asked.answers) };
}

/** One greeting, answered at once by an RC logger and by nothing else. */
export async function recognizeRc(asking: AskedLine): Promise<boolean> {
  const bytes = await createGatherer(asking).ask(askInit, initAnswer.length, greetingMs);
  return bytes.length === initAnswer.length && bytes.every((byte, index) => byte === initAnswer[index]);
}

async function ask(asked: Asked, question: Uint8Array, length: number, what: string): Promise<Uint8Array> {
  let last: Uint8Array | null = null;
  for (let attempt = 0; attempt < tries && !asked.asking.ended; attempt += 1) {
    const bytes = await asked.gatherer.ask(question, length, timeoutMs);
    if (isWhole(bytes, length) && hasRightSum(bytes)) return kept(asked, bytes);
    if (isWhole(bytes, length)) last = bytes;
    await asked.asking.pause(betweenMs);
  }
  if (last === null) throw new UnreadableLog(`The logger did not answer the question for ${what}`);
  // Programs that read these loggers never checked; a sum that stays wrong is the logger's own.
  asked.notes.push(`The check sum of ${what} stayed wrong in ${tries} tries.`);
  return kept(asked, last);
}

function kept(asked: Asked, bytes: Uint8Array): Uint8Array {
  asked.answers.push(bytes);
  return bytes;
}

async function readPages(
  asked: Asked,
  { station, model }: Info,
  count: number,
  progress: (done: number, of: number) => void,
): Promise<number[]> {
  const { recordsPerPage, hasHumidity } = model!;
  const temperatures: number[] = [];
  for (let page = 0; temperatures.length < count; page += 1) {
    const records = Math.min(recordsPerPage, count - temperatures.length);
    const bytes = await ask(asked, askPage(station, page), 2 + records * (hasHumidity ? 4 : 2), `page ${page + 1} of its log`);
    temperatures.push(...readPage(bytes, hasHumidity));
    progress(temperatures.length, count);
  }
  return temperatures;
}

const states = ['not started', 'logging', 'stopped', 'delayed start'];

function logOf(info: Info, start: string | null, temperatures: readonly number[], notes: string[]): LoggerLog {
  if (start === null && temperatures.length > 0)
    throw new UnreadableLog('The logger tells no start of its log, so its readings have no times');
  const from = clockSeconds(start ?? '');
  const readings = temperatures.flatMap((value, index): LoggedReading[] => {
    const at = clockAt(from + index * info.intervalSeconds);
    return at === null ? [] : [{ at, value, number: index + 1 }];
  });
  const isFahrenheit = info.unit === 'F';
  return {
    ...emptyLog(),
    model: `Elitech ${info.model!.name}`,
    serial: info.number,
    unit: 'C',
    unitKnown: !isFahrenheit,
    intervalSeconds: info.intervalSeconds,
    clock: { offsetMinutes: null, offsetFrom: null, written: null, deviceNow: info.now },
    readings,
    facts: factsOf(info),
    notes: isFahrenheit
      ? [...notes, 'The logger shows Fahrenheit; whether its memory is in it was never seen. Compare one reading with its display.']
      : notes,
  };
}

function factsOf(info: Info): LoggerLog['facts'] {
  return [
    ['User text', info.userText],
    ['State', states[info.state] ?? String(info.state)],
    ['Upper limit', String(info.upperLimit)],
    ['Lower limit', String(info.lowerLimit)],
    ['Temperature offset', String(info.offset)],
    ['Start delay (h)', String(info.startDelayHours)],
    ['Stop button', info.stopButton ?? 'unknown'],
    ['Last online', info.lastOnline ?? 'never'],
  ];
}
