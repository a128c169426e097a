/** The way out: where results go as the settings say now, the engine that takes them there, and the outbox. */
import type { Settings } from '../../preload/contract.ts';
import type { Destination } from '../delivery/destination.ts';
import { createEngine, type Engine } from '../delivery/engine.ts';
import { createFhirDestination } from '../delivery/fhir/destination.ts';
import { createFolderDestination } from '../delivery/folder/destination.ts';
import { createOutbox } from '../delivery/outbox.ts';
import { systemTimers } from '../ports/timers.ts';
import { readSettings } from '../settings/settings.ts';
import { stationId } from '../storage/station-id.ts';
import type { Foundation } from './foundation.ts';

export interface Delivering {
  engine: Engine;
  outbox: ReturnType<typeof createOutbox>;
  /** The settings may name other destinations now. */
  settingsChanged(): void;
}

export function createDelivering(foundation: Foundation, changed: () => void): Delivering {
  const { db, clock, announce, options, fault } = foundation;
  const chosenFhir = () => fhirSettings(readSettings(db), options.fhirBaseUrl);
  let current = destinationsOf(foundation);
  const destinations = () => current;
  const engine = createEngine({
    db,
    timers: { ...systemTimers, now: clock.now },
    destinations,
    changed,
    fault: fault('delivery'),
    random: Math.random,
  });
  const outbox = createOutbox({
    db,
    clock,
    announce,
    engine,
    destinations,
    stationId: stationId(db, clock),
    sendProvenance: () => chosenFhir()?.sendProvenance ?? false,
    sendIndividualReadings: () => chosenFhir()?.sendIndividualReadings ?? false,
  });
  return {
    engine,
    outbox,
    settingsChanged() {
      current = destinationsOf(foundation);
      engine.nudge();
    },
  };
}

function destinationsOf({ db, clock, options }: Foundation): readonly Destination[] {
  const { stationName, destinations } = readSettings(db);
  const fhir = fhirSettings(readSettings(db), options.fhirBaseUrl);
  const identifierSystem = fhir?.identifierSystem ?? usualSystems.identifierSystem;
  const found: Destination[] = [];
  if (fhir !== null) found.push(createFhirDestination({ id: 'fhir', db, settings: fhir, stationName, now: clock.now }));
  if (destinations.folder !== null) {
    const { path } = destinations.folder;
    found.push(createFolderDestination({ id: 'folder', db, path, stationName, identifierSystem, mrnSystem: fhir?.mrnSystem ?? '' }));
  }
  return found;
}

const usualSystems = { identifierSystem: 'urn:isoline:reading', mrnSystem: 'urn:isoline:mrn' };

/** What the command line says wins; identifiers then follow the usual namespaces. */
function fhirSettings(settings: Settings, baseUrl: string | null): NonNullable<Settings['destinations']['fhir']> | null {
  const chosen = settings.destinations.fhir;
  if (baseUrl === null) return chosen;
  return { ...(chosen ?? { ...usualSystems, sendIndividualReadings: false, sendProvenance: true }), baseUrl };
}
