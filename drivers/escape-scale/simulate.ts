/** A scale made of software: pushes a packet when somebody steps on, and answers when it is asked. */
import type { Sent, SimulatedPatient, Simulation } from '../model/driver.ts';

const poundsPerKilogram = 1 / 0.45359237;

export function simulateEscapeScale(patient: SimulatedPatient, variant = 'escape'): Simulation {
  let isOn = false;
  let inPounds = false;
  const reading = () => (variant === 'print' ? printed(patient) : packet(patient, inPounds));
  return {
    controls: [
      { id: 'step-on', label: 'Step on the scale' },
      { id: 'step-off', label: 'Step off' },
      { id: 'pounds', label: 'Switch to pounds' },
      { id: 'kilograms', label: 'Switch to kilograms' },
      { id: 'overload', label: 'Overload it' },
    ],
    next: () => null,
    answer: (asked, atMs) => (isOn && String.fromCharCode(...asked).includes('\x1bR\x1bE') ? [sent(reading(), atMs + 200)] : []),
    press(control, atMs): Sent[] {
      if (control === 'pounds') inPounds = true;
      if (control === 'kilograms') inPounds = false;
      if (control === 'step-off') isOn = false;
      if (control === 'overload') return [sent('\x1bR\x1bW999.99\x1bNm\x1bE', atMs)];
      if (control !== 'step-on') return [];
      isOn = true;
      return [sent(reading(), atMs + 300)];
    },
  };
}

function packet(patient: SimulatedPatient, inPounds: boolean): string {
  const weight = inPounds ? patient.weightKilograms * poundsPerKilogram : patient.weightKilograms;
  const height = inPounds ? patient.heightCentimeters / 2.54 : patient.heightCentimeters;
  const index = patient.weightKilograms / (patient.heightCentimeters / 100) ** 2;
  const id = patient.id === null ? '' : `\x1bI${patient.id.padStart(10, '0')}`;
  return `\x1bR${id}\x1bW${weight.toFixed(2)}\x1bH${height.toFixed(2)}\x1bT0.00\x1bB${index.toFixed(1)}\x1bN${inPounds ? 'c' : 'm'}\x1bE`;
}

function printed(patient: SimulatedPatient): string {
  return `${(patient.weightKilograms * poundsPerKilogram).toFixed(1).padStart(9)} LB GROSS\r\n`;
}

function sent(text: string, atMs: number): Sent {
  return { atMs, bytes: new Uint8Array([...text].map((letter) => letter.charCodeAt(0))) };
}
