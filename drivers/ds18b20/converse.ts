/** Asks one sensor on the wire: reset, convert, wait, reset, read. Nothing is written to its memory. */
import type { AskedLine } from '../model/logger-device.ts';
import { sayStatus } from '../model/say.ts';
import { sayStorage } from '../model/say-storage.ts';
import type { ProbeHeard, ProbeSettings } from '../model/storage-probe.ts';
import { readRom, readScratchpad, type Scratchpad } from './scratchpad.ts';
import { createWire, type Presence, type Wire } from './wire.ts';

const readRomCommand = 0x33;
const skipRom = 0xcc;
const convert = 0x44;
const readScratchpadCommand = 0xbe;
/** Twelve bits. */
const conversionMs = 750;
const tries = 3;

const words: Readonly<Record<Exclude<Presence, 'present'> | 'no-device' | 'power-on', string>> = {
  nobody: 'no sensor answers on the wire',
  short: 'the wire is short-circuited',
  'no-echo': 'the adapter gives no echo',
  'no-device': 'no sensor answers on the wire',
  'power-on': 'the sensor has not measured: its supply is weak',
};

export async function* converseDs18b20(asking: AskedLine, settings: ProbeSettings): AsyncGenerator<ProbeHeard, void, void> {
  const wire = createWire(asking);
  let serial: string | null = null;
  while (!asking.ended) {
    if (serial === null) {
      serial = await askNumber(wire);
      if (serial !== null) yield { ...sayStatus('identity', wire.gatherer.span), identity: { model: 'DS18B20', serial } };
    }
    yield* measure(asking, wire);
    await asking.pause(settings.everyMs);
  }
}

async function askNumber(wire: Wire): Promise<string | null> {
  if ((await wire.reset()) !== 'present' || !(await wire.write([readRomCommand]))) return null;
  const bytes = await wire.read(8);
  return bytes === null ? null : readRom(bytes);
}

/** A value, or the reason why there is none after some tries. */
async function* measure(asking: AskedLine, wire: Wire): AsyncGenerator<ProbeHeard, void, void> {
  let why: string = words['no-echo'];
  for (let attempt = 0; attempt < tries && !asking.ended; attempt += 1) {
    const found = await measureOnce(asking, wire);
    const { span } = wire.gatherer;
    if (typeof found === 'string') why = words[found];
    else if ('celsius' in found) {
      yield sayStorage('storageTemperature', found.celsius, span);
      return;
    } else if (found.fault === 'check') {
      yield { kind: 'noise', ...span, bytes: span.at - span.from, why: 'the scratchpad’s check is wrong' };
      why = 'its answers are damaged';
    } else why = words[found.fault];
  }
  if (!asking.ended) yield sayStorage('storageTemperature', null, wire.gatherer.span, 'external', why);
}

async function measureOnce(asking: AskedLine, wire: Wire): Promise<Scratchpad | Exclude<Presence, 'present'>> {
  const first = await wire.reset();
  if (first !== 'present') return first;
  if (!(await wire.write([skipRom, convert]))) return 'no-echo';
  await asking.pause(conversionMs);
  const second = await wire.reset();
  if (second !== 'present') return second;
  if (!(await wire.write([skipRom, readScratchpadCommand]))) return 'no-echo';
  const bytes = await wire.read(9);
  return bytes === null ? 'no-echo' : readScratchpad(bytes);
}
