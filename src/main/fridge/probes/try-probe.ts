/** Whether what is plugged in answers as the probe a person chose: nothing is stored before it has. */
import { holdLine } from '../../live/asked-line.ts';
import type { OpenPort } from '../../ports/port.ts';
import type { Timers } from '../../ports/timers.ts';
import type { ProbePlace } from './probe-place.ts';

export interface FoundProbe {
  /** null: it has none, or does not tell. */
  serial: string | null;
  model: string | null;
  /** The sensor that is to hang in the unit: the one on a cable, where there is one. */
  sensor: 'internal' | 'external';
}

const longestMs = 10_000;
const everyMs = 500;

/** null: no temperature came in time. Throws PortError where the port cannot be opened. */
export async function tryProbe(
  place: ProbePlace,
  { openPort, timers }: { openPort: OpenPort; timers: Timers },
): Promise<FoundProbe | null> {
  const answers: Promise<FoundProbe | null>[] = [];
  await openPort(place.address, place.variant.line, (port) => {
    const held = holdLine(port, timers);
    const callOff = timers.after(longestMs, () => void held.close());
    const listen = async () => {
      try {
        return await firstAnswer(place.probe.converse(held.asking, { variant: place.variant.id, everyMs }));
      } finally {
        callOff();
        await held.close();
      }
    };
    answers.push(listen());
  });
  return (await answers[0]) ?? null;
}

/** One with two sensors tells both in one answer, the internal one first: only its second answer shows that there is no other. */
async function firstAnswer(heard: ReturnType<ProbePlace['probe']['converse']>): Promise<FoundProbe | null> {
  let serial: string | null = null;
  let model: string | null = null;
  let hasInternal = false;
  for await (const one of heard) {
    if (one.kind === 'status' && one.identity !== undefined) {
      serial = one.identity.serial ?? null;
      model = one.identity.model ?? null;
    }
    if (one.kind !== 'storage' || one.quantity !== 'storageTemperature' || one.value === null) continue;
    if (one.sensor === 'external' || hasInternal) return { serial, model, sensor: one.sensor };
    hasInternal = true;
  }
  return null;
}
