import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hl7Oru } from '../../../drivers/hl7-oru/driver.ts';
import type { Arrival } from '../../../src/main/live/arrival.ts';
import { freePort } from '../../support/free-port.ts';
import { createRig, nurse } from '../../support/rig.ts';
import { undoAfterEach } from '../../support/undo.ts';
import { until } from '../../support/until.ts';

const later = undoAfterEach();

const message = (id: string, systolic: number) =>
  `\x0b${[
    `MSH|^~\\&|MONITOR^ACDE48234567ABCD^EUI-64|CLINIC|ISOLINE|ROOM3|20261123094100-0500||ORU^R01^ORU_R01|${id}|P|2.6|||AL|NE`,
    'PID|||4711-A^^^CLINIC^MR||Okafor^Adaeze^N||19611204|F',
    'OBR|1||887|182777000^monitoring of patient^SCT|||20261123094059-0500',
    `OBX|1|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.1|${systolic}|266016^MDC_DIM_MMHG^MDC|||||F|||20261123094059-0500`,
    'OBX|2|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.1.9.2|79|266016^MDC_DIM_MMHG^MDC|||||F|||20261123094059-0500',
    '',
  ].join('\r')}\x1c\r`;

async function listening(takeIn?: (arrivals: Arrival[]) => void, variant: string | null = null) {
  const free = await freePort();
  const rig = createRig({ drivers: [hl7Oru], ...(takeIn ? { takeIn } : {}) });
  const id = rig.links.addConfigured({ driverId: 'hl7-oru', variant, address: { kind: 'tcp', path: `127.0.0.1:${free}` } });
  rig.links.start();
  later(rig.links, (links) => links.stop());
  await until(() => rig.card(id)!.state === 'waiting', 'it listens');
  return { ...rig, id, port: free };
}

function sender(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  later(socket, (open) => open.destroy());
  let answers = '';
  socket.on('data', (bytes) => {
    answers += bytes.toString();
  });
  return { send: (text: string) => void socket.write(text), answers: () => answers.match(/MSA\|\w\w\|[^|\r]*/g) ?? [] };
}

describe('a sender on the network', () => {
  it('is told "stored" only after its readings are stored', async () => {
    const order: string[] = [];
    const { port } = await listening((arrivals) => void order.push(`stored ${arrivals[0]!.readings.length}`));
    const { send, answers } = sender(port);
    send(message('M1', 128));
    await until(() => answers().length === 1, 'it was answered');
    order.push(answers()[0]!);
    expect(order[0]).toMatch(/^stored/);
    expect(order[1]).toMatch(/^MSA\|[AC]A\|M1$/);
  });

  it('shows the doctor what it departs from, and which rows were not taken, without the rows', async () => {
    const { links, id, port } = await listening();
    const { send, answers } = sender(port);
    send(message('M0', 128).slice(1).replaceAll('\r', '\r\n').replace('|79|', '|-100|'));
    await until(() => answers().length === 1, 'it was answered');
    const { lines } = await links.answers['devices.doctor'].answer({ deviceId: id, view: 'text' }, { person: nurse });
    const notes = lines.filter(({ way }) => way === 'note').map(({ text }) => text);
    expect(notes).toContainEqual('a message was read, although: no 0B before it; its segments end with CR LF');
    expect(notes).toContainEqual(expect.stringMatching(/^rows of a message were not taken: /));
    expect(notes.join()).not.toMatch(/Okafor|4711/);
  });

  it('is told "not stored" when the disk is full, and "stored" when it sends again later', async () => {
    let full = true;
    const stored: Arrival[] = [];
    const { port } = await listening((arrivals) => {
      if (full) throw new Error('disk full');
      stored.push(...arrivals);
    });
    const { send, answers } = sender(port);
    send(message('M2', 128));
    await until(() => answers().length === 1, 'it was answered');
    expect(answers()[0]).toMatch(/^MSA\|[AC]E\|M2$/);
    expect(stored).toEqual([]);
    full = false;
    send(message('M2', 128));
    await until(() => answers().length === 2, 'it was answered again');
    expect(answers()[1]).toMatch(/^MSA\|[AC]A\|M2$/);
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({ message: { id: 'M2', patient: { ids: ['4711-A'] } }, how: 'spot' });
    expect(Buffer.from(stored[0]!.frame).toString('latin1')).toContain('MSH|');
  });

  it('without MLLP has ended its message when it falls silent: it is stored and answered, with nothing coming after it', async () => {
    const bare = (id: string, systolic: number) => message(id, systolic).slice(1, -2);
    const { port, arrivals } = await listening(undefined, 'bare');
    const { send, answers } = sender(port);
    const [start, rest] = [bare('B1', 128).slice(0, 200), bare('B1', 128).slice(200)];
    send(start);
    send(rest);
    await until(() => answers().length === 1, 'it was answered in the silence');
    expect(answers()[0]).toMatch(/^MSA\|[AC]A\|B1$/);
    expect(arrivals.map(({ message }) => message?.id)).toEqual(['B1']);
    expect(Buffer.from(arrivals[0]!.frame).toString('latin1')).toBe(bare('B1', 128));
    send(bare('B2', 131) + bare('B3', 133));
    await until(() => answers().length === 3, 'the next two were answered');
    expect(arrivals.map(({ message }) => message?.id)).toEqual(['B1', 'B2', 'B3']);
  });

  it('may send a message twice: the same measurement; but the same id with another reading is another', async () => {
    const { port, arrivals } = await listening();
    const { send, answers } = sender(port);
    send(message('1', 128));
    send(message('1', 128));
    send(message('1', 141));
    await until(() => answers().length === 3, 'all were answered');
    const [first, twice, other] = arrivals.map(({ origin }) => origin);
    expect(twice).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/^hl7:1:/);
  });

  it('is told when somebody else listens there already', async () => {
    const { port } = await listening();
    const rig = createRig({ drivers: [hl7Oru] });
    const id = rig.links.addConfigured({ driverId: 'hl7-oru', variant: null, address: { kind: 'tcp', path: `127.0.0.1:${port}` } });
    rig.links.start();
    later(rig.links, (links) => links.stop());
    await until(() => rig.card(id)!.state === 'address-in-use', 'the address is in use');
    expect(rig.card(id)!.port).toBe(`TCP ${port}`);
  });

  it('leaves no patient in the support bundle, and hides them from who does not look after patients', async () => {
    const { port, links, id } = await listening();
    const { send, answers } = sender(port);
    send(message('M9', 128).replace('|79|', '|none|'));
    send('\x0bPID|||4711-A||Okafor^Adaeze\r');
    await until(() => answers().length === 1, 'it was answered');
    const bundle = await links.answers['devices.supportBundle'].answer({ deviceId: null }, { person: nurse });
    const hexOf = (text: string) =>
      Buffer.from(text)
        .toString('hex')
        .toUpperCase()
        .replace(/..(?=.)/g, '$& ');
    for (const secret of ['Okafor', 'Adaeze', '4711-A', '19611204']) {
      expect(bundle.text).not.toContain(secret);
      expect(bundle.text).not.toContain(hexOf(secret));
    }
    expect(JSON.parse(bundle.text)).toMatchObject({
      isolineSupportBundle: 1,
      devices: [{ driverId: 'hl7-oru', doctor: { bytesTotal: expect.any(Number) } }],
    });
    expect(bundle.text).toContain('MSH|^~\\\\&|MONITOR');
    const look = async (role: 'nurse' | 'coordinator') =>
      JSON.stringify(await links.answers['devices.doctor'].answer({ deviceId: id, view: 'text' }, { person: { ...nurse, role } }));
    expect(await look('nurse')).toContain('Okafor');
    expect(await look('coordinator')).not.toContain('Okafor');
  });
});
