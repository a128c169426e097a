/** Files made to mislead or exhaust a reader: whatever they tell, each is refused in words or read, and never grows past what it holds. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../drivers/model/seeded.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import { type TracingFile, type TracingReader, UnreadableTracing } from '../../drivers/model/tracing-format.ts';
import { tracingFormats } from '../../drivers/tracings.ts';
import * as files from '../support/tracing-files.ts';

/** Samples a damaged file of a few kilobytes may become: a reader that believes a length in it goes far beyond. */
const mostSamples = 4_000_000;
const rounds = 40;
const numberBytes = [0x00, 0x7f, 0x80, 0xff];

const handMade: Readonly<Record<string, () => TracingFile>> = {
  'contec-ecg90a': files.contecFile,
  ishne: files.ishneFile,
  mfer: files.mferFile,
  'ge-muse': files.museFile,
  'ge-cardiosoft': files.cardioSoftFile,
  'philips-sierra': files.sierraFile,
  'challenge-text': challengeFile,
};

describe.each(tracingFormats.map((format) => [format.id, format] as const))('%s', (id, format) => {
  it('is read or refused in words, however its bytes, its lengths and its numbers are changed', async () => {
    const reader = await format.reader();
    const parts = await partsOf(id);
    expect(samplesOf(reader.read(fileOf(parts)))).toBeGreaterThan(0);
    const random = seeded(id.length * 7919);
    for (let round = 0; round < rounds; round++) {
      for (const change of [cut, flip, overlong, larger]) {
        const hit = Math.floor(random() * parts.length);
        const changed = parts.map((part, index) => (index === hit ? { ...part, bytes: change(part.bytes, random) } : part));
        readOrRefuse(reader, fileOf(changed));
      }
    }
  });

  it('refuses random bytes, markup that nests or grows, and packed bytes', async () => {
    const reader = await format.reader();
    const random = seeded(id.length);
    const noise = Uint8Array.from({ length: 4096 }, () => Math.floor(random() * 256));
    for (const bytes of [
      noise,
      new Uint8Array(4096).fill(0xff),
      gzipSync(Buffer.alloc(1 << 20)),
      ...markup().map((text) => Buffer.from(text)),
    ]) {
      readOrRefuse(reader, files.alone('a.xml', bytes));
    }
  });
});

describe.each(['ge-muse', 'ge-cardiosoft', 'philips-sierra', 'hl7-aecg'])('%s, in XML', (id) => {
  it('is refused with entities of its own, and with elements without end', async () => {
    const reader = await tracingFormats.find((one) => one.id === id)!.reader();
    for (const text of markup()) expect(() => reader.read(files.alone('a.xml', Buffer.from(text)))).toThrow(UnreadableTracing);
  });
});

it('takes no millions of empty leads for a recording: Base64 of nothing but zeros, packed as Philips packs', async () => {
  const reader = await tracingFormats.find(({ id }) => id === 'philips-sierra')!.reader();
  const base64 = 'A'.repeat(4_000_000);
  const read = () => reader.read(files.sierraFile({ attributes: 'compression="XLI"', base64 }));
  expect(read).toThrow('more than 32 leads');
});

it.each(['ge-muse', 'ge-cardiosoft', 'philips-sierra', 'hl7-aecg'])('%s: refuses more XML than any recording is', async (id) => {
  const reader = await tracingFormats.find((one) => one.id === id)!.reader();
  const text = `<a>${'A'.repeat(33_000_000)}</a>`;
  expect(() => reader.read(files.alone('a.xml', Buffer.from(text)))).toThrow('32 million characters');
});

it('takes no missing number of a text record for zero, and none that an integer cannot hold', async () => {
  const reader = await tracingFormats.find(({ id }) => id === 'challenge-text')!.reader();
  for (const wrong of ['', ' ', '0x10', '1e3', '99999999999']) {
    const text = `0,1,2,3,4,5,6,7,8,9,10,11,${wrong}\n`;
    expect(() => reader.read(files.alone('a.txt', Buffer.from(text)))).toThrow(UnreadableTracing);
  }
});

interface Part {
  name: string;
  bytes: Uint8Array;
}

async function partsOf(id: string): Promise<Part[]> {
  const made = handMade[id]?.();
  if (made !== undefined) return [{ name: made.name, bytes: made.bytes }];
  const writer = await tracingFormats.find((one) => one.id === id)!.writer!();
  return writer.write(files.madeUpTracing(), 'fuzz');
}

function fileOf(parts: readonly Part[]): TracingFile {
  return { ...parts[0]!, beside: (name) => parts.find((part) => part.name === name)?.bytes ?? null };
}

function challengeFile(): TracingFile {
  const line = (_: unknown, index: number) => [index, ...Array.from({ length: 12 }, (_, lead) => files.sampleOf(lead, index))].join(',');
  return files.alone('a.txt', Buffer.from(Array.from({ length: 60 }, line).join('\n')));
}

type Change = (bytes: Uint8Array, random: () => number) => Uint8Array;

const cut: Change = (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length));

const flip: Change = (bytes, random) => {
  const changed = Uint8Array.from(bytes);
  for (let count = 0; count < 4; count++) changed[Math.floor(random() * changed.length)]! ^= 1 << Math.floor(random() * 8);
  return changed;
};

/** One, two or four bytes of the head, where lengths and counts stand, become the least or the largest number. */
const overlong: Change = (bytes, random) => {
  const changed = Uint8Array.from(bytes);
  const at = Math.floor(random() * Math.min(changed.length, 1024));
  changed.fill(numberBytes[Math.floor(random() * 4)]!, at, at + 2 ** Math.floor(random() * 3));
  return changed;
};

/** A number in letters becomes one of nine digits, without a sign or with one. */
const larger: Change = (bytes, random) => {
  const text = Buffer.from(bytes).toString('latin1');
  const numbers = [...text.slice(0, 4096).matchAll(/\d+/g)];
  if (numbers.length === 0) return bytes;
  const { index, 0: digits } = numbers[Math.floor(random() * numbers.length)]!;
  const instead = random() < 0.5 ? '999999999' : '-1';
  return Buffer.from(text.slice(0, index) + instead + text.slice(index + digits.length), 'latin1');
};

function markup(): string[] {
  const entities = Array.from({ length: 20 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`).join('');
  const roots = ['RestingECG', 'CardiologyXML', 'restingecgdata', 'AnnotatedECG'];
  return roots.flatMap((root) => [
    `<!DOCTYPE ${root} [<!ENTITY e0 "x">${entities}]><${root}>&e20;</${root}>`,
    `<!DOCTYPE ${root} [<!ENTITY e SYSTEM "file:///etc/hostname">]><${root}>&e;</${root}>`,
    `<${root}>${'<a>'.repeat(50_000)}`,
    `<${root}>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</${root}>`,
  ]);
}

function readOrRefuse(reader: TracingReader, file: TracingFile): void {
  try {
    expect(samplesOf(reader.read(file))).toBeLessThan(mostSamples);
  } catch (thrown) {
    if (!(thrown instanceof UnreadableTracing)) throw thrown;
  }
}

function samplesOf({ leads }: Tracing): number {
  return leads.reduce((sum, { samples }) => sum + samples.length, 0);
}
