/** A Nonin oximeter made of software: every format, a pleth that looks like one, and a finger that can leave. */
import { sum8 } from '../framing/checksum.ts';
import type { Control, Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { seeded } from '../model/seeded.ts';

const controls: Control[] = [
  { id: 'finger-out', label: 'Take the finger out' },
  { id: 'finger-in', label: 'Put the finger in' },
  { id: 'weak-signal', label: 'Weak signal' },
  { id: 'good-signal', label: 'Good signal' },
];

interface Vitals {
  pulse: number;
  saturation: number;
  isOut: boolean;
  isWeak: boolean;
  /** Place within the heartbeat, 0 to 1. */
  phase: number;
}

/** `variant` as in the driver; 'auto' plays format 2. */
export function simulateNonin(patient: SimulatedPatient, variant = 'auto'): Simulation {
  const random = seeded(patient.seed);
  const vitals: Vitals = { pulse: patient.pulseRate, saturation: patient.spo2, isOut: false, isWeak: false, phase: 0 };
  const speak = speakers[variant] ?? speakers['format-2']!;
  let turn = 0;
  return {
    controls,
    next(): Sent {
      const sent = speak(vitals, turn);
      turn += 1;
      // Only where a packet of 25 frames begins: half of one pulse and half of another would be a third.
      if (turn % 50 === 0) vitals.pulse = patient.pulseRate + Math.round((random() - 0.5) * 4);
      return sent;
    },
    answer: () => [],
    press(control) {
      if (control === 'finger-out') vitals.isOut = true;
      if (control === 'finger-in') vitals.isOut = false;
      if (control === 'weak-signal') vitals.isWeak = true;
      if (control === 'good-signal') vitals.isWeak = false;
      return [];
    },
  };
}

type Speaker = (vitals: Vitals, turn: number) => Sent;

const speakers: Readonly<Record<string, Speaker>> = {
  'format-1': (vitals, turn) => ({ atMs: turn * 1000, bytes: new Uint8Array(shortFrame(vitals).slice(0, 3)) }),
  'format-8': (vitals, turn) => ({ atMs: turn * 1000, bytes: new Uint8Array(shortFrame(vitals)) }),
  'format-2': (vitals, turn) => ({ atMs: turn * 40, bytes: threeFrames(vitals, turn, 2) }),
  'format-7': (vitals, turn) => ({ atMs: turn * 40, bytes: threeFrames(vitals, turn, 7) }),
  'format-13': (vitals, turn) => ({ atMs: 2000 + turn * 40_000, bytes: storedPacket(vitals, turn) }),
  ascii: (vitals, turn) => ({ atMs: turn * 1000, bytes: asciiLine(vitals) }),
};

function shortFrame({ pulse, saturation, isOut, isWeak }: Vitals): number[] {
  const shownPulse = isOut ? 511 : pulse;
  return [0x80 | (isWeak ? 0x10 : 0) | ((shownPulse >> 7) & 3), shownPulse & 0x7f, isOut ? 127 : saturation, isOut ? 0x08 : 0x20];
}

/** 40 ms of a format: three frames of the running packet. */
function threeFrames(vitals: Vitals, turn: number, format: 2 | 7): Uint8Array {
  const frames = [0, 1, 2].flatMap((part) => frame(vitals, turn * 3 + part, format));
  return new Uint8Array(frames);
}

function frame(vitals: Vitals, index: number, format: 2 | 7): number[] {
  const place = index % 25;
  const status = 0x80 | (vitals.isOut ? 0x08 : 0) | (vitals.isWeak ? 0x04 : 0) | (place === 0 ? 0x01 : 0);
  vitals.phase = (vitals.phase + vitals.pulse / 60 / 75) % 1;
  const level = plethAt(vitals, vitals.phase);
  const body =
    format === 2
      ? [0x01, status, Math.round(level * 255), slowData(vitals, place)]
      : [status, Math.round(level * 65535) >> 8, Math.round(level * 65535) & 0xff, slowData(vitals, place)];
  return [...body, sum8(body)];
}

/** Upstroke, peak, dicrotic notch, run-off; 0..1. Flat without a finger. */
function plethAt({ isOut, isWeak }: Vitals, phase: number): number {
  if (isOut) return 0.5;
  const upstroke = Math.exp(-(((phase - 0.16) / 0.075) ** 2));
  const second = 0.36 * Math.exp(-(((phase - 0.42) / 0.1) ** 2));
  const runOff = 0.3 * Math.exp(-phase * 4) * (1 - Math.exp(-phase * 20));
  return 0.08 + (isWeak ? 0.2 : 0.82) * Math.min(1, 0.86 * (upstroke + second + runOff));
}

function slowData({ pulse, saturation, isOut }: Vitals, place: number): number {
  const shownPulse = isOut ? 511 : pulse;
  const shownSaturation = isOut ? 127 : saturation;
  const high = (shownPulse >> 7) & 3;
  const low = shownPulse & 0x7f;
  const slow: Record<number, number> = { 3: 0x30, 7: 0x20 };
  for (const at of [0, 13, 19, 21]) slow[at] = high;
  for (const at of [1, 14, 20, 22]) slow[at] = low;
  for (const at of [2, 8, 9, 10, 15, 16]) slow[at] = shownSaturation;
  return slow[place] ?? 0;
}

function storedPacket({ pulse, saturation }: Vitals, turn: number): Uint8Array {
  const clock = [0x20, 0x26, 0x03, 0x14, 0x09, bcd((5 + turn) % 60), 0x07, 0x00];
  const data = [...clock, 0x02, turn === 0 ? 0x10 : 0x00, pulse >> 8, pulse & 0xff, 0x00, saturation];
  return new Uint8Array([0x00, 0x02, 0x00, 0x0d, 0x00, data.length, ...data, sum8(data), 0x03]);
}

function bcd(number: number): number {
  return (Math.floor(number / 10) << 4) | (number % 10);
}

function asciiLine({ pulse, saturation, isOut }: Vitals): Uint8Array {
  const three = (number: number) => (isOut ? '---' : String(number).padStart(3, '0'));
  return new Uint8Array([...`SPO2=${three(saturation)} HR=${three(pulse)}\r\n`].map((letter) => letter.charCodeAt(0)));
}
