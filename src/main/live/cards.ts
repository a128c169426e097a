/** How a configured device stands on its card, and what may be chosen for a new one. */
import type { Control, Driver, Variant } from '../../../drivers/model/driver.ts';
import type { CatalogueEntry, DeviceCard } from '../../preload/contract.ts';
import type { PortAddress } from '../ports/port.ts';
import type { LinkFacts } from './device-link.ts';

export interface Configured {
  id: string;
  driver: Driver;
  variant: Variant;
  address: PortAddress;
  usbSerial: string | null;
  label: string;
}

export function cardOf(device: Configured, facts: LinkFacts, chip: string | null, controls: readonly Control[] | null): DeviceCard {
  const { driver, variant, address } = device;
  return {
    id: device.id,
    driverId: driver.id,
    label: device.label,
    shortLabel: driver.shortLabel,
    device: driver.device,
    port: portWords(address),
    portKind: address.kind,
    chip,
    state: facts.state,
    stateSince: facts.stateSince.toISOString(),
    status: facts.status === null ? null : { ...facts.status, at: facts.status.at.toISOString() },
    lastGoodFrameAt: facts.evidence.lastGoodAt === null ? null : new Date(facts.evidence.lastGoodAt).toISOString(),
    silentAfterMs: driver.silentAfterMs,
    gives: [...variant.gives],
    identity: facts.identity,
    simulated: controls === null ? null : { controls: controls.map(({ id, label }) => ({ id, label })) },
    recording: facts.recording,
  };
}

/** What a person calls the port. */
export function portWords({ kind, path }: PortAddress): string {
  if (kind === 'sim') return 'simulated';
  if (kind === 'tcp') return `TCP ${path.slice(path.lastIndexOf(':') + 1)}`;
  if (kind === 'replay') return path.split(/[\\/]/).at(-1) ?? path;
  return path;
}

export function catalogueOf(drivers: readonly Driver[]): CatalogueEntry[] {
  return drivers.map(({ id, label, grade, variants }) => ({
    id,
    label,
    link: variants[0].line.kind,
    gives: [...new Set(variants.flatMap(({ gives }) => gives))],
    grade,
    variants: variants.map((variant) => ({ id: variant.id, label: variant.label })),
  }));
}
