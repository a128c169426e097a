/** What a station says of itself, whoever asks: nothing about a patient, nothing about a person. */
import type { DeviceCard, StationFacts } from '../../preload/contract.ts';
import { setupOf } from '../people/people.ts';
import { readSettings } from '../settings/settings.ts';
import { version } from '../version.ts';
import type { Foundation } from './foundation.ts';

export function stationFacts({ db, kind, options }: Foundation, cards: readonly DeviceCard[]): StationFacts {
  const { clinicName, stationName, room, idleLockMinutes } = readSettings(db);
  return {
    clinicName,
    stationName,
    room,
    demo: kind === 'demo',
    version,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    setup: setupOf(db),
    canChoose: options.dataDir === null && !options.demo,
    idleLockMinutes,
    devicesAnswering: cards.filter(({ state }) => state === 'answering' || state === 'waiting').length,
    devicesConfigured: cards.length,
  };
}
