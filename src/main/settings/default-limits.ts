/**
 * The "tell the provider" table a clinic starts from and edits. Adults: NEWS2 and AHA bands. Children: 1st and 99th
 * centile of heart and breathing rate at rest (Fleming, Lancet 2011), PALS hypotension, fever of the young infant.
 * It is the clinic's policy, asked about when a person signs; never a verdict and never a sound.
 */
import type { ClinicLimit, Quantity } from '../../preload/contract.ts';

type Ages = readonly [fromYears: number, toYears: number | null];
type Level = ClinicLimit['level'];

const months = (count: number) => count / 12;

/** Age in months from which the row holds, then 1st and 99th centile of heart rate and of breaths, each a minute. */
const centiles: readonly (readonly [fromMonths: number, heart: readonly [number, number], breaths: readonly [number, number]])[] = [
  [0, [107, 181], [25, 66]],
  [3, [104, 175], [24, 64]],
  [6, [98, 168], [23, 61]],
  [9, [93, 161], [22, 58]],
  [12, [88, 156], [21, 53]],
  [18, [82, 149], [19, 46]],
  [24, [76, 142], [18, 38]],
  [36, [70, 136], [17, 33]],
  [48, [65, 131], [17, 29]],
  [72, [59, 123], [16, 27]],
  [96, [52, 115], [14, 25]],
  [144, [47, 108], [12, 23]],
  [180, [43, 104], [11, 22]],
];

const adult: Ages = [18, null];
/** From 13 years the adult numbers hold for high pressures (AAP 2017). */
const fromThirteen: Ages = [13, null];

export const defaultLimits: readonly ClinicLimit[] = [
  limit('systolic', fromThirteen, 'before-seen', null, 160),
  limit('systolic', fromThirteen, 'now', null, 180),
  limit('systolic', adult, 'before-seen', 99, null),
  limit('systolic', adult, 'now', 90, null),
  limit('diastolic', fromThirteen, 'before-seen', null, 100),
  limit('diastolic', fromThirteen, 'now', null, 120),
  ...forPulse(adult, 'before-seen', 49, 101),
  ...forPulse(adult, 'now', 40, 131),
  limit('respiratoryRate', adult, 'before-seen', 11, 21),
  limit('respiratoryRate', adult, 'now', 8, 25),
  limit('spo2', adult, 'before-seen', 94, null),
  limit('spo2', [0, null], 'now', 91, null),
  limit('temperature', adult, 'before-seen', null, 38),
  limit('temperature', adult, 'now', 35, 39.1),
  limit('temperature', [0, months(3)], 'now', null, 38),
  limit('painScore', adult, 'before-seen', null, 7),
  ...centiles.flatMap(outsideCentiles),
  ...childHypotension(),
];

function limit(
  quantity: Quantity,
  [fromYears, toYears]: Ages,
  level: Level,
  atOrBelow: number | null,
  atOrAbove: number | null,
): ClinicLimit {
  return { quantity, fromYears, toYears, level, atOrBelow, atOrAbove };
}

/** A monitor's pulse and its heart rate are one line of the table. */
function forPulse(ages: Ages, level: Level, atOrBelow: number, atOrAbove: number): ClinicLimit[] {
  return [limit('pulseRate', ages, level, atOrBelow, atOrAbove), limit('heartRate', ages, level, atOrBelow, atOrAbove)];
}

function outsideCentiles([fromMonths, heart, breaths]: (typeof centiles)[number], index: number): ClinicLimit[] {
  const ages: Ages = [months(fromMonths), months(centiles[index + 1]?.[0] ?? 18 * 12)];
  return [
    ...forPulse(ages, 'before-seen', heart[0] - 1, heart[1] + 1),
    limit('respiratoryRate', ages, 'before-seen', breaths[0] - 1, breaths[1] + 1),
  ];
}

/** Systolic below 60 to the first month, 70 to the first birthday, 70 + 2 x age to ten years, 90 after. */
function childHypotension(): ClinicLimit[] {
  const below = (ages: Ages, lowest: number) => limit('systolic', ages, 'now', lowest - 1, null);
  const yearly = Array.from({ length: 9 }, (_, index) => below([index + 1, index + 2], 70 + 2 * (index + 1)));
  return [below([0, months(1)], 60), below([months(1), 1], 70), ...yearly, below([10, 18], 90)];
}
