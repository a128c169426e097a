/** What `npm start` and the two hosts can be told on the command line, read once and checked. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drivers } from '../../../drivers/index.ts';
import type { PortAddress } from '../ports/port.ts';

export interface DeviceOption {
  driverId: string;
  variant: string | null;
  address: PortAddress;
}

export interface StartOptions {
  /** null: the usual place for this kind of data. */
  dataDir: string | null;
  port: number;
  browserOnly: boolean;
  open: boolean;
  demo: boolean;
  devices: DeviceOption[];
  fhirBaseUrl: string | null;
}

export class OptionProblem extends Error {}

export const usage = `Usage: npm start -- [options]
  --data DIR              where the station keeps its data
  --port N                loopback port of the browser host (0: any free one)
  --browser               serve a browser; do not try the desktop window
  --no-open               do not open the browser
  --demo                  simulated devices and six made-up patients, in a data directory of their own
  --device DRIVER@PORT    use this device (may be given again). PORT is a serial path, hid:VID:PID, tcp:HOST:PORT, replay:FILE or sim.
                          DRIVER may name a dialect: nonin/format-2
  --fhir BASE_URL         deliver to this FHIR R4 server`;

/** Throws OptionProblem naming the option and what is wrong with it. */
export function readOptions(argv: readonly string[]): StartOptions {
  const values = parse(argv);
  return {
    dataDir: values.data === undefined ? null : resolve(values.data),
    port: values.port === undefined ? 0 : readPort(values.port),
    browserOnly: values.browser ?? false,
    open: !(values['no-open'] ?? false),
    demo: values.demo ?? false,
    devices: (values.device ?? []).map(readDevice),
    fhirBaseUrl: values.fhir === undefined ? null : readBaseUrl(values.fhir),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        browser: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        demo: { type: 'boolean' },
        device: { type: 'string', multiple: true },
        fhir: { type: 'string' },
      },
    }).values;
  } catch (problem) {
    throw new OptionProblem(`${(problem as Error).message}\n${usage}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new OptionProblem(`--port ${text}: give a number from 0 to 65535.`);
  return port;
}

function readBaseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new OptionProblem(`--fhir ${text}: give the server's base address, starting with https:// (or http:// on this machine).`);
  }
  return text.replace(/\/+$/, '');
}

/** DRIVER[/VARIANT]@PORT, checked against the catalogue. */
export function readDevice(text: string): DeviceOption {
  const cut = text.indexOf('@');
  if (cut < 1 || cut === text.length - 1) throw new OptionProblem(`--device ${text}: give DRIVER@PORT, e.g. nonin@/dev/ttyUSB0.`);
  const [driverId = '', variant = null] = text.slice(0, cut).split('/');
  const driver = drivers.find(({ id }) => id === driverId);
  if (driver === undefined) {
    throw new OptionProblem(`--device ${text}: there is no driver "${driverId}". Known: ${drivers.map(({ id }) => id).join(', ')}.`);
  }
  if (variant !== null && !driver.variants.some(({ id }) => id === variant)) {
    throw new OptionProblem(
      `--device ${text}: ${driverId} has no dialect "${variant}". Known: ${driver.variants.map(({ id }) => id).join(', ')}.`,
    );
  }
  return { driverId, variant, address: readAddress(text.slice(cut + 1), text) };
}

function readAddress(port: string, whole: string): PortAddress {
  if (port === 'sim') return { kind: 'sim', path: 'sim' };
  const cut = port.indexOf(':');
  const kind = cut < 0 ? '' : port.slice(0, cut);
  const rest = port.slice(cut + 1);
  if (kind === 'hid') {
    if (!/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(rest))
      throw new OptionProblem(`--device ${whole}: give hid:VID:PID, four hexadecimal digits each.`);
    return { kind: 'hid', path: rest.toLowerCase() };
  }
  if (kind === 'tcp') {
    if (!/^.+:\d{1,5}$/.test(rest)) throw new OptionProblem(`--device ${whole}: give tcp:HOST:PORT, the address to listen on.`);
    return { kind: 'tcp', path: rest };
  }
  if (kind === 'replay') return { kind: 'replay', path: isAbsolute(rest) ? rest : resolve(rest) };
  return { kind: 'serial', path: port };
}

/** Where the station keeps its data unless told otherwise; made-up data always in a directory of its own. */
export function usualDataDir(kind: 'real' | 'demo'): string {
  const folder = kind === 'real' ? 'isoline' : 'isoline-demo';
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', folder);
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), folder);
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), folder);
}
