/** Names the state of a link from what was counted. Every silence has a reason. */
import type { LinkState } from '../../preload/contract.ts';
import type { PortTrouble } from '../ports/port.ts';
import type { Evidence } from './evidence.ts';

/** Bytes for this long and not one accepted frame: not this device's language. */
const notUnderstoodAfterMs = 5000;
/** Fewer are the glitch of a plug being pushed in. */
const enoughBytes = 8;
/** A spot device is "answering" for this long after it spoke; then it waits again. */
const spokeJustNowMs = 5000;
/** Of the last minute's frames, once there are enough to speak of a share. */
const tooManyDamaged = 0.05;
const enoughFrames = 20;
/** Rules for every driver, number 8. */
const damagedInARow = 3;

const closedStates: Readonly<Record<PortTrouble, LinkState>> = {
  busy: 'port-busy',
  permission: 'no-permission',
  gone: 'unplugged',
  'library-missing': 'library-missing',
  'address-in-use': 'address-in-use',
  other: 'connecting',
};

export function stateOf(evidence: Evidence, silentAfterMs: number, now: number): LinkState {
  const { openSince, trouble, here } = evidence;
  if (openSince === null) return trouble === null ? 'connecting' : closedStates[trouble];
  const quietMs = now - (here.lastByteAt ?? openSince);
  if (silentAfterMs > 0 && quietMs > silentAfterMs) return 'silent';
  if (isDamaged(evidence)) return 'noisy';
  if (isNotUnderstood(evidence, now)) return 'wrong-language';
  if (silentAfterMs === 0) return here.good > 0 && now - evidence.lastGoodAt! < spokeJustNowMs ? 'answering' : 'waiting';
  return here.good > 0 ? 'answering' : 'connecting';
}

/** Share of damaged frames in the last minute, 0..1. */
export function damagedShare({ minute }: Evidence): number {
  const frames = minute.good + minute.damaged;
  return frames === 0 ? 0 : minute.damaged / frames;
}

/** Only where good frames have shown that this is the right language. */
function isDamaged(evidence: Evidence): boolean {
  if (evidence.here.good === 0) return false;
  const { good, damaged } = evidence.minute;
  return evidence.damagedInARow >= damagedInARow || (good + damaged >= enoughFrames && damagedShare(evidence) > tooManyDamaged);
}

function isNotUnderstood({ here }: Evidence, now: number): boolean {
  return (
    here.bytesSinceGood >= enoughBytes && here.firstByteSinceGoodAt !== null && now - here.firstByteSinceGoodAt >= notUnderstoodAfterMs
  );
}
