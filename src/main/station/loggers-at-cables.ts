/** Loggers that are read over their cables: where one may be plugged in, who holds that place, and what it remembers. */
import { loggerDeviceById } from '../../../drivers/loggers.ts';
import { simulatedLogger, simulatedMemory } from '../demo/simulated-logger.ts';
import type { PortParts } from '../fridge/files/read-port.ts';
import { readLoggerMemory } from '../live/logger-memory.ts';
import { loggerPortOf, loggerPorts } from '../live/logger-ports.ts';
import type { Ports } from '../ports/open.ts';
import { type OpenPort, type PortAddress, PortError } from '../ports/port.ts';
import { play } from '../ports/simulated.ts';
import { systemTimers } from '../ports/timers.ts';
import type { Foundation } from './foundation.ts';

export function loggersAtCables(
  { clock, kind }: Pick<Foundation, 'clock' | 'kind'>,
  ports: Pick<Ports, 'open' | 'watch'>,
  holderOf: (port: PortAddress) => string | null,
): Pick<PortParts, 'loggerPorts' | 'takenBy' | 'readMemory'> {
  const simulated = kind === 'demo' ? [simulatedLogger] : [];
  const open: OpenPort = async (address, line, accept) => {
    if (address.kind !== 'sim') return ports.open(address, line, accept);
    const device = simulated.includes(address.path) ? loggerDeviceById(address.path) : undefined;
    if (device === undefined) throw new PortError('gone', address.path);
    const { port } = play(device.simulate(simulatedMemory(clock.now())), systemTimers);
    accept({ ...port, setBaud: async () => undefined });
    return port;
  };
  return {
    loggerPorts: async () => loggerPorts(await ports.watch.look(), simulated, holderOf),
    takenBy: (port) => holderOf(loggerPortOf(port)),
    readMemory: (port, progress) => readLoggerMemory(loggerPortOf(port), { openPort: open, timers: systemTimers, progress }),
  };
}
