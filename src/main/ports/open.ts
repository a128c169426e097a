/** Every kind of port behind one door. */
import type { Driver, Line, SimulatedPatient } from '../../../drivers/model/driver.ts';
import { type LoadHid, loadNodeHid, openHid } from './hid.ts';
import { type LineSplitter, splitLines } from './lines.ts';
import { type OpenPort, type Port, PortError } from './port.ts';
import { type Recording, writeRecording } from './recording-file.ts';
import { openReplay } from './replay.ts';
import { openSerial } from './serial.ts';
import { createSimulatedDevice, type SimulatedDevice } from './simulated.ts';
import { listenTcp } from './tcp.ts';
import { systemTimers, type Timers } from './timers.ts';
import { createWatch, type SeenPort, seePorts, type Watch } from './watch.ts';

export interface Ports {
  open: OpenPort;
  splitLines(delimiter: string): LineSplitter;
  watch: Watch;
  recordingText(recording: Recording): string;
  /** The simulated device at this path ("DRIVER/VARIANT", with "#N" after it for a second one); null for a path that is none. */
  simulated(path: string): SimulatedDevice | null;
}

export interface PortsNeeds {
  drivers: readonly Driver[];
  simulatedPatient: () => SimulatedPatient;
  timers?: Timers;
  loadHid?: LoadHid;
  see?: () => Promise<SeenPort[]>;
}

export function createPorts({ drivers, simulatedPatient, timers = systemTimers, loadHid = loadNodeHid, see }: PortsNeeds): Ports {
  const devices = new Map<string, SimulatedDevice>();
  function simulated(path: string): SimulatedDevice | null {
    const known = devices.get(path);
    if (known !== undefined) return known;
    const [driverId, variant] = path.replace(/#.*$/, '').split('/');
    const driver = drivers.find(({ id }) => id === driverId);
    if (driver === undefined) return null;
    const device = createSimulatedDevice(driver, variant ?? driver.variants[0].id, simulatedPatient, timers);
    devices.set(path, device);
    return device;
  }
  const open: OpenPort = async ({ kind, path }, line, accept) => {
    if (kind === 'tcp') return listenTcp(path, accept);
    const port = await openOne(kind, path, line);
    accept(port);
    return port;
  };
  async function openOne(kind: 'serial' | 'hid' | 'sim' | 'replay', path: string, line: Line): Promise<Port> {
    if (kind === 'serial' && line.kind === 'serial') return openSerial(path, line);
    if (kind === 'hid' && line.kind === 'hid') return openHid(line, loadHid);
    if (kind === 'replay') return openReplay(path, timers);
    const device = kind === 'sim' ? simulated(path) : null;
    if (device === null) throw new PortError('other', path, new Error(`a ${line.kind} device cannot be read from a ${kind} port`));
    return device.open();
  }
  return { open, splitLines, watch: createWatch(timers, see ?? seePorts(loadHid)), recordingText: writeRecording, simulated };
}
