/** Reads an EL-USB logger's configuration and sample memory. */
import { createGatherer, type Gatherer, joined } from '../framing/gather.ts';
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { AskedLine, ReadOut } from '../model/logger-device.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggedReading, type LoggerLog } from '../model/logger-log.ts';
import {
  askConfiguration,
  askSamples,
  type Configuration,
  headBytes,
  lengthIn,
  readConfiguration,
  readSamples,
  shortestConfiguration,
} from './message.ts';

const timeoutMs = 1000;
const tries = 3;
/** The memory comes in bursts of so many bytes. */
const burstBytes = 512;

export async function downloadElUsb(asking: AskedLine, progress: (done: number, of: number) => void): Promise<ReadOut> {
  const gatherer = createGatherer(asking);
  const written = await ask(asking, gatherer, askConfiguration, () => undefined);
  if (written.length < shortestConfiguration) throw new UnreadableLog(`The logger’s configuration has ${written.length} bytes, too few`);
  const configuration = readConfiguration(written);
  if (configuration.model === null)
    throw new UnreadableLog(`The logger is of model ${configuration.modelNumber}, whose values are not known`);
  const samples = await ask(asking, gatherer, askSamples, (bytes, of) => progress(Math.min(bytes, of), of));
  return { log: logOf(configuration, samples), original: joined([written, samples]) };
}

export async function recognizeElUsb(asking: AskedLine): Promise<boolean> {
  const length = lengthIn(await createGatherer(asking).ask(askConfiguration, headBytes, timeoutMs));
  return length !== null && [64, 128, 256].includes(length);
}

async function ask(
  asking: AskedLine,
  gatherer: Gatherer,
  question: Uint8Array,
  progress: (bytes: number, of: number) => void,
): Promise<Uint8Array> {
  for (let attempt = 0; attempt < tries && !asking.ended; attempt += 1) {
    const length = lengthIn(await gatherer.ask(question, headBytes, timeoutMs));
    if (length === null) continue;
    const bursts: Uint8Array[] = [];
    let got = 0;
    while (got < length) {
      const burst = await gatherer.more(Math.min(burstBytes, length - got), timeoutMs);
      if (burst.length === 0) break;
      bursts.push(burst);
      got += burst.length;
      progress(got, length);
    }
    if (got === length) return joined(bursts);
  }
  throw new UnreadableLog('The logger’s memory did not come whole');
}

function logOf(configuration: Configuration, samples: Uint8Array): LoggerLog {
  const { start, delaySeconds, intervalSeconds, count, unit, model } = configuration;
  const values = readSamples(samples, count, model!, unit);
  if (start === null && values.length > 0) throw new UnreadableLog('The logger tells no start of its log, so its readings have no times');
  const from = clockSeconds(start ?? '') + delaySeconds;
  const readings = values.flatMap((value, index): LoggedReading[] => {
    const at = clockAt(from + index * intervalSeconds);
    return at === null ? [] : [value === null ? { at, value, number: index + 1, note: 'no value' } : { at, value, number: index + 1 }];
  });
  return {
    ...emptyLog(),
    model: `Lascar ${model!.name}`,
    firmware: configuration.firmware || null,
    serial: configuration.serial,
    unit,
    intervalSeconds: intervalSeconds || null,
    readings,
    resolution: unit === 'C' ? 0.5 : 1,
    facts: [
      ['Name', configuration.name],
      ['Start delay (s)', String(delaySeconds)],
      ['High alarm', String(configuration.highAlarm)],
      ['Low alarm', String(configuration.lowAlarm)],
    ],
    notes: readings.length === count ? [] : [`The logger counts ${count} samples; ${readings.length} are in its memory.`],
  };
}
