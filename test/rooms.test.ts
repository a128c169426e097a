/** The rooms: who may import whom. A change of this table is a change of the architecture. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Rule {
  /** Files the rule is about; the first rule that fits decides. */
  of: RegExp;
  /** Files of this repository they may import. */
  files: RegExp;
  /** Packages they may import; Node's own begin with "node:". */
  packages: RegExp;
}

const none = /^$/;
const shared = String.raw`src/main/(refusal|answer|local-time)\.ts|src/preload/contract\.ts|drivers/.*`;

const rules: readonly Rule[] = [
  { of: /^drivers\/(probes|loggers)\.ts$/, files: /^drivers\/([^/]+\/driver|model\/(storage-probe|logger-device))\.ts$/, packages: none },
  { of: /^drivers\/index\.ts$/, files: /^drivers\/[^/]+\/driver\.ts$/, packages: none },
  { of: /^drivers\/framing\/xml\.ts$/, files: /^drivers\/(model|framing)\//, packages: /^saxes$/ },
  { of: /^drivers\/(model|framing)\//, files: /^drivers\/(model|framing)\//, packages: none },
  { of: /^drivers\/logs\.ts$/, files: /^drivers\/([^/]+\/format|model\/(logger-log|logger-format|log-mapping))\.ts$/, packages: none },
  { of: /^drivers\/tracings\.ts$/, files: /^drivers\/([^/]+\/format|model\/tracing(-format)?)\.ts$/, packages: none },
  // Packages here are pure: they are handed bytes or text and open nothing.
  { of: /^drivers\/(dicom-ecg)\//, files: /^drivers\/(model|framing|FAMILY)\//, packages: /^dcmjs$/ },
  { of: /^drivers\/(berlinger)\//, files: /^drivers\/(model|framing|FAMILY)\//, packages: /^@noble\/(curves|hashes)\// },
  { of: /^drivers\/([^/]+)\//, files: /^drivers\/(model|framing|FAMILY)\//, packages: none },
  {
    // The contract and its parts, which never ask for the whole.
    of: /^src\/preload\/(?!index\.ts$)[a-z-]+\.ts$/,
    files: /^(drivers\/model\/|src\/preload\/(?!index\.ts$|contract\.ts$)[a-z-]+\.ts$)/,
    packages: none,
  },
  { of: /^src\/preload\/index\.ts$/, files: /^src\/preload\/contract\.ts$/, packages: /^electron$/ },
  { of: /^src\/renderer\/waveform\/(sweep|ring)\.ts$/, files: none, packages: none },
  // What is drawn and worked out for the live traces: pure, so that it is proved without a browser.
  {
    of: /^src\/renderer\/waveform\/(calipers|gaps|lead-(layout|memory|sweep|view)|screen-scale|trace-scale|view-filter)\.ts$/,
    files: /^(src\/renderer\/waveform\/[a-z-]+\.ts|src\/preload\/contract\.ts|drivers\/model\/.*)$/,
    packages: none,
  },
  {
    of: /^src\/renderer\//,
    files: /^(src\/renderer\/|src\/preload\/contract\.ts$|drivers\/model\/|drivers\/framing\/local-time\.ts$)/,
    packages: /^(react(-dom)?(\/.*)?|react-aria-components|lucide-react|uplot(\/.*)?|@fontsource.*)$/,
  },
  { of: /^src\/main\/electron\.ts$/, files: /^src\/main\/(launch|host\/[^/]+|storage\/open)\.ts$/, packages: /^(electron|node:.*)$/ },
  {
    of: /^src\/main\/(node|launch|station|cli|log|version|ekg-worker|ekg-reader-worker|log-worker|paper-worker)\.ts$|^src\/main\/(commands|host|station)\//,
    files: /^(src\/main\/|src\/preload\/contract\.ts$|drivers\/|package\.json$)/,
    packages: /^(node:.*|ws|zod|serialport)$/,
  },
  {
    of: /^src\/main\/ports\//,
    files: new RegExp(`^(src/main/ports/|src/main/live/arrival|${shared})`),
    packages: /^(node:.*|serialport|@serialport\/parser-readline|node-hid|zod)$/,
  },
  { of: /^src\/main\/live\//, files: new RegExp(`^(src/main/(live|ports)/|${shared})`), packages: /^(node:.*|zod)$/ },
  {
    of: /^src\/main\/chart\/ekg\//,
    files: new RegExp(`^(src/main/(chart/ekg|ekg|report|storage|settings)/|src/main/worklist/age\\.ts|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  {
    of: /^src\/main\/chart\//,
    files: new RegExp(`^(src/main/(chart|storage|settings|worklist)/|src/main/live/arrival\\.ts|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  {
    of: /^src\/main\/delivery\/fhir\//,
    files: new RegExp(`^(src/main/delivery/(fhir/|destination\\.ts)|src/main/storage/|${shared})`),
    packages: /^node:.*$/,
  },
  {
    of: /^src\/main\/delivery\/folder\//,
    // The folder holds the same resources as the FHIR server is sent.
    files: new RegExp(`^(src/main/delivery/(folder/|destination\\.ts|fhir/(observation|ekg-resource)\\.ts)|src/main/storage/|${shared})`),
    packages: /^node:.*$/,
  },
  { of: /^src\/main\/delivery\//, files: new RegExp(`^(src/main/(delivery|storage)/|${shared})`), packages: /^(node:.*|zod)$/ },
  // Computation on samples: pure, so that it may run in a worker.
  { of: /^src\/main\/ekg\//, files: /^(src\/main\/ekg\/|drivers\/model\/)/, packages: none },
  // What excursions are, out of readings: pure.
  {
    of: /^src\/main\/fridge\/(excursions|alarm-rules|incidents|limit-basis|profiles|day-excursions|merge-readings|usual-step)\.ts$/,
    files:
      /^(src\/main\/fridge\/(excursions|alarm-rules|incidents|limit-basis|profiles|day-excursions|merge-readings|usual-step)\.ts$|drivers\/model\/)/,
    packages: none,
  },
  { of: /^src\/main\/fridge\/export-xlsx\.ts$/, files: /^src\/main\/fridge\//, packages: /^fflate$/ },
  // What is printed of them.
  { of: /^src\/main\/fridge\/papers\//, files: new RegExp(`^(src/main/(fridge|storage|report)/|${shared})`), packages: /^(node:.*|zod)$/ },
  // Probes are polled through ports.
  {
    of: /^src\/main\/fridge\/probes\//,
    files: new RegExp(`^(src/main/(fridge|storage|ports)/|src/main/live/asked-line\\.ts|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  // What is answered about them.
  {
    of: /^src\/main\/fridge\/([a-z]+\/|fridge\.ts$)/,
    files: new RegExp(`^(src/main/(fridge|storage|settings)/|src/main/worklist/age\\.ts|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  // What is kept of them.
  { of: /^src\/main\/fridge\//, files: new RegExp(`^(src/main/(fridge|storage)/|${shared})`), packages: /^node:.*$/ },
  // The papers of the vaccine fridges are drawn from what the screens are told.
  {
    of: /^src\/main\/report\/fridge\//,
    files: /^(src\/main\/report\/|src\/main\/local-time\.ts$|src\/preload\/contract\.ts$|drivers\/(model|framing)\/)/,
    packages: /^(node:.*|pdfkit)$/,
  },
  { of: /^src\/main\/report\//, files: /^(src\/main\/(report|ekg)\/|drivers\/model\/)/, packages: /^(node:.*|pdfkit|@fontsource.*)$/ },
  { of: /^src\/main\/hub\//, files: new RegExp(`^(src/main/hub/|${shared})`), packages: /^(node:.*|zod)$/ },
  {
    of: /^src\/main\/storage\//,
    files: new RegExp(`^(src/main/storage/|src/main/worklist/age\\.ts|src/main/ports/port\\.ts|${shared})`),
    packages: /^(node:.*|better-sqlite3|zod)$/,
  },
  {
    of: /^src\/main\/demo\//,
    files: new RegExp(`^(src/main/(people|settings|worklist|demo|storage|chart|fridge)/|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  {
    of: /^src\/main\/(people|settings|worklist)\//,
    files: new RegExp(`^(src/main/(people|settings|worklist|demo|storage|chart)/|src/main/fridge/wanted-checks\\.ts|${shared})`),
    packages: /^(node:.*|zod)$/,
  },
  { of: /^src\/main\/(refusal|answer|local-time)\.ts$/, files: /^src\/preload\/contract\.ts$/, packages: /^zod$/ },
];

/** What is wrong with one import, or null. */
function problemOf(file: string, imported: string): string | null {
  const rule = rules.find(({ of }) => of.test(file));
  if (rule === undefined) return `${file} is in no room`;
  const isOwn = imported.startsWith('.');
  const target = isOwn
    ? relative(root, join(root, dirname(file), imported))
        .split(sep)
        .join('/')
    : imported;
  if (isOwn && /\.(css|svg)$/.test(target)) return null;
  const family = rule.of.exec(file)?.[1];
  const files = family === undefined ? rule.files : new RegExp(rule.files.source.replaceAll('FAMILY', family));
  return (isOwn ? files : rule.packages).test(target) ? null : `${file} may not import ${target}`;
}

function importsOf(text: string): string[] {
  const found = text.matchAll(/^\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm);
  return [...found].map((match) => match[1] ?? match[2] ?? match[3]!);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

describe('the rooms', () => {
  it('import only what they may', () => {
    const files = [...sourcesIn('drivers'), ...sourcesIn('src')];
    const problems = files.flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8')).flatMap((imported) => problemOf(file, imported) ?? []),
    );
    expect(problems).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it.each([
    ['src/renderer/App.tsx', '../main/station.ts'],
    ['src/renderer/App.tsx', 'node:fs'],
    ['src/renderer/App.tsx', '../../drivers/nonin/driver.ts'],
    ['drivers/nonin/packets.ts', '../masimo/decode.ts'],
    ['drivers/nonin/packets.ts', 'node:fs'],
    ['drivers/nonin/packets.ts', 'dcmjs'],
    ['src/main/ekg/measure.ts', 'node:fs'],
    ['src/main/ekg/measure.ts', '../storage/open.ts'],
    ['src/main/chart/sign.ts', '../delivery/outbox.ts'],
    ['src/main/chart/sign.ts', '../hub/hub.ts'],
    ['src/main/fridge/excursions.ts', '../storage/open.ts'],
    ['src/main/fridge/excursions.ts', './import-log.ts'],
    ['src/main/fridge/import-log.ts', '../station/rooms.ts'],
    ['src/main/live/links.ts', '../storage/open.ts'],
    ['src/main/delivery/folder/destination.ts', '../fhir/exchange.ts'],
    ['src/main/station.ts', 'electron'],
    ['src/renderer/waveform/sweep.ts', 'react'],
    ['src/renderer/waveform/lead-memory.ts', 'react'],
    ['src/renderer/waveform/lead-view.ts', '../client/live-store.ts'],
    ['src/somewhere/else.ts', 'node:fs'],
  ])('catches %s importing %s', (file, imported) => {
    expect(problemOf(file, imported)).not.toBeNull();
  });

  it('finds every kind of import', () => {
    const text = `import a from './a.ts';\nimport {\n  b,\n} from './b.ts';\nexport { c } from './c.ts';\nimport './d.css';\nconst e = await import('./e.ts');\nimport type { F } from './f.ts';`;
    expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.css', './e.ts', './f.ts']);
  });
});
