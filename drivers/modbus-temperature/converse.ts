/** Asks a transmitter for temperature and humidity; a damaged or missing answer is asked for again, three times at most. */
import { createGatherer } from '../framing/gather.ts';
import type { Span } from '../model/heard.ts';
import type { AskedLine } from '../model/logger-device.ts';
import { sayStatus } from '../model/say.ts';
import { sayStorage } from '../model/say-storage.ts';
import type { ProbeHeard, ProbeSettings } from '../model/storage-probe.ts';
import { answerLength, question, type Registers, readAnswer, refusalLength } from './message.ts';

export interface Transmitter {
  address: number;
  registers: Registers;
  /** What a value is divided by: a setting of the device, which its bytes do not tell. */
  scale: 10 | 100;
}

const timeoutMs = 500;
/** More than 3.5 characters at 9600 baud. */
const betweenMs = 50;
const tries = 3;
/** What these transmitters can measure: beyond it the scale is the wrong one or the sensor is gone. */
const lowestCelsius = -60;
const highestCelsius = 100;

export async function* converseModbus(
  asking: AskedLine,
  transmitter: Transmitter,
  settings: ProbeSettings,
): AsyncGenerator<ProbeHeard, void, void> {
  const { address, registers } = transmitter;
  const gatherer = createGatherer(asking);
  while (!asking.ended) {
    for (let attempt = 1; attempt <= tries && !asking.ended; attempt += 1) {
      let bytes = await gatherer.ask(question(address, registers), refusalLength, timeoutMs);
      let { span } = gatherer;
      if (bytes.length === refusalLength && bytes[1] === registers.readFunction) {
        const more = await gatherer.more(answerLength(registers) - refusalLength, timeoutMs);
        bytes = Uint8Array.of(...bytes, ...more);
        span = { from: span.from, at: gatherer.span.at };
      }
      const heard = hear(bytes, transmitter, span);
      yield* heard;
      if (heard.some(({ kind }) => kind !== 'noise')) break;
      await asking.pause(betweenMs);
    }
    await asking.pause(Math.max(betweenMs, settings.everyMs));
  }
}

/** What an answer says. Nothing came: nothing is said. */
export function hear(bytes: Uint8Array, { address, registers, scale }: Transmitter, span: Span): ProbeHeard[] {
  if (bytes.length === 0) return [];
  const answer = readAnswer(bytes, address, registers);
  if ('damaged' in answer) return [{ kind: 'noise', ...span, bytes: bytes.length, why: answer.damaged }];
  if ('refused' in answer) return [sayStatus('refused', span, `Modbus exception ${answer.refused}`)];
  const [temperature, humidity] = answer.values;
  const heard = [sayTemperature(temperature! / scale, span)];
  if (humidity !== undefined) heard.push(sayStorage('storageHumidity', humidity / scale, span));
  return heard;
}

function sayTemperature(celsius: number, span: Span): ProbeHeard {
  if (celsius < lowestCelsius || celsius > highestCelsius) return sayStatus('not-measurable', span, `storageTemperature ${celsius}`);
  return sayStorage('storageTemperature', celsius, span);
}
