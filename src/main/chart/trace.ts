/** Where a value came from, down to its bytes. Pure. */
import type { Measurement, MeasurementTrace } from '../../preload/contract.ts';

export function traceOf(measurement: Measurement, frame: Uint8Array | null): MeasurementTrace {
  const deviceClock = measurement.values.find(({ note }) => note.deviceTime)?.note.deviceTime ?? null;
  return {
    measurement,
    deviceLabel: measurement.deviceLabel,
    driverId: measurement.driverId,
    deviceClock,
    deviceClockAhead: deviceClock === null ? null : aheadOf(deviceClock, measurement.measuredAt),
    bytes: frame === null ? null : { hex: hexOf(frame), text: printable(frame) },
  };
}

/** Seconds by which the device's clock is ahead; a clock without an offset is read as the station's zone. */
function aheadOf(deviceClock: string, measuredAt: string): number | null {
  const device = Date.parse(deviceClock);
  return Number.isNaN(device) ? null : Math.round((device - Date.parse(measuredAt)) / 1000);
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

function printable(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}
