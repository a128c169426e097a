/** The memory of the demo's logger: two days of a refrigerator, the same for the same time however often it is read. */
import { clockAt, clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { SimulatedMemory } from '../../../drivers/model/logger-device.ts';
import { localTime } from '../local-time.ts';

/** The driver whose simulation has this memory. */
export const simulatedLogger = 'elitech-rc';

const intervalSeconds = 900;
const readings = 2 * 96;

export function simulatedMemory(now: Date): SimulatedMemory {
  const clock = localTime(now.toISOString()).slice(0, 19);
  const last = Math.floor(clockSeconds(clock) / intervalSeconds);
  const first = last - readings + 1;
  return {
    serial: '0000001010',
    start: clockAt(first * intervalSeconds)!,
    now: clock,
    intervalSeconds,
    temperatures: Array.from({ length: readings }, (_, index) => temperatureAt(first + index)),
  };
}

/** The compressor goes round in an hour and a half; the door is opened at noon. Celsius, in tenths. */
function temperatureAt(slot: number): number {
  const ofDay = slot % 96;
  const door = ofDay >= 48 && ofDay < 52 ? 1.2 - 0.3 * (ofDay - 48) : 0;
  return Math.round((4.6 + 0.5 * Math.sin((2 * Math.PI * slot) / 6) + door) * 10) / 10;
}
