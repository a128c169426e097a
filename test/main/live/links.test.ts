import { describe, expect, it } from 'vitest';
import { drivers as catalogue } from '../../../drivers/index.ts';
import type { SeenPort } from '../../../src/main/ports/watch.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createRig, nurse, type RigWishes } from '../../support/rig.ts';
import { streaming } from '../../support/tiny-drivers.ts';

const asker = { person: nurse };
const hidCuff: SeenPort = { kind: 'hid', path: '0590:0028', usb: '0590:0028', usbSerial: null, chip: null };
const mouse: SeenPort = { kind: 'hid', path: '046d:c077', usb: '046d:c077', usbSerial: null, chip: null };
const missingCable: SeenPort = { kind: 'serial', path: '/dev/no-such-cable', usb: '0403:6001', usbSerial: 'A1', chip: 'FTDI FT232R' };

async function rigAt(wishes: Partial<RigWishes> = {}) {
  const clock = createFakeClock();
  const rig = createRig({ drivers: catalogue, timers: clock, ...wishes });
  rig.links.start();
  await clock.advance(100);
  return { ...rig, clock, answers: rig.links.answers };
}

describe('the devices of a station', () => {
  it('lists the catalogue with what each driver gives and how it is linked', async () => {
    const { answers } = await rigAt();
    const entries = await answers['devices.catalogue'].answer(null, asker);
    expect(entries.map(({ id, link }) => [id, link])).toEqual(
      expect.arrayContaining([
        ['nonin', 'serial'],
        ['omron-hem', 'hid'],
        ['hl7-oru', 'tcp'],
      ]),
    );
  });

  it('offers ports with their chip and who has them, and no mouse', async () => {
    const { answers } = await rigAt({ plugged: [missingCable, hidCuff, mouse] });
    const choices = await answers['devices.ports'].answer(null, asker);
    expect(choices).toEqual([
      { path: '/dev/no-such-cable', kind: 'serial', label: '/dev/no-such-cable', chip: 'FTDI FT232R', takenBy: null },
      { path: '0590:0028', kind: 'hid', label: '0590:0028', chip: null, takenBy: null },
      { path: 'sim', kind: 'sim', label: 'Simulated', chip: null, takenBy: null },
    ]);
  });

  it('leaves the port of a storage probe alone: its name stands at the port, nothing is listened for, and nobody can choose it', async () => {
    const { answers, remembered, links } = await rigAt({ plugged: [missingCable], probes: { [missingCable.path]: 'DS18B20' } });
    expect(await answers['devices.ports'].answer(null, asker)).toMatchObject([{ path: missingCable.path, takenBy: 'DS18B20' }, {}]);
    expect(links.unclaimed()).toEqual([]);
    const wanted = { path: missingCable.path, kind: 'serial', driverId: 'nonin', variant: null } as const;
    await expect(async () => answers['devices.choose'].answer(wanted, asker)).rejects.toThrow('port-taken: DS18B20');
    expect(remembered).toEqual([]);
  });

  it('remembers what a person chose, by the serial number of the cable', async () => {
    const { answers, remembered, clock, card } = await rigAt({ plugged: [missingCable] });
    const chosen = await answers['devices.choose'].answer(
      { path: missingCable.path, kind: 'serial', driverId: 'nonin', variant: 'format-2' },
      asker,
    );
    expect(remembered).toEqual([
      expect.objectContaining({ id: chosen.id, driverId: 'nonin', variant: 'format-2', usbSerial: 'A1', chosenBy: 'nurse-1' }),
    ]);
    await clock.advance(100);
    await answers['devices.rename'].answer({ deviceId: chosen.id, label: 'Oximeter, room 3' }, asker);
    expect(remembered[0]!.label).toBe('Oximeter, room 3');
    expect(card(chosen.id)!.label).toBe('Oximeter, room 3');
    await answers['devices.forget'].answer({ deviceId: chosen.id }, asker);
    expect(remembered).toEqual([]);
    expect(card(chosen.id)).toBeUndefined();
  });

  it('lets a device that does not answer give way to another on its port', async () => {
    const { answers, remembered } = await rigAt({ plugged: [missingCable] });
    const choose = (driverId: string) =>
      answers['devices.choose'].answer({ path: missingCable.path, kind: 'serial', driverId, variant: null }, asker);
    await choose('nonin');
    await choose('masimo');
    expect(remembered.map(({ driverId }) => driverId)).toEqual(['masimo']);
  });

  it.each([
    [{ path: '/dev/x', kind: 'serial', driverId: 'nobody', variant: null }, 'driver-unknown'],
    [{ path: '/dev/x', kind: 'serial', driverId: 'nonin', variant: 'format-99' }, 'driver-unknown'],
    [{ path: '/dev/x', kind: 'serial', driverId: 'hl7-oru', variant: null }, 'driver-unknown'],
    [{ path: '2575', kind: 'tcp', driverId: 'hl7-oru', variant: null }, 'port-unknown'],
    [{ path: 'x', kind: 'hid', driverId: 'omron-hem', variant: null }, 'port-unknown'],
  ] as const)('refuses %j as %s', async (wanted, code) => {
    const { answers, remembered } = await rigAt();
    await expect(answers['devices.choose'].answer(wanted, asker)).rejects.toMatchObject({ code });
    expect(remembered).toEqual([]);
  });

  it('adds simulated devices in the demo only', async () => {
    const { answers } = await rigAt({ demo: false });
    const wanted = { path: 'sim', kind: 'sim', driverId: 'nonin', variant: null } as const;
    await expect(answers['devices.choose'].answer(wanted, asker)).rejects.toMatchObject({ code: 'demo-only' });
    expect(await answers['devices.ports'].answer(null, asker)).toEqual([]);
  });

  it('plays a simulated device, pulls its cable and plugs it in again', async () => {
    const { links, answers, clock, card, arrivals, told } = await rigAt();
    const id = links.addConfigured({ driverId: 'nonin', variant: null, address: { kind: 'sim', path: 'sim' } });
    await clock.advance(4000);
    expect(card(id)).toMatchObject({ state: 'answering', port: 'simulated', portKind: 'sim' });
    expect(card(id)!.simulated!.controls.map((control) => control.id)).toEqual(expect.arrayContaining(['finger-out', 'unplug', 'plug']));
    expect(arrivals.flatMap(({ readings }) => readings).some(({ quantity, value }) => quantity === 'spo2' && value === 97)).toBe(true);
    expect(told.some(({ fact }) => fact === 'live.wave')).toBe(true);
    await answers['devices.press'].answer({ deviceId: id, control: 'unplug' }, asker);
    await clock.advance(600);
    expect(card(id)!.state).toBe('unplugged');
    await answers['devices.press'].answer({ deviceId: id, control: 'plug' }, asker);
    await clock.advance(4000);
    expect(card(id)!.state).toBe('answering');
    await expect(async () => answers['devices.press'].answer({ deviceId: id, control: 'kick' }, asker)).rejects.toMatchObject({
      code: 'check-failed',
    });
  });

  it('announces waves 25 times a second at most, and cards four times', async () => {
    const { links, clock, told } = await rigAt();
    links.addConfigured({ driverId: 'nonin', variant: null, address: { kind: 'sim', path: 'sim' } });
    await clock.advance(4000);
    told.splice(0);
    await clock.advance(2000);
    expect(told.filter(({ fact }) => fact === 'live.wave').length).toBeLessThanOrEqual(50);
    expect(told.filter(({ fact }) => fact === 'live.wave').length).toBeGreaterThan(20);
    expect(told.filter(({ fact }) => fact === 'devices.changed').length).toBeLessThanOrEqual(8);
  });

  it('counts EKG instants as good frames, and announces them 25 times a second with their gaps and contacts', async () => {
    const { links, answers, clock, card, told } = await rigAt();
    const id = links.addConfigured({ driverId: 'ads1298', variant: null, address: { kind: 'sim', path: 'sim' } });
    await clock.advance(4000);
    expect(card(id)).toMatchObject({ state: 'answering', gives: ['ekg'] });
    told.splice(0);
    await clock.advance(2000);
    const batches = told.flatMap((one) => (one.fact === 'live.leads' ? [one.is] : []));
    const instants = batches.reduce((sum, { samples }) => sum + samples[0]!.length, 0);
    expect(batches.length).toBeLessThanOrEqual(50);
    expect(Math.abs(instants - 1000)).toBeLessThanOrEqual(50);
    expect(batches[0]).toMatchObject({ deviceId: id, hz: 500, leads: ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'], lostBefore: 0 });
    told.splice(0);
    await answers['devices.press'].answer({ deviceId: id, control: 'loose-v3' }, asker);
    await clock.advance(500);
    expect(told.findLast(({ fact }) => fact === 'live.leads')!.is).toMatchObject({ contact: { V3: 'off', V2: 'good' } });
  });

  it('keeps two simulated devices of a kind apart', async () => {
    const { links, clock, card } = await rigAt();
    const ids = [0, 1].map(() => links.addConfigured({ driverId: 'masimo', variant: null, address: { kind: 'sim', path: 'sim' } }));
    await clock.advance(4000);
    expect(new Set(ids).size).toBe(2);
    expect(ids.map((id) => card(id)!.state)).toEqual(['answering', 'answering']);
  });

  it.each(catalogue.map((driver) => [driver.id, driver] as const))(
    'plays %s, which answers or waits, and never in a language that is not its own',
    async (_, driver) => {
      const { links, clock, card, answers, arrivals, told } = await rigAt();
      const id = links.addConfigured({ driverId: driver.id, variant: null, address: { kind: 'sim', path: 'sim' } });
      await clock.advance(15_000);
      const [first] = card(id)!.simulated!.controls;
      const heard = () => arrivals.length + told.filter(({ fact }) => fact === 'live.leads').length;
      if (heard() === 0) await answers['devices.press'].answer({ deviceId: id, control: first!.id }, asker);
      await clock.advance(15_000);
      expect(['answering', 'waiting']).toContain(card(id)!.state);
      expect(heard()).toBeGreaterThan(0);
      expect(arrivals.every(({ frame }) => frame.length > 0)).toBe(true);
      const doctor = await answers['devices.doctor'].answer({ deviceId: id, view: 'hex' }, asker);
      expect(doctor.framesDamaged).toBe(0);
    },
  );

  it('records a session that can be replayed as a port', async () => {
    const { links, clock, answers } = await rigAt();
    const id = links.addConfigured({ driverId: 'nonin', variant: null, address: { kind: 'sim', path: 'sim' } });
    await answers['devices.record'].answer({ deviceId: id, on: true }, asker);
    await clock.advance(2000);
    const { file, recording } = await answers['devices.record'].answer({ deviceId: id, on: false }, asker);
    expect(recording).toBe(false);
    const [header, first] = file!.text.split('\n').map((line) => (line === '' ? null : JSON.parse(line)));
    expect(header).toMatchObject({ isolineRecording: 1, driver: 'nonin', line: { kind: 'serial', baud: 9600 } });
    expect(first).toMatchObject({ way: 'in', hex: expect.stringMatching(/^[0-9a-f]+$/) });
  });

  it('keeps a remembered device whose driver this version does not know', async () => {
    const remembered = [
      {
        id: 'device-9',
        driverId: 'from-a-later-version',
        variant: 'x',
        portKind: 'serial' as const,
        portPath: '/dev/x',
        usbSerial: null,
        label: 'Later',
        chosenBy: null,
        chosenAt: '2026-11-23T09:00:00.000Z',
      },
    ];
    const { links } = await rigAt({ drivers: [streaming('one')], remembered });
    expect(links.cards()).toEqual([]);
    expect(remembered).toHaveLength(1);
  });

  it('knows no device that is not there', async () => {
    const { answers } = await rigAt();
    await expect(async () => answers['devices.retry'].answer({ deviceId: 'nobody' }, asker)).rejects.toMatchObject({
      code: 'device-unknown',
    });
  });
});
