/** What programs of other makers read out of the EKG files that we write. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeDicom } from '../../drivers/dicom-ecg/encode.ts';
import { writeEdf } from '../../drivers/edf/encode.ts';
import { writeAecg } from '../../drivers/hl7-aecg/encode.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import type { WrittenFile } from '../../drivers/model/tracing-format.ts';
import { writeScp } from '../../drivers/scp-ecg/encode.ts';
import { describeWithTool } from '../support/foreign-tools.ts';
import { madeUpHeart } from '../support/made-up-heart.ts';
import { undoAfterEach } from '../support/undo.ts';

const later = undoAfterEach();

/** Ten seconds of a made-up heart in all leads, as a cart would hand it over. */
function taken(): Tracing {
  const { tracing } = madeUpHeart();
  return {
    ...tracing,
    startedAt: '2026-11-20T09:15:30-05:00',
    patient: { ids: ['00482913'], family: 'Okafor', given: 'Dana', birthDate: '1961-04-07', sex: 'female', ageYears: 65 },
    device: { manufacturer: 'Isoline', model: 'ADS1298', serial: '17', software: null },
    filters: { highPassHz: 0.05, lowPassHz: 150, notchHz: 60 },
  };
}

function saved([file]: WrittenFile[]): string {
  const folder = later(mkdtempSync(join(tmpdir(), 'isoline-interop-')), (made) => rmSync(made, { recursive: true }));
  const path = join(folder, file!.name);
  writeFileSync(path, file!.bytes);
  return path;
}

/** The voltages that biosig reads, in microvolts, one row a channel. */
function readByBiosig(path: string): number[][] {
  execFileSync('save2gdf', ['-f=ASCII', path, `${path}.hdr`], { stdio: 'ignore' });
  const rows: number[][] = [];
  for (let channel = 1; ; channel += 1) {
    try {
      const text = readFileSync(`${path}.a${String(channel).padStart(2, '0')}`, 'utf8');
      rows.push(text.trim().split(/\s+/).map(Number));
    } catch {
      return rows;
    }
  }
}

function microvolts({ leads }: Tracing): number[][] {
  return leads
    .filter(({ derived }) => derived !== true)
    .map(({ samples, nanovoltsPerBit, baseline }) => Array.from(samples, (sample) => ((sample - baseline) * nanovoltsPerBit!) / 1000));
}

describeWithTool('save2gdf', 'biosig reads the same voltages out of our', () => {
  it.each([
    ['SCP-ECG', writeScp],
    ['annotated EKG', writeAecg],
    ['EDF+', writeEdf],
  ] as const)('%s', (_name, write) => {
    const tracing = taken();
    const read = readByBiosig(saved(write(tracing, 'record')));
    const own = microvolts(tracing);
    expect(read.slice(0, own.length).map((row) => row.length)).toEqual(own.map((row) => row.length));
    for (const [index, row] of own.entries()) {
      const furthest = Math.max(...row.map((value, at) => Math.abs(value - read[index]![at]!)));
      expect(furthest).toBeLessThan(0.001);
    }
  });
});

describeWithTool('dciodvfy', 'the standard’s checker', () => {
  const errors = (path: string) =>
    spawnSync('dciodvfy', [path], { encoding: 'utf8' })
      .stderr.split('\n')
      .filter((line) => line.startsWith('Error'));

  it.each([
    ['a whole twelve-lead', taken()],
    ['one whose time nobody knows', { ...taken(), startedAt: null }],
    ['one with a median beat and measurements', withBeat(taken())],
    [
      'one of two leads at 360 Hz',
      {
        ...taken(),
        leads: taken()
          .leads.slice(0, 2)
          .map((lead) => ({ ...lead, hz: 360 })),
      },
    ],
  ])('finds no error in %s', (_name, tracing) => {
    expect(errors(saved(writeDicom(tracing, 'record')))).toEqual([]);
  });

  it('finds no error in a copy whose time nobody knows', () => {
    const note = 'Copy, within 2500 nV of the recording, offsets removed';
    expect(errors(saved(writeDicom({ ...taken(), startedAt: null }, 'record', note)))).toEqual([]);
  });

  it('would find one', () => {
    const { bytes } = writeDicom(taken(), 'record')[0]!;
    const damaged = Buffer.from(Buffer.from(bytes).toString('latin1').replace('ORIGINAL', 'ORIGANAL'), 'latin1');
    expect(errors(saved([{ name: 'damaged.dcm', bytes: damaged }])).length).toBeGreaterThan(0);
  });
});

describeWithTool('dcmdump', 'dcmdump', () => {
  it('reads every sample of our DICOM', () => {
    const tracing = taken();
    const dump = execFileSync('dcmdump', ['+L', '+P', '5400,1010', saved(writeDicom(tracing, 'record'))], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const words = /OW ([\da-f\\]+)/.exec(dump)![1]!.split('\\');
    const values = words.map((word) => (Number.parseInt(word, 16) << 16) >> 16);
    const leads = tracing.leads.filter(({ derived }) => derived !== true);
    const expected = Array.from({ length: leads[0]!.samples.length }, (_, at) => leads.map(({ samples }) => samples[at]!)).flat();
    expect(values).toEqual(expected);
  });
});

function withBeat(tracing: Tracing): Tracing {
  const leads = tracing.leads.map((lead) => ({ ...lead, samples: lead.samples.slice(0, 600) }));
  return {
    ...tracing,
    representativeBeat: { leads, points: { pOn: 80, pOff: 130, qrsOn: 160, qrsOff: 210, tOff: 380 } },
    deviceMeasurements: {
      heartRate: 71,
      rr: 850,
      pr: 160,
      pDuration: 100,
      qrs: 100,
      qt: 440,
      qtc: 477,
      qtcFormula: 'bazett',
      pAxis: 50,
      qrsAxis: 40,
      tAxis: 45,
    },
    statements: ['Sinus rhythm'],
  };
}
