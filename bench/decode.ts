/** How much faster each decoder is than its line can ever be: the baseline is the line's own rate. */
import { decoderOf } from '../drivers/framing/lines.ts';
import { drivers } from '../drivers/index.ts';
import type { Driver, Variant } from '../drivers/model/driver.ts';
import { simulatedPatient } from '../src/main/demo/simulated-patient.ts';

const wanted = 2_000_000;
const runs = 5;

export function benchDecoders(): string[] {
  return drivers.flatMap((driver) => driver.variants.map((variant) => lineOf(driver, variant)));
}

function lineOf(driver: Driver, variant: Variant): string {
  const sample = bytesOf(driver, variant);
  const block = repeat(sample, wanted);
  const rates = Array.from({ length: runs }, () => rateOf(variant, block)).sort((first, second) => first - second);
  const median = rates[Math.floor(runs / 2)]!;
  const line = lineRate(variant);
  return `${`${driver.id}/${variant.id}`.padEnd(24)} ${(median / 1e6).toFixed(1).padStart(6)} MB/s = ${timesOf(median / line).padStart(8)} × its line (${line.toLocaleString('en-US')} B/s)`;
}

/** A network is faster than any decoder needs to be: there the share counts. */
function timesOf(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString('en-US');
}

/** Bytes a second: ten bits a byte on a serial line, a thousand 8-byte reports on USB, a 100 Mbit/s network. */
function lineRate({ line }: Variant): number {
  if (line.kind === 'serial') return line.baud / 10;
  return line.kind === 'hid' ? 8000 : 12_500_000;
}

function rateOf(variant: Variant, block: Uint8Array): number {
  const decoder = decoderOf(variant);
  const began = performance.now();
  for (let start = 0; start < block.length; start += 64) decoder.hear(block.subarray(start, start + 64));
  return block.length / ((performance.now() - began) / 1000);
}

/** What the device says by itself, or when its controls are used, or when it is asked. */
function bytesOf(driver: Driver, variant: Variant): Uint8Array {
  const simulation = driver.simulate(simulatedPatient(), variant.id);
  const chunks: Uint8Array[] = [];
  for (let count = 0; count < 200; count += 1) {
    const sent = simulation.next();
    if (sent === null) break;
    chunks.push(sent.bytes);
  }
  for (const control of simulation.controls.slice(0, 1)) for (const sent of simulation.press(control.id, 0)) chunks.push(sent.bytes);
  const questions = [' NA!2\r', ' OA!3\r', ' RA!6\r', ' TC!:\r'].map((text) => new TextEncoder().encode(text));
  for (const question of questions) for (const sent of simulation.answer(question, 60_000)) chunks.push(sent.bytes);
  return chunks.length === 0
    ? new Uint8Array([7, 0x4f, 0x4b, 0, 7, 1, 1, 0, 7, 6, 0x26, 0, 0, 0x7b, 0x4e, 0x57, 3, 0, 0, 0x45, 0, 0, 0, 0])
    : concat(chunks);
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function repeat(sample: Uint8Array, length: number): Uint8Array {
  const times = Math.ceil(length / sample.length);
  return concat(Array<Uint8Array>(times).fill(sample));
}
