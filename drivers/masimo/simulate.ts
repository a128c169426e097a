/** A Masimo oximeter made of software: one ASCII 1 line a second. */
import type { SimulatedPatient, Simulation } from '../model/driver.ts';
import { seeded } from '../model/seeded.ts';

export function simulateMasimo(patient: SimulatedPatient): Simulation {
  const random = seeded(patient.seed);
  let turn = 0;
  let exceptions = 0x800;
  return {
    controls: [
      { id: 'finger-out', label: 'Take the finger out' },
      { id: 'finger-in', label: 'Put the finger in' },
      { id: 'low-signal', label: 'Low signal quality' },
    ],
    next() {
      const second = turn % 60;
      const isOut = (exceptions & 0x020) !== 0;
      const pulse = patient.pulseRate + Math.round((random() - 0.5) * 2);
      const text =
        `03/14/26 09:05:${String(second).padStart(2, '0')} SN=0000047213 SPO2=${isOut ? '---' : three(patient.spo2)}% ` +
        `BPM=${isOut ? '---' : three(pulse)} PI=${isOut ? '--.--' : patient.perfusionIndex.toFixed(2).padStart(5, '0')}% ` +
        `SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- ALARM=0000 EXC=${exceptions.toString(16).toUpperCase().padStart(6, '0')}\r\n`;
      const sent = { atMs: turn * 1000, bytes: new Uint8Array([...text].map((letter) => letter.charCodeAt(0))) };
      turn += 1;
      return sent;
    },
    answer: () => [],
    press(control) {
      if (control === 'finger-out') exceptions = 0x820;
      if (control === 'finger-in') exceptions = 0x800;
      if (control === 'low-signal') exceptions = 0xc00;
      return [];
    },
  };
}

function three(number: number): string {
  return String(number).padStart(3, '0');
}
