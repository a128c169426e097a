/** Files as carts export them, written by our own writers from a made-up heart, for tests that bring them in through the screen. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dicomEcg } from '../../drivers/dicom-ecg/format.ts';
import { noMeasurements, type Tracing, unknownPatient } from '../../drivers/model/tracing.ts';
import { writeScp } from '../../drivers/scp-ecg/encode.ts';
import { type HeartOptions, madeUpHeart } from './made-up-heart.ts';

/** A demo patient, spelled as a hurried hand types it into a cart: one D is missing. */
const misspelled = {
  ...unknownPatient(),
  ids: ['00517770'],
  family: 'Hadad',
  given: 'Samir',
  birthDate: '1981-07-02',
  sex: 'male' as const,
};
const device = { manufacturer: 'Made up', model: 'Cart', serial: '7', software: null };
const filters = { highPassHz: 0.05, lowPassHz: 150, notchHz: 0 };

function recorded(heart: HeartOptions, change: Partial<Tracing>): Tracing {
  return { ...madeUpHeart({ noise: 4, ...heart }).tracing, patient: misspelled, device, filters, technician: 'Maria Reyes', ...change };
}

export interface CartFiles {
  /** SCP-ECG of November with the cart's own numbers and statement, under a misspelled name. */
  today: string;
  /** DICOM of February, spelled right. */
  before: string;
  /** SCP-ECG without P waves, irregular, of a number that nobody here has. */
  irregular: string;
  /** An aECG that was cut in the middle of a tag. */
  torn: string;
  /** DICOM that tells of ten seconds and holds 7.4. */
  early: string;
}

/** Writes them into a folder; resolves to their paths. */
export async function writeCartFiles(folder: string): Promise<CartFiles> {
  const keep = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const cart = {
    ...noMeasurements(),
    heartRate: 71,
    rr: 845,
    pr: 160,
    qrs: 94,
    qt: 396,
    qtc: 431,
    qtcFormula: 'bazett' as const,
    qrsAxis: 36,
  };
  const dicom = await dicomEcg.writer!();
  const today = recorded(
    {},
    { startedAt: '2026-11-23T09:58:12', deviceMeasurements: cart, statements: ['Sinus rhythm.', 'Within normal limits.'] },
  );
  const before = recorded({ rr: 880, qt: 405 }, { startedAt: '2026-02-11T08:30:00', patient: { ...misspelled, family: 'Haddad' } });
  const irregular = recorded(
    { hasP: false, isIrregular: true, noise: 10 },
    { startedAt: '2026-11-23T10:01:00', patient: { ...unknownPatient(), ids: ['99'], family: 'Unheard', given: 'Of' } },
  );
  return {
    today: keep('today.scp', writeScp(today, 'today')[0]!.bytes),
    before: keep('before.dcm', dicom.write(before, 'before')[0]!.bytes),
    irregular: keep('irregular.scp', writeScp(irregular, 'irregular')[0]!.bytes),
    torn: keep('torn.xml', Buffer.from('<AnnotatedECG><component>')),
    early: keep('early.dcm', announcing(dicom.write(endsAt(before, 7.4), 'early')[0]!.bytes, 7.4 * 500, 10 * 500)),
  };
}

function endsAt(tracing: Tracing, seconds: number): Tracing {
  return { ...tracing, leads: tracing.leads.map((lead) => ({ ...lead, samples: lead.samples.subarray(0, seconds * lead.hz) })) };
}

/** Another number of samples (003A,0010) than is there, as a transfer that broke off leaves it. */
function announcing(bytes: Uint8Array, held: number, told: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const element = Buffer.from([0x3a, 0x00, 0x10, 0x00, 0x55, 0x4c, 4, 0]);
  for (let at = changed.indexOf(element); at >= 0; at = changed.indexOf(element, at + 1)) {
    if (changed.readUInt32LE(at + 8) === held) changed.writeUInt32LE(told, at + 8);
  }
  return changed;
}
