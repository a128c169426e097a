import type { Driver, TcpLine } from '../model/driver.ts';
import { acknowledgeHl7 } from './acknowledge.ts';
import { decodeHl7 } from './decode.ts';
import { simulateHl7 } from './simulate.ts';

const line: TcpLine = { kind: 'tcp', port: 2575 };
const gives = [
  'systolic',
  'diastolic',
  'meanArterialPressure',
  'pulseRate',
  'heartRate',
  'spo2',
  'temperature',
  'respiratoryRate',
  'weight',
  'height',
] as const;

export const hl7Oru: Driver = {
  id: 'hl7-oru',
  label: 'HL7 v2 ORU over MLLP (IHE PCD-01; Welch Allyn, GE, Mindray and Comen gateways)',
  shortLabel: 'HL7 gateway',
  device: 'network',
  grade: 'A',
  source: 'IHE PCD-01; GE 2062665-001; Welch Allyn Connectivity Server outbound tags',
  match: [],
  variants: [
    { id: 'mllp', label: 'MLLP', line, gives, frames: 'bytes', pauseEndsMs: 500, listen: () => decodeHl7({ bare: false }) },
    {
      id: 'bare',
      label: 'Bare segments, without MLLP',
      line,
      gives,
      frames: 'bytes',
      pauseEndsMs: 500,
      listen: () => decodeHl7({ bare: true }),
    },
  ],
  silentAfterMs: 0,
  whenSilent: 'the gateway is set to send ORU messages to this computer’s address and port.',
  acknowledge: acknowledgeHl7,
  simulate: simulateHl7,
};
