/** A DINAMAP made of software: answers host communications, and is used by its own buttons. */
import type { Control, Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { requests, withCheck } from './message.ts';

const controls: Control[] = [
  { id: 'press-start', label: 'Press Start on the monitor' },
  { id: 'temperature', label: 'Take a temperature' },
  { id: 'cuff-leak', label: 'Loosen the cuff and press Start' },
  { id: 'finger-out', label: 'Take the finger out' },
  { id: 'finger-in', label: 'Put the finger in' },
  { id: 'silence', label: 'Switch host communications off' },
  { id: 'resume', label: 'Switch host communications on' },
];

/** How long a cuff takes, in ms. A real one takes 20 to 40 s. */
export const cuffMs = 8000;

interface Cuff {
  startedAt: number;
  endsAt: number;
  outcome: string;
}

/** For tests: a status digit every cuff ends with, and replies whose check is wrong. */
export interface Faults {
  status?: string;
  wrongCheck?: boolean;
}

export function simulateDinamap(patient: SimulatedPatient, _variant?: string, faults: Faults = {}): Simulation {
  let cuff: Cuff | null = null;
  let cuffs = 0;
  let temperatureAt: number | null = null;
  let temperatures = 0;
  let isOut = false;
  let isSilent = false;

  function pressureReply(atMs: number): string {
    if (cuff === null) return ' NA1009999000000000';
    if (atMs < cuff.endsAt) return ' NA0109999000000000';
    if (cuff.outcome !== '1') return ` NA${cuff.outcome}109999000000000`;
    const pressures = patient.pressures[Math.min(cuffs, patient.pressures.length) - 1]!;
    const age = digits(Math.min(5400, Math.floor((atMs - cuff.endsAt) / 1000)), 4);
    return ` NA110${age}${digits(pressures.systolic, 3)}${digits(pressures.diastolic, 3)}${digits(pressures.mean, 3)}`;
  }
  function temperatureReply(atMs: number): string {
    const counter = String.fromCharCode(0x41 + (temperatures % 20));
    if (temperatureAt === null) return ` TC00${counter}9999900000`;
    const tenths = Math.round(((patient.temperatureCelsius * 9) / 5) * 10 + 320);
    return ` TC00${counter}${digits(Math.min(99998, Math.floor((atMs - temperatureAt) / 1000)), 5)}${digits(tenths, 4)}0`;
  }
  function reply(request: string, atMs: number): string | null {
    if (request === requests.pressure) return pressureReply(atMs);
    if (request === requests.saturation) return isOut ? ' OA3000012' : ` OA1${digits(patient.spo2, 3)}812`;
    if (request === requests.pulse || request === requests.pulseOfPro200) {
      return `${request}${isOut ? '2000' : `2${digits(patient.pulseRate, 3)}`}`;
    }
    return request === requests.temperature ? temperatureReply(atMs) : null;
  }
  function answer(asked: Uint8Array, atMs: number): Sent[] {
    if (isSilent) return [];
    return String.fromCharCode(...asked)
      .split('\r')
      .flatMap((line) => {
        const words = line.length < 5 ? null : reply(line.slice(0, -2), atMs);
        if (words === null) return [];
        const sent = faults.wrongCheck ? `${words}  \r` : `${withCheck(words)}\r`;
        return [{ atMs: atMs + 40, bytes: new Uint8Array([...sent].map((letter) => letter.charCodeAt(0))) }];
      });
  }
  function press(control: string, atMs: number): Sent[] {
    if (control === 'press-start' || control === 'cuff-leak') {
      const outcome = control === 'cuff-leak' ? '8' : (faults.status ?? '1');
      cuff = { startedAt: atMs, endsAt: atMs + cuffMs, outcome };
      if (outcome === '1') cuffs += 1;
    }
    if (control === 'temperature') {
      temperatures += 1;
      temperatureAt = atMs;
    }
    if (control === 'finger-out') isOut = true;
    if (control === 'finger-in') isOut = false;
    if (control === 'silence') isSilent = true;
    if (control === 'resume') isSilent = false;
    return [];
  }
  return { controls, next: () => null, answer, press };
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
