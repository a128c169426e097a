/** Where temperatures and times of a unit's curve stand on its picture. Pure; lengths in pixels, times in seconds of the logger's clock. */
import type { FridgeCurve } from '../../../../preload/contract.ts';

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Scale extends Frame {
  x(at: number): number;
  y(value: number): number;
  /** The temperatures at the edges. */
  lowest: number;
  highest: number;
}

export function scaleOf({ from, to, runs, unit }: Pick<FridgeCurve, 'from' | 'to' | 'runs' | 'unit'>, frame: Frame): Scale {
  const room = unit.basis === 'C' ? 2 : 3.6;
  let [lowest, highest] = [unit.low - room, unit.high + room];
  for (const { low, high } of runs) {
    for (const value of low) lowest = Math.min(lowest, value - room / 4);
    for (const value of high) highest = Math.max(highest, value + room / 4);
  }
  const { left, right, top, bottom } = frame;
  return {
    ...frame,
    lowest,
    highest,
    x: (at) => left + ((at - from) / Math.max(1, to - from)) * (right - left),
    y: (value) => bottom - ((value - lowest) / (highest - lowest)) * (bottom - top),
  };
}

/** Round temperatures, some five of them. */
export function degreeTicks({ lowest, highest }: Pick<Scale, 'lowest' | 'highest'>): number[] {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (highest - lowest) / one <= 8) ?? 100;
  const ticks: number[] = [];
  for (let value = Math.ceil(lowest / step) * step; value <= highest; value += step) ticks.push(value);
  return ticks;
}

export interface TimeTick {
  at: number;
  label: string;
}

const hour = 3600;
const day = 24 * hour;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export function timeTicks({ from, to }: Pick<FridgeCurve, 'from' | 'to'>): TimeTick[] {
  const span = to - from;
  if (span > 100 * day) return monthTicks(from, to);
  const step = span <= 3 * hour ? hour / 2 : span <= 48 * hour ? 4 * hour : span <= 10 * day ? day : 5 * day;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) ticks.push({ at, label: labelOf(at, step) });
  return ticks;
}

function labelOf(at: number, step: number): string {
  const moment = new Date(at * 1000);
  const date = `${months[moment.getUTCMonth()]} ${moment.getUTCDate()}`;
  if (step >= 5 * day) return date;
  if (step >= day) return `${weekdays[moment.getUTCDay()]} ${date}`;
  return moment.toISOString().slice(11, 16);
}

function monthTicks(from: number, to: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = new Date(from * 1000);
  const many = (to - from) / day > 500;
  for (let month = 0; month < 60; month += 1) {
    const moment = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1));
    const at = moment.getTime() / 1000;
    if (at >= to) break;
    if (at < from || (many && moment.getUTCMonth() % 3 !== 0)) continue;
    const isJanuary = moment.getUTCMonth() === 0;
    ticks.push({ at, label: isJanuary ? String(moment.getUTCFullYear()) : months[moment.getUTCMonth()]! });
  }
  return ticks;
}

/** Midnights, where the span is short enough to name the days. */
export function midnights({ from, to }: Pick<FridgeCurve, 'from' | 'to'>): TimeTick[] {
  if (to - from > 48 * hour) return [];
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / day) * day; at < to; at += day) ticks.push({ at, label: labelOf(at, day) });
  return ticks;
}
