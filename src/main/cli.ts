/**
 * `isoline`: the command a developer or a support person reaches for. Results are JSON lines on standard output,
 * messages go to standard error, any failure exits with 1. Commands are loaded when they are asked for, so that
 * what needs no database and no port runs on any Node 20 or later.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `Usage: isoline COMMAND
  drivers                                        the catalogue, one line each
  decode DRIVER [--variant NAME] FILE            bytes in, one line per thing heard (FILE - reads standard input)
  simulate DRIVER --on PATH | --tcp HOST:PORT    play a patient over a serial path or to a listening address
  replay RECORDING --on PATH                     play a recorded session over a serial path
  export --data DIR --patient MRN                what the chart holds, as a FHIR Bundle
  ekg read|measure|beats|delineate|quality|reversal FILE   what an EKG file holds and what can be measured on it
      [--samples] [--lead NAME]
  ekg convert FILE OUT [--to scp|dicom|aecg|edf|wfdb|fhir|pdf]   the record in another format
  ekg stream FILE --on PATH --as cyton|ads1298|healthypi          the record as a live device over a serial path
  fridge read FILE|PORT [--readings] [--zone ZONE]    what a temperature logger's file, or its memory over a serial port, holds, in Celsius
      [--unit C|F] [--date-order day-month-year|month-day-year]   where the file leaves it open
  fridge excursions FILE --profile NAME --basis C|F   where it was out of range, by the rule set
      [--kind refrigerator|freezer|ultra-cold]
  fridge import --data DIR --unit NAME FILE...   loggers' files, or loggers at a port, into a storage unit
      [--kind, --basis and --profile for a new unit] [--unit-degrees C|F] [--date-order ORDER] [--zone ZONE]
      [--serial NUMBER] [--moved-at TIME] [--demo]
  fridge report --data DIR --unit NAME --month YYYY-MM OUT.pdf   the unit's monthly log as it is printed
      [--paper letter|a4]`;

/** A command that cannot do what it was asked, for a reason worth one line. */
class Problem extends Error {}

interface Arguments {
  positionals: string[];
  values: {
    variant?: string;
    on?: string;
    tcp?: string;
    data?: string;
    patient?: string;
    lead?: string;
    to?: string;
    as?: string;
    zone?: string;
    unit?: string;
    'date-order'?: string;
    profile?: string;
    basis?: string;
    kind?: string;
    'unit-degrees'?: string;
    serial?: string;
    'moved-at'?: string;
    month?: string;
    paper?: string;
    demo?: boolean;
    samples?: boolean;
    readings?: boolean;
    help?: boolean;
  };
}

const commands: Record<string, (given: Arguments) => Promise<void>> = {
  drivers,
  decode,
  simulate,
  replay,
  export: exportChart,
  ekg,
  fridge,
};

// A reader that has seen enough (head) is no fault.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => process.exit(problem.code === 'EPIPE' ? 0 : 1));

try {
  const given = readArguments(process.argv.slice(2));
  const [name] = given.positionals;
  if (given.values.help) print(usage);
  else if (name === undefined || !Object.hasOwn(commands, name)) throw new Problem(usage);
  else await commands[name]!({ ...given, positionals: given.positionals.slice(1) });
} catch (problem) {
  console.error(`isoline: ${(problem as Error).message}`);
  process.exitCode = 1;
}

function readArguments(argv: string[]): Arguments {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        variant: text,
        on: text,
        tcp: text,
        data: text,
        patient: text,
        lead: text,
        to: text,
        as: text,
        zone: text,
        unit: text,
        'date-order': text,
        profile: text,
        basis: text,
        kind: text,
        'unit-degrees': text,
        serial: text,
        'moved-at': text,
        month: text,
        paper: text,
        demo: { type: 'boolean' },
        samples: { type: 'boolean' },
        readings: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (problem) {
    throw new Problem(`${(problem as Error).message}\n${usage}`);
  }
}

async function drivers(): Promise<void> {
  const { listDrivers } = await import('./commands/drivers.ts');
  for (const line of listDrivers()) print(line);
}

async function decode({ positionals: [driverId, file], values }: Arguments): Promise<void> {
  if (driverId === undefined || file === undefined) throw new Problem('decode: name a driver and a file.');
  const { decodeFile } = await import('./commands/decode.ts');
  const bytes = file === '-' ? await readStandardInput() : readFile(file);
  for (const line of decodeFile({ driverId, variant: values.variant ?? null, bytes })) print(line);
}

async function simulate({ positionals: [driverId], values }: Arguments): Promise<void> {
  if (driverId === undefined || (values.on === undefined) === (values.tcp === undefined)) {
    throw new Problem('simulate: name a driver, and either --on PATH or --tcp HOST:PORT.');
  }
  const { simulateDevice } = await import('./commands/simulate.ts');
  await simulateDevice({ driverId, variant: values.variant ?? null, on: values.on ?? null, tcp: values.tcp ?? null });
}

async function replay({ positionals: [file], values }: Arguments): Promise<void> {
  if (file === undefined || values.on === undefined) throw new Problem('replay: name a recording and --on PATH.');
  const { replayRecording } = await import('./commands/replay.ts');
  await replayRecording({ text: readFile(file).toString('utf8'), on: values.on });
}

async function exportChart({ values }: Arguments): Promise<void> {
  if (values.data === undefined || values.patient === undefined) throw new Problem('export: give --data DIR and --patient MRN.');
  if (handedToPinnedNode()) return;
  const { exportPatientFrom } = await import('./commands/export.ts');
  print(JSON.stringify(await exportPatientFrom(values.data, values.patient)));
}

async function ekg({ positionals, values }: Arguments): Promise<void> {
  const { runEkg } = await import('./commands/ekg/run.ts');
  const { samples = false, lead = null, to = null, on = null, as = null } = values;
  for (const line of await runEkg({ positionals, samples, lead, to, on, as })) print(line);
}

async function fridge({ positionals, values }: Arguments): Promise<void> {
  if (positionals[0] === 'import') return await importLogs({ positionals: positionals.slice(1), values });
  if (positionals[0] === 'report') return await reportMonth({ positionals: positionals.slice(1), values });
  const { isLoggerPort, readAtPort } = await import('./commands/fridge/read-port.ts');
  if (positionals[0] === 'read' && isLoggerPort(positionals[1] ?? '')) {
    const progress = (done: number, of: number) => void process.stderr.write(`${done} of ${of} readings\n`);
    print(await readAtPort(positionals[1]!, values.readings ?? false, progress));
    return;
  }
  const { runFridge } = await import('./commands/fridge/run.ts');
  const answers = { zone: values.zone ?? null, unit: values.unit ?? null, dateOrder: values['date-order'] ?? null };
  const judged = { profile: values.profile ?? null, basis: values.basis ?? null, kind: values.kind ?? null };
  for (const line of runFridge({ positionals, readings: values.readings ?? false, ...answers, ...judged })) print(line);
}

async function importLogs({ positionals, values }: Arguments): Promise<void> {
  if (handedToPinnedNode()) return;
  const { importLogs } = await import('./commands/fridge/import.ts');
  const { lines, problems } = await importLogs(
    {
      positionals,
      readings: false,
      zone: values.zone ?? null,
      unit: values['unit-degrees'] ?? null,
      dateOrder: values['date-order'] ?? null,
      profile: values.profile ?? null,
      basis: values.basis ?? null,
      kind: values.kind ?? null,
      dataDir: values.data ?? null,
      unitName: values.unit ?? null,
      serial: values.serial ?? null,
      movedAt: values['moved-at'] ?? null,
      demo: values.demo ?? false,
    },
    positionals,
    (done, of) => void process.stderr.write(`${done} of ${of} readings\n`),
  );
  for (const line of lines) print(line);
  if (problems.length > 0) throw new Problem(problems.join('\n'));
}

async function reportMonth({ positionals: [out], values }: Arguments): Promise<void> {
  if (handedToPinnedNode()) return;
  const { reportMonth } = await import('./commands/fridge/report.ts');
  const { data: dataDir = null, unit: unitName = null, month = null, paper = null } = values;
  print(await reportMonth({ dataDir, unitName, month, paper, out }));
}

/** The database library needs Node 22 or later; on an older Node the same command runs on the one that came with the project. */
function handedToPinnedNode(): boolean {
  if (Number(process.versions.node.split('.')[0]) >= 22) return false;
  const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const node = [join(folder, 'bin', 'node'), join(folder, 'bin', 'node.exe')].find((file) => existsSync(file));
  if (node === undefined) throw new Problem(`this command needs Node 22 or later; this is ${process.versions.node}.`);
  process.exitCode = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1;
  return true;
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code;
    throw new Problem(`${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}.`);
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
