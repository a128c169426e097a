/** Asks a TEMPer which firmware it has, then for its values; one with an unknown firmware is shown, never read. */
import { createGatherer, type Gatherer } from '../framing/gather.ts';
import type { AskedLine } from '../model/logger-device.ts';
import { sayStatus } from '../model/say.ts';
import type { ProbeHeard, ProbeSettings } from '../model/storage-probe.ts';
import { answersLate, channelsOf } from './firmware.ts';
import { askFirmware, askValues, firmwareIn, readTextLine, readValues, reportBytes } from './message.ts';

const firmwareQuietMs = 200;
const valuesQuietMs = 100;
const mostTries = 10;
const longestAnswer = 64;
const textQuietMs = 500;

export async function* converseTemper(asking: AskedLine, settings: ProbeSettings): AsyncGenerator<ProbeHeard, void, void> {
  const gatherer = createGatherer(asking);
  if (settings.variant === 'serial') yield* askInText(asking, gatherer, settings);
  else yield* askInReports(asking, gatherer, settings);
}

async function* askInReports(asking: AskedLine, gatherer: Gatherer, settings: ProbeSettings): AsyncGenerator<ProbeHeard, void, void> {
  let firmware: string | null = null;
  while (!asking.ended) {
    if (firmware === null) {
      firmware = await firmwareOf(asking, gatherer);
      if (firmware !== null) {
        yield { ...sayStatus('identity', gatherer.span), identity: { model: firmware.split(/_?V\d/)[0], firmware } };
        if (answersLate(firmware)) await answerTo(gatherer, askValues, valuesQuietMs);
      }
    }
    if (firmware !== null) {
      const bytes = await answerTo(gatherer, askValues, valuesQuietMs);
      const channels = channelsOf(firmware);
      const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
      if (channels === null) yield sayStatus('wrong-dialect', gatherer.span, `firmware "${firmware}" is not known; it answers ${hex}`);
      else if (bytes.length > 0 && bytes.length % reportBytes === 0) yield* readValues(bytes, channels, gatherer.span);
      else if (bytes.length > 0) yield { kind: 'noise', ...gatherer.span, bytes: bytes.length, why: 'an answer that is no whole report' };
    }
    await asking.pause(settings.everyMs);
  }
}

async function answerTo(gatherer: Gatherer, question: Uint8Array, quietMs: number): Promise<Uint8Array> {
  await gatherer.ask(question, 0, quietMs);
  return gatherer.untilQuiet(quietMs, longestAnswer);
}

/** Some sticks answer short at first. */
async function firmwareOf(asking: AskedLine, gatherer: Gatherer): Promise<string | null> {
  for (let attempt = 0; attempt < mostTries && !asking.ended; attempt += 1) {
    const bytes = await answerTo(gatherer, askFirmware, firmwareQuietMs);
    if (bytes.length > reportBytes) return firmwareIn(bytes);
  }
  return null;
}

async function* askInText(asking: AskedLine, gatherer: Gatherer, settings: ProbeSettings): AsyncGenerator<ProbeHeard, void, void> {
  const ask = async (words: string) => {
    await gatherer.ask(
      Uint8Array.from(words, (letter) => letter.charCodeAt(0)),
      0,
      textQuietMs,
    );
    return String.fromCharCode(...(await gatherer.untilQuiet(textQuietMs, 512)));
  };
  let firmware = '';
  while (!asking.ended) {
    if (firmware === '') {
      firmware = (await ask('Version')).trim();
      if (firmware !== '') yield { ...sayStatus('identity', gatherer.span), identity: { firmware } };
    }
    const text = await ask('ReadTemp');
    const { span } = gatherer;
    for (const line of text.split(/\r?\n/)) yield* readTextLine(line, span);
    await asking.pause(settings.everyMs);
  }
}
