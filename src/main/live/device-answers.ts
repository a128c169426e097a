/** What a person may ask of the devices. */
import { z } from 'zod';
import type { Driver, Variant } from '../../../drivers/model/driver.ts';
import type { Calls, DeviceCard, Person, PortChoice, SpeedTrial } from '../../preload/contract.ts';
import type { Answers } from '../answer.ts';
import type { PortAddress } from '../ports/port.ts';
import { portRule } from '../ports/port-rules.ts';
import type { SeenPort } from '../ports/watch.ts';
import { Refusal } from '../refusal.ts';
import { catalogueOf } from './cards.ts';
import { type DoctorAsked, examine } from './doctor.ts';
import { type Linked, type LinksNeeds, simulatedAddress } from './links.ts';
import { maskLines } from './mask.ts';
import { samePort } from './plugged.ts';
import { notTried } from './speed-trial.ts';
import { supportBundle } from './support-bundle.ts';

export type DeviceCall = Extract<keyof Calls, `devices.${string}`>;
export type DeviceAnswers = Answers<DeviceCall>;

export interface DeviceAnswersNeeds {
  needs: LinksNeeds;
  linked: ReadonlyMap<string, Linked>;
  card(one: Linked): DeviceCard;
  choose(driver: Driver, variant: Variant, address: PortAddress, chosenBy: string | null): Linked;
  remove(one: Linked): Promise<void>;
  rename(one: Linked, label: string): void;
  trySpeeds(one: Linked, planned: SpeedTrial): Promise<void>;
  keepSpeed(one: Linked, baud: number): Promise<Linked>;
  plugged(): readonly SeenPort[];
}

const deviceId = z.string().min(1).max(500);
const oneDevice = z.object({ deviceId });
const who = 'signed-in';

export function deviceAnswers(live: DeviceAnswersNeeds): DeviceAnswers {
  const { needs, card } = live;
  const find = (id: string): Linked => {
    const one = live.linked.get(id);
    if (one === undefined) throw new Refusal('device-unknown', id);
    return one;
  };
  return {
    'devices.catalogue': { who, check: z.null(), answer: () => catalogueOf(needs.drivers) },
    'devices.ports': { who, check: z.null(), answer: async () => portChoices(live, await needs.ports.watch.look()) },
    'devices.choose': {
      who,
      check: z.object({
        path: z.string().trim().min(1).max(300),
        kind: z.enum(['serial', 'hid', 'tcp', 'sim']),
        driverId: z.string().max(60),
        variant: z.string().max(60).nullable(),
      }),
      answer: async (wanted, { person }) => card(await chooseDevice(live, wanted, person.id)),
    },
    'devices.forget': {
      who,
      check: oneDevice,
      async answer(input) {
        await live.remove(find(input.deviceId));
        return null;
      },
    },
    'devices.rename': {
      who,
      check: z.object({ deviceId, label: z.string().trim().min(1).max(60) }),
      answer(input) {
        const one = find(input.deviceId);
        live.rename(one, input.label);
        return card(one);
      },
    },
    'devices.retry': {
      who,
      check: oneDevice,
      answer(input) {
        const one = find(input.deviceId);
        one.link.retry(true);
        return card(one);
      },
    },
    'devices.trySpeeds': {
      who,
      check: oneDevice,
      async answer(input) {
        const one = find(input.deviceId);
        const planned = notTried(one.device);
        if (planned === null || one.trial?.read().state === 'running') throw new Refusal('speeds-not-now', one.device.label);
        await live.trySpeeds(one, planned);
        return speedsOf(one) ?? planned;
      },
    },
    'devices.keepSpeed': {
      who,
      check: z.object({ deviceId, baud: z.number().int() }),
      async answer(input) {
        const one = find(input.deviceId);
        const tried = speedsOf(one)?.tries.find(({ baud }) => baud === input.baud);
        if (tried?.state !== 'good' || one.trial?.read().state !== 'done') throw new Refusal('speeds-not-now', one.device.label);
        return card(await live.keepSpeed(one, input.baud));
      },
    },
    'devices.doctor': {
      who,
      check: z.object({ deviceId, view: z.enum(['hex', 'text']) }),
      answer: (input, { person }) => doctorFor(live, find(input.deviceId), input.view, person),
    },
    'devices.record': {
      who,
      check: z.object({ deviceId, on: z.boolean() }),
      answer: (input) => recordOf(live, find(input.deviceId), input.on),
    },
    'devices.portRule': { who, check: z.null(), answer: () => portRule(needs.drivers, process.platform) },
    'devices.supportBundle': {
      who,
      check: z.object({ deviceId: deviceId.nullable() }),
      answer: (input) => bundleOf(live, input.deviceId === null ? [...live.linked.values()] : [find(input.deviceId)]),
    },
    'devices.press': {
      who,
      check: z.object({ deviceId, control: z.string().max(60) }),
      answer(input) {
        const one = find(input.deviceId);
        pressControl(live, one, input.control);
        return card(one);
      },
    },
  };
}

function portChoices({ needs, linked }: DeviceAnswersNeeds, seen: readonly SeenPort[]): PortChoice[] {
  const known = (port: SeenPort) =>
    port.kind === 'serial' ||
    needs.drivers.some(({ match }) => match.some(({ usb, strength }) => usb === port.usb && strength === 'strong'));
  const takenBy = (port: SeenPort) =>
    [...linked.values()].find(({ device }) => samePort(device.address, port))?.device.label ?? needs.probeAt(port);
  const found = seen
    .filter(known)
    .map((port) => ({ path: port.path, kind: port.kind, label: port.path, chip: port.chip, takenBy: takenBy(port) }));
  const simulated: PortChoice[] = needs.demo ? [{ path: 'sim', kind: 'sim', label: 'Simulated', chip: null, takenBy: null }] : [];
  return [...found, ...simulated];
}

type Wanted = Calls['devices.choose']['in'];

/** A device that does not answer gives way to the one that a person says is really there; one that works does not. */
async function chooseDevice(live: DeviceAnswersNeeds, wanted: Wanted, personId: string): Promise<Linked> {
  const driver = live.needs.drivers.find(({ id }) => id === wanted.driverId);
  if (driver === undefined) throw new Refusal('driver-unknown', wanted.driverId);
  const variant = variantFor(driver, wanted);
  const address = addressFor(live, driver, variant, wanted);
  const probe = live.needs.probeAt(address);
  if (probe !== null) throw new Refusal('port-taken', probe);
  const there = [...live.linked.values()].find(({ device }) => samePort(device.address, address));
  if (there !== undefined) {
    const { state } = there.link.facts();
    if (there.remembered === null || state === 'answering') throw new Refusal('port-taken', there.device.label);
    await live.remove(there);
  }
  return live.choose(driver, variant, address, personId);
}

function variantFor(driver: Driver, { kind, variant }: Wanted): Variant {
  const fitting = driver.variants.filter(({ line }) => kind === 'sim' || line.kind === kind);
  const found = variant === null ? fitting[0] : fitting.find(({ id }) => id === variant);
  if (found === undefined) throw new Refusal('driver-unknown', variant === null ? `${driver.id} on ${kind}` : `${driver.id}/${variant}`);
  return found;
}

function addressFor({ needs, linked }: DeviceAnswersNeeds, driver: Driver, variant: Variant, { kind, path }: Wanted): PortAddress {
  if (kind === 'sim') {
    if (!needs.demo) throw new Refusal('demo-only', path);
    const alike = [...linked.values()].filter(({ device }) => device.driver === driver && device.address.kind === 'sim').length;
    return simulatedAddress(driver, variant, alike);
  }
  if (kind === 'tcp' && !/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(path)) throw new Refusal('port-unknown', path);
  if (kind === 'hid' && !/^[0-9a-f]{4}:[0-9a-f]{4}$/.test(path)) throw new Refusal('port-unknown', path);
  return { kind, path };
}

/** People who look after patients may see patients' data on the line; everyone else sees it masked. */
const maySeePatients: readonly Person['role'][] = ['assistant', 'nurse', 'clinician'];

function doctorFor(live: DeviceAnswersNeeds, one: Linked, view: 'hex' | 'text', person: Person) {
  const asked = askedOf(live, one);
  const { lines, patientWords } = asked.facts;
  const shown = maySeePatients.includes(person.role) ? lines : maskLines(lines, one.device.driver.device, patientWords);
  return examine({ ...asked, lines: shown, view });
}

/** What was tried, or could be. */
function speedsOf({ device, trial }: Linked): SpeedTrial | null {
  return trial?.read() ?? notTried(device);
}

function askedOf({ card }: DeviceAnswersNeeds, one: Linked): Omit<DoctorAsked, 'lines' | 'view'> {
  const { id, label, driver, variant } = one.device;
  return { deviceId: id, name: label, port: card(one).port, driver, line: variant.line, facts: one.link.facts(), speeds: speedsOf(one) };
}

function recordOf({ needs }: DeviceAnswersNeeds, { link, device }: Linked, on: boolean) {
  if (on) {
    link.record();
    return { recording: true, file: null };
  }
  const recording = link.finishRecording();
  if (recording === null) return { recording: false, file: null };
  const name = `${device.driver.id}-${recording.at.replaceAll(':', '-')}.isoline-recording.jsonl`;
  return { recording: false, file: { name, text: needs.ports.recordingText(recording) } };
}

function bundleOf(live: DeviceAnswersNeeds, devices: readonly Linked[]) {
  const at = live.needs.timers.now();
  const bundled = devices.map((one) => ({ card: live.card(one), variant: one.device.variant.id, asked: askedOf(live, one) }));
  const name = `isoline-support-${at.toISOString().slice(0, 19).replaceAll(':', '-')}.json`;
  return { name, text: supportBundle(bundled, live.needs.about(), at) };
}

function pressControl({ needs }: DeviceAnswersNeeds, { device, link }: Linked, control: string): void {
  const simulated = device.address.kind === 'sim' ? needs.ports.simulated(device.address.path) : null;
  if (simulated === null) throw new Refusal('demo-only', device.label);
  if (!simulated.press(control)) throw new Refusal('check-failed', `control ${control}`);
  // A cable that was plugged in again needs no waiting for the next try.
  link.retry(false);
}
