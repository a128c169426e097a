/** What stands under the traces: the scale, whether it is true on this screen, and the filter of the view. */
import type { ScreenScale } from '../../../waveform/screen-scale.ts';
import { possibleFilter } from '../../../waveform/view-filter.ts';
import type { ViewChoices } from './view-choices.ts';

export function scaleWords({ speed, gain }: ViewChoices, { isMeasured }: ScreenScale): string {
  return `${speed} mm/s · ${gain} mm/mV · ${isMeasured ? 'true size on this screen' : 'not to scale; measure with the calipers'}`;
}

/** `hz`: samples a second of the device; null before it has sent. */
export function filterWords({ filter }: ViewChoices, hz: number | null): string {
  if (hz === null) return 'Stored as received.';
  const { highPassHz, lowPassHz, notchHz } = possibleFilter(filter, hz);
  const band = lowPassHz === null ? `from ${highPassHz} Hz up` : `${highPassHz}–${lowPassHz} Hz`;
  return `View filter ${band}, notch ${notchHz === null ? 'off' : `${notchHz} Hz`}. Stored as received, ${hz} Hz.`;
}
