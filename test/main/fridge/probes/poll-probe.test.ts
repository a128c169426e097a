/** A sensor that was put in another's place: nothing it says is stored as the other's. */
import { expect, it } from 'vitest';
import type { ProbeHeard, StorageProbe } from '../../../../drivers/model/storage-probe.ts';
import { probeById } from '../../../../drivers/probes.ts';
import { pollProbe } from '../../../../src/main/fridge/probes/poll-probe.ts';
import type { Port } from '../../../../src/main/ports/port.ts';
import { systemTimers } from '../../../../src/main/ports/timers.ts';
import { until } from '../../../support/until.ts';

const silentPort: Port = {
  label: 'made up',
  onBytes: () => undefined,
  onClosed: () => undefined,
  write: async () => undefined,
  writeFeature: async () => undefined,
  close: async () => undefined,
};
const span = { from: 0, at: 1 };
const temperature = (value: number): ProbeHeard => ({
  ...{ kind: 'storage', quantity: 'storageTemperature', sensor: 'external', value, ...span },
});
const named = (serial: string) => ({ kind: 'status', status: 'identity', identity: { serial }, ...span }) as unknown as ProbeHeard;

async function storedOf(said: readonly ProbeHeard[], serial: string | null): Promise<(number | null)[]> {
  const ds18b20 = probeById('ds18b20')!;
  let ended = 0;
  const probe: StorageProbe = {
    ...ds18b20,
    async *converse() {
      yield* said;
      ended += 1;
    },
  };
  const stored: (number | null)[] = [];
  const polling = pollProbe(
    { probe, variant: ds18b20.variants[0], address: { kind: 'serial', path: 'made up' } },
    {
      openPort: async (_address, _line, accept) => {
        accept(silentPort);
        return silentPort;
      },
      timers: systemTimers,
      ...{ everySeconds: 60, sensor: 'external', serial },
      heard: ({ celsius }) => void stored.push(celsius),
      fault: (thrown) => {
        throw thrown;
      },
    },
  );
  await until(() => ended === 1, 'the conversation has ended');
  await polling.stop();
  return stored;
}

it('stores what the sensor says that was added, and nothing of another at its place', async () => {
  expect(await storedOf([named('28-A'), temperature(4.5), temperature(4.6)], '28-A')).toEqual([4.5, 4.6]);
  expect(await storedOf([named('28-B'), temperature(21.5)], '28-A')).toEqual([]);
  expect(await storedOf([named('28-B'), temperature(21.5), named('28-A'), temperature(4.5)], '28-A')).toEqual([4.5]);
  // One that tells no number is known by its place alone.
  expect(await storedOf([temperature(4.5)], null)).toEqual([4.5]);
});
