/**
 * Data formats 2 and 7: 75 frames a second, each with a pleth sample, a byte of slow data whose meaning depends on the
 * frame's place in a packet of 25, and a check sum over the rest. The first frame of a packet has SYNC set.
 *
 *   format 2   | 01 | 1 dis art oot alm red grn SYNC | pleth | slow | sum |
 *   format 7   | 1 dis art oot alm red grn SYNC | pleth high | pleth low | slow | sum |
 *
 * Slow data: 1, 2 pulse; 3 SpO2; 4 revision; 8 battery and SmartPoint. Nonin 9560 specification and OEM III notes.
 * A check sum alone hits once in 256 by chance, so the first frames count only when several stand in a row.
 */
import { sum8 } from '../framing/checksum.ts';
import { createWindow } from '../framing/window.ts';
import type { Decoder } from '../model/driver.ts';
import type { Heard, Mark, Noise, Span } from '../model/heard.ts';
import { createStateTeller, pulseOf, saturationOf, sayOximetry } from './values.ts';

export interface PacketFormat {
  name: 2 | 7;
  /** Frames that must stand in a row before the first one is believed. */
  inARow: number;
}

const frameLength = 5;
const framesPerPacket = 25;
const hz = 75;

interface Frame extends Span {
  status: number;
  pleth: number;
  slow: number;
}

export function decodePackets(format: PacketFormat): Decoder {
  const window = createWindow('no good frame');
  const packets = createPackets();
  const identity = createIdentityTeller();
  let isLocked = false;
  let hasBegun = false;
  function hear(bytes: Uint8Array): Heard[] {
    window.push(bytes);
    const heard: Heard[] = [];
    const samples: (number | null)[] = [];
    let waveFrom = -1;
    let waveAt = -1;
    while (window.length >= (isLocked ? frameLength : frameLength * format.inARow)) {
      if (!standInARow(isLocked ? 1 : format.inARow)) {
        isLocked = false;
        packets.drop();
        window.discard();
        const long = window.longNoise();
        if (long !== null) {
          heard.push(long);
          hasBegun = false;
        }
        continue;
      }
      isLocked = true;
      const fields = window.slice(0, frameLength);
      const { noise, from, at } = window.take(frameLength);
      if (noise !== null) {
        heard.push(noise);
        if (hasBegun) samples.push(...lostSamples(noise));
      }
      hasBegun = true;
      if (waveFrom < 0) waveFrom = from;
      waveAt = at;
      const frame = readFrame(format, fields, { from, at });
      samples.push(frame.pleth);
      heard.push(...packets.add(frame), ...identity(packets.lastRevision(), { from, at }));
    }
    if (samples.length > 0) heard.push(wave(format, samples, { from: waveFrom, at: waveAt }));
    return heard;
  }
  function standInARow(count: number): boolean {
    for (let index = 0; index < count; index += 1) {
      if (!isFrame(format, window.slice(index * frameLength, (index + 1) * frameLength))) return false;
    }
    return true;
  }
  return {
    hear,
    end() {
      while (window.length > 0) window.discard();
      const noise = window.noise();
      return noise === null ? [] : [noise];
    },
  };
}

function isFrame({ name }: PacketFormat, bytes: readonly number[]): boolean {
  const [first = 0, second = 0] = bytes;
  const marked = name === 2 ? first === 0x01 && second >= 0x80 : first >= 0x80;
  return marked && sum8(bytes.slice(0, 4)) === bytes[4];
}

function readFrame({ name }: PacketFormat, bytes: readonly number[], span: Span): Frame {
  const [first = 0, second = 0, third = 0, slow = 0] = bytes;
  return name === 2 ? { ...span, status: second, pleth: third, slow } : { ...span, status: first, pleth: (second << 8) | third, slow };
}

/** A gap of whole frames is shown as that many lost samples; a longer one is left to the clock of the link. */
function lostSamples(noise: Noise): null[] {
  const frames = Math.round(noise.bytes / frameLength);
  return frames <= framesPerPacket ? Array<null>(frames).fill(null) : [];
}

function wave({ name }: PacketFormat, samples: (number | null)[], span: Span): Heard {
  return { kind: 'wave', ...span, signal: 'pleth', hz, range: name === 2 ? [0, 255] : [0, 65535], samples };
}

/** Collects frames into packets; a packet counts only when 25 good frames follow a SYNC. */
function createPackets() {
  const tell = createStateTeller();
  let frames: Frame[] = [];
  let set = 0;
  let revision: number | null = null;
  function add(frame: Frame): Heard[] {
    const isSync = (frame.status & 0x01) !== 0;
    if (isSync) frames = [frame];
    else if (frames.length > 0) frames.push(frame);
    if (frames.length < framesPerPacket) return [];
    const packet = frames;
    frames = [];
    set += 1;
    revision = packet[3]!.slow;
    return readPacket(packet, set, tell);
  }
  return {
    add,
    drop: () => {
      frames = [];
    },
    lastRevision: () => revision,
  };
}

function readPacket(packet: readonly Frame[], set: number, tell: ReturnType<typeof createStateTeller>): Heard[] {
  const span = { from: packet[0]!.from, at: packet.at(-1)!.at };
  const slow = (frame: number) => packet[frame - 1]!.slow;
  const any = (bit: number) => packet.some(({ status }) => (status & bit) !== 0);
  const isOff = any(0x08);
  const isDisconnected = any(0x40);
  const none = isOff || isDisconnected;
  const isLow = (slow(8) & 0x01) !== 0;
  return [
    ...tell(isDisconnected ? 'sensor-disconnected' : isOff ? 'sensor-off' : isLow ? 'low-battery' : 'ready', span),
    ...sayOximetry(
      {
        pulse: none ? null : pulseOf(slow(1), slow(2)),
        saturation: none ? null : saturationOf(slow(3)),
        how: 'continuous',
        marks: none ? [] : marksOf(packet),
        ...(slow(8) & 0x20 ? { note: { smartPoint: true as const } } : {}),
      },
      set,
      span,
    ),
  ];
}

function marksOf(packet: readonly Frame[]): Mark[] {
  const marks: Mark[] = [];
  const any = (holds: (status: number) => boolean) => packet.some(({ status }) => holds(status));
  if (any((status) => (status & 0x20) !== 0)) marks.push('artifact');
  if (any((status) => (status & 0x10) !== 0)) marks.push('out-of-track');
  if (any((status) => (status & 0x06) === 0x04)) marks.push('low-perfusion');
  else if (any((status) => (status & 0x06) === 0x06)) marks.push('marginal-perfusion');
  return marks;
}

function createIdentityTeller() {
  let told: number | null = null;
  return (revision: number | null, span: Span): Heard[] => {
    if (revision === null || revision === told) return [];
    told = revision;
    return [{ kind: 'status', ...span, status: 'identity', identity: { firmware: `revision ${revision.toString(16).padStart(2, '0')}` } }];
  };
}
