/** Which probe a person chose, and where it is plugged in. */
import type { ProbeVariant, StorageProbe } from '../../../../drivers/model/storage-probe.ts';
import { storageProbes } from '../../../../drivers/probes.ts';
import type { ProbeDriver } from '../../../preload/contract.ts';
import type { PortAddress } from '../../ports/port.ts';

export interface ProbePlace {
  probe: StorageProbe;
  variant: ProbeVariant;
  address: PortAddress;
}

/** Each dialect of each driver is a choice of its own: its bytes do not tell which one is there. */
export const probeDrivers: readonly ProbeDriver[] = storageProbes.flatMap((probe) =>
  probe.variants.map((variant) => ({
    id: choiceOf(probe, variant),
    label: probe.variants.length === 1 ? probe.label : `${probe.shortLabel}: ${variant.label}`,
    link: variant.line.kind,
  })),
);

function choiceOf(probe: StorageProbe, variant: ProbeVariant): string {
  return `${probe.id}/${variant.id}`;
}

/** null: no driver of this station. A HID probe is found by its USB name, whatever is said of its port. */
export function placeOf(driverId: string, port: string): ProbePlace | null {
  for (const probe of storageProbes) {
    const variant = probe.variants.find((one) => choiceOf(probe, one) === driverId);
    if (variant !== undefined) return { probe, variant, address: addressOf(variant, port) };
  }
  return null;
}

function addressOf({ line }: ProbeVariant, port: string): PortAddress {
  if (line.kind === 'serial') return { kind: 'serial', path: port };
  const four = (id: number) => id.toString(16).padStart(4, '0');
  return { kind: 'hid', path: `${four(line.vendorId)}:${four(line.productId)}` };
}
