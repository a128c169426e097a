/** What the connection doctor says, from what was counted. Never surer than the evidence. */
import type { Driver, Line } from '../../../drivers/model/driver.ts';
import type { DeviceStatus } from '../../../drivers/model/heard.ts';
import type { Doctor, DoctorCause, DoctorLine, LinkState } from '../../preload/contract.ts';
import type { LinkFacts } from './device-link.ts';
import type { LoggedLine } from './line-log.ts';
import { damagedShare } from './link-state.ts';

export interface DoctorAsked {
  deviceId: string;
  /** What people call the device and its port. */
  name: string;
  port: string;
  driver: Pick<Driver, 'whenSilent' | 'silentAfterMs'>;
  line: Line;
  facts: LinkFacts;
  /** As they may be shown: masked already where the person may not see them. */
  lines: readonly LoggedLine[];
  view: 'hex' | 'text';
  speeds: Doctor['speeds'];
}

export function examine(asked: DoctorAsked): Doctor {
  const { facts, line, lines, view } = asked;
  const { evidence } = facts;
  return {
    deviceId: asked.deviceId,
    bytesPerSecond: evidence.bytesPerSecond,
    bytesTotal: evidence.bytesTotal,
    since: facts.startedAt.toISOString(),
    lastGoodFrameAt: evidence.lastGoodAt === null ? null : new Date(evidence.lastGoodAt).toISOString(),
    framesGood: evidence.framesGood,
    framesDamaged: evidence.framesDamaged,
    damagedShare: damagedShare(evidence),
    questionsUnanswered: evidence.questionsUnanswered,
    ...lineWords(line),
    chain: chainOf(facts),
    cause: causeOf(facts),
    about: aboutOf(asked),
    lines: lines.map((logged) => lineShown(logged, view)),
    speeds: asked.speeds,
  };
}

/** "9600 8N1", and what else the line is set to. */
export function lineWords(line: Line): { line: string; lineSecond: string } {
  if (line.kind === 'tcp') return { line: 'TCP', lineSecond: 'the device connects to this computer' };
  if (line.kind === 'hid') return { line: 'USB HID', lineSecond: `${line.reportBytes}-byte reports` };
  const { baud, dataBits, parity, stopBits, dtr, rts } = line;
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  return { line: `${baud} ${dataBits}${parity[0]!.toUpperCase()}${stopBits}`, lineSecond: `DTR ${onOff(dtr)}, RTS ${onOff(rts)}` };
}

/** Hour and minute on the station's wall. */
function clockTime(at: Date): string {
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}

const sensorTroubles: readonly DeviceStatus[] = ['sensor-off', 'sensor-disconnected', 'sensor-defective'];

const causes: Readonly<Record<LinkState, DoctorCause>> = {
  connecting: 'connecting',
  answering: 'well',
  waiting: 'waiting',
  silent: 'silent',
  noisy: 'noisy',
  'wrong-language': 'wrong-language',
  unplugged: 'unplugged',
  'port-busy': 'port-busy',
  'no-permission': 'no-permission',
  'library-missing': 'library-missing',
  'address-in-use': 'address-in-use',
  ambiguous: 'two-candidates',
  stopped: 'stopped',
};

function causeOf({ state, status }: LinkFacts): DoctorCause {
  const talks = state === 'answering' || state === 'waiting' || state === 'wrong-language';
  if (talks && status?.status === 'wrong-dialect') return 'wrong-dialect';
  if (state === 'answering' && status !== null && sensorTroubles.includes(status.status)) return 'sensor';
  return causes[state];
}

function aboutOf({ name, port, driver, line, facts }: DoctorAsked): Record<string, string> {
  return {
    name,
    port,
    line: lineWords(line).line,
    whenSilent: driver.whenSilent,
    share: `${Math.round(damagedShare(facts.evidence) * 100)} %`,
    since: clockTime(facts.stateSince),
    status: [facts.status?.status, facts.status?.about].filter(Boolean).join(', '),
  };
}

type Known = Doctor['chain'][number]['known'];

/** From the device to the screen. A part is broken only where that is proved, and good only where something came through it. */
function chainOf(facts: LinkFacts): Doctor['chain'] {
  const [device, cable, port, decoder] = knownParts(facts);
  return [
    { part: 'device', known: device },
    { part: 'cable', known: cable },
    { part: 'port', known: port },
    { part: 'decoder', known: decoder },
    // Whoever reads this sees the screen, and the station has just answered it.
    { part: 'screen', known: 'good' },
  ];
}

function knownParts({ state, evidence }: LinkFacts): readonly [device: Known, cable: Known, port: Known, decoder: Known] {
  const understood: Known = evidence.framesGood > 0 ? 'good' : 'unknown';
  switch (state) {
    case 'answering':
      return ['good', 'good', 'good', 'good'];
    case 'waiting':
      return evidence.here.good > 0 ? ['good', 'good', 'good', 'good'] : ['unknown', 'unknown', 'good', understood];
    case 'silent':
      return ['unknown', 'unknown', 'good', understood];
    case 'noisy':
      return ['good', 'broken', 'good', 'good'];
    case 'wrong-language':
      return ['unknown', 'unknown', 'good', 'broken'];
    case 'unplugged':
      return ['unknown', 'broken', 'unknown', understood];
    case 'port-busy':
    case 'no-permission':
    case 'library-missing':
    case 'address-in-use':
      return ['unknown', 'unknown', 'broken', understood];
    case 'connecting':
      return ['unknown', 'unknown', evidence.openSince === null ? 'unknown' : 'good', understood];
    default:
      return ['unknown', 'unknown', 'unknown', understood];
  }
}

function lineShown({ atMs, way, bytes, note }: LoggedLine, view: 'hex' | 'text'): DoctorLine {
  const at = new Date(atMs).toISOString();
  if (way === 'note') return { at, way, hex: note, text: note };
  return { at, way, hex: inHex(bytes), text: view === 'hex' ? besideHex(bytes) : asText(bytes) };
}

export function inHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}

const isPrintable = (byte: number) => byte >= 0x20 && byte < 0x7f;

/** One character a byte, so that it stands beside the hexadecimal. */
function besideHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('');
}

/** Control characters by their Unicode pictures, other bytes as \xNN: nothing is lost in a copy. */
export function asText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (isPrintable(byte)) return String.fromCharCode(byte);
    return byte < 0x20 ? String.fromCharCode(0x2400 + byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}
