/** An Omron cuff made of software, with a memory: answers the conversation, says NO and "busy" once, as the real one does. */
import { xor8 } from '../framing/checksum.ts';
import type { Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { reportLength } from './message.ts';

interface Stored {
  clock: readonly number[];
  systolic: number;
  diastolic: number;
  pulse: number;
  flags: number;
}

export function simulateOmron(patient: SimulatedPatient): Simulation {
  const first = patient.pressures[0]!;
  const memory: Stored[] = [
    { clock: [26, 3, 14, 9, 5, 7], systolic: first.systolic, diastolic: first.diastolic, pulse: patient.pulseRate, flags: 0 },
  ];
  let asked: number[] = [];
  let hasSaidNo = false;
  let hasBeenBusy = false;

  function answerTo(question: string): number[] {
    const mnemonic = question.slice(0, 3);
    const bank = question.charCodeAt(4);
    if (mnemonic === 'VER') return answer([...'M7080IT 207'].map((letter) => letter.charCodeAt(0)));
    if (mnemonic === 'SRL') return answer([0x06, 0, 0, 0, 0, 0, 0x21]);
    if (mnemonic === 'PRF') return answer([...'0010100000'].map((letter) => letter.charCodeAt(0)));
    if (mnemonic === 'GDC') return answer([0x00, 0x14, 0x00, bank === 0 ? memory.length : 0]);
    if (mnemonic === 'GME' && !hasSaidNo) {
      hasSaidNo = true;
      return [0x4e, 0x4f];
    }
    const reading = mnemonic === 'GME' ? memory.at(-1 - question.charCodeAt(6)) : undefined;
    return reading === undefined ? [0x4e, 0x4f] : answer(readingData(reading));
  }
  function hear(report: Uint8Array, atMs: number): Sent[] {
    const count = report[0] ?? 0;
    const bytes = [...report.slice(1, 1 + count)];
    if (count === 2 && bytes.every((byte) => byte === 0) && asked.every((byte) => byte === 0)) {
      asked = [];
      if (hasBeenBusy) return reports([0x4f, 0x4b], atMs + 60);
      hasBeenBusy = true;
      return [{ atMs: atMs + 60, bytes: new Uint8Array([8, 0x60, 0, 0, 0, 0, 0, 0]) }, ...reports([0x4f, 0x4b], atMs + 90)];
    }
    asked.push(...bytes);
    if (asked.every((byte) => byte === 0)) return [];
    const question = String.fromCharCode(...asked.slice(asked.findIndex((byte) => byte !== 0)));
    const lengths: Record<string, number> = { VER: 5, SRL: 5, PRF: 5, GDC: 8, GME: 8 };
    const length = lengths[question.slice(0, 3)];
    if (length === undefined || question.length < length) return [];
    asked = [];
    return reports(answerTo(question), atMs + 40);
  }
  return {
    controls: [
      { id: 'measure', label: 'Measure' },
      { id: 'measure-irregular', label: 'Measure, irregular beat' },
    ],
    next: () => null,
    answer: (bytes, atMs) => hear(bytes, atMs),
    press(control, atMs) {
      const pressures = patient.pressures[Math.min(memory.length, patient.pressures.length - 1)]!;
      const minutes = 9 * 60 + 5 + Math.floor(atMs / 60_000);
      const day = 14 + (Math.floor(minutes / (24 * 60)) % 15);
      const clock = [26, 3, day, Math.floor(minutes / 60) % 24, minutes % 60, Math.floor(atMs / 1000) % 60];
      // As in the largest model: the oldest makes room.
      if (memory.length === 84) memory.shift();
      memory.push({
        clock,
        systolic: pressures.systolic,
        diastolic: pressures.diastolic,
        pulse: patient.pulseRate,
        flags: control === 'measure' ? 0 : 1,
      });
      return [];
    },
  };
}

function readingData({ clock, systolic, diastolic, pulse, flags }: Stored): number[] {
  return [...clock, 0, systolic >> 8, systolic & 0xff, diastolic, pulse, 0, flags];
}

function answer(data: readonly number[]): number[] {
  return [0x4f, 0x4b, 0x00, ...data, xor8(data)];
}

/** Bytes as reports; what follows the counted bytes is stale, as on the real device. */
function reports(bytes: readonly number[], atMs: number): Sent[] {
  const sent: Sent[] = [];
  for (let start = 0; start < bytes.length; start += 7) {
    const part = bytes.slice(start, start + 7);
    const stale = Array<number>(7 - part.length).fill(0xa5);
    sent.push({ atMs: atMs + start * 4, bytes: new Uint8Array([part.length, ...part, ...stale].slice(0, reportLength)) });
  }
  return sent;
}
