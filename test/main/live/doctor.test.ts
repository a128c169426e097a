import { describe, expect, it } from 'vitest';
import type { Line } from '../../../drivers/model/driver.ts';
import type { LinkFacts } from '../../../src/main/live/device-link.ts';
import { examine, lineWords } from '../../../src/main/live/doctor.ts';
import { createEvidence } from '../../../src/main/live/evidence.ts';
import type { LinkState } from '../../../src/preload/contract.ts';
import { tinyLine } from '../../support/tiny-drivers.ts';

const at = new Date('2026-11-23T09:41:00.000Z');

function examined(state: LinkState, change: Partial<LinkFacts> = {}, goodFrames = 0) {
  const evidence = createEvidence();
  evidence.opened(at.getTime());
  for (let frame = 0; frame < goodFrames; frame += 1) evidence.good(at.getTime());
  const facts: LinkFacts = {
    state,
    stateSince: at,
    startedAt: at,
    evidence: evidence.read(at.getTime()),
    status: null,
    identity: null,
    lines: [],
    patientWords: new Set(),
    recording: false,
    ...change,
  };
  const driver = { whenSilent: 'Menu, Output, On.', silentAfterMs: 3000 };
  const lines = [
    { atMs: at.getTime(), way: 'out' as const, streamId: 's', from: 0, bytes: Uint8Array.of(0x20, 0x4e, 0x0d), note: '' },
    { atMs: at.getTime(), way: 'note' as const, streamId: '', from: 0, bytes: new Uint8Array(), note: 'no answer' },
  ];
  return examine({ deviceId: 'd', name: 'DINAMAP', port: 'COM4', driver, line: tinyLine, facts, lines, view: 'hex', speeds: null });
}

const chainOf = (state: LinkState, goodFrames = 0) =>
  examined(state, {}, goodFrames)
    .chain.map(({ known }) => known)
    .join(' ');

describe('the connection doctor', () => {
  it('is never surer of the chain than the evidence', () => {
    expect(chainOf('answering', 5)).toBe('good good good good good');
    expect(chainOf('silent')).toBe('unknown unknown good unknown good');
    expect(chainOf('silent', 5)).toBe('unknown unknown good good good');
    expect(chainOf('waiting')).toBe('unknown unknown good unknown good');
    expect(chainOf('noisy', 5)).toBe('good broken good good good');
    expect(chainOf('wrong-language')).toBe('unknown unknown good broken good');
    expect(chainOf('unplugged')).toBe('unknown broken unknown unknown good');
    expect(chainOf('port-busy')).toBe('unknown unknown broken unknown good');
    expect(chainOf('stopped')).toBe('unknown unknown unknown unknown good');
  });

  it('names the cause, and what fills its sentence', () => {
    expect(examined('silent')).toMatchObject({
      cause: 'silent',
      about: { name: 'DINAMAP', whenSilent: 'Menu, Output, On.', line: '9600 8N1' },
    });
    expect(examined('answering', {}, 1).cause).toBe('well');
    const status = (word: 'sensor-off' | 'wrong-dialect') => ({ status: { status: word, about: null, at } });
    expect(examined('answering', status('sensor-off'), 1)).toMatchObject({ cause: 'sensor', about: { status: 'sensor-off' } });
    expect(examined('wrong-language', status('wrong-dialect')).cause).toBe('wrong-dialect');
    expect(examined('unplugged', status('sensor-off')).cause).toBe('unplugged');
  });

  it('shows what the line carried as hexadecimal with letters beside it', () => {
    const [asked, note] = examined('silent').lines;
    expect(asked).toEqual({ at: at.toISOString(), way: 'out', hex: '20 4E 0D', text: ' N.' });
    expect(note).toMatchObject({ way: 'note', text: 'no answer' });
  });

  it.each([
    [{ ...tinyLine, baud: 2400, dataBits: 7, parity: 'even', dtr: false }, '2400 7E1', 'DTR off, RTS on'],
    [{ kind: 'hid', vendorId: 1, productId: 2, reportBytes: 8 }, 'USB HID', '8-byte reports'],
    [{ kind: 'tcp', port: 2575 }, 'TCP', 'the device connects to this computer'],
  ] as [Line, string, string][])('words the line %j', (line, first, second) => {
    expect(lineWords(line)).toEqual({ line: first, lineSecond: second });
  });
});
