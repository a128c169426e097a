/** `npm run docs`: the device table of the README from the catalogue, and a picture of every screen. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { drivers } from '../drivers/index.ts';

const begin = '<!-- devices: written by npm run docs -->';
const end = '<!-- /devices -->';

const links = { serial: 'serial', hid: 'USB (HID)', tcp: 'network' } as const;
const names: Readonly<Record<string, string>> = {
  systolic: 'BP',
  spo2: 'SpO₂',
  pulseRate: 'pulse',
  heartRate: 'heart rate',
  pleth: 'pleth',
  ekg: 'EKG',
  temperature: 'temperature',
  respiratoryRate: 'respiration',
  weight: 'weight',
  height: 'height',
  bodyMassIndex: 'BMI',
  perfusionIndex: 'PI',
};

const rows = drivers.map(({ id, label, grade, variants }) => {
  const gives = [...new Set(variants.flatMap((variant) => variant.gives))].flatMap((given) => names[given] ?? []);
  return `| ${label} | ${links[variants[0].line.kind]} | ${gives.join(', ')} | ${grade} | \`${id}\` |`;
});
const table = ['| devices | link | gives | evidence | driver |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
const readme = readFileSync('README.md', 'utf8');
const before = readme.slice(0, readme.indexOf(begin) + begin.length);
writeFileSync('README.md', `${before}\n${table}\n${readme.slice(readme.indexOf(end))}`);

if (!process.argv.includes('--table-only')) {
  spawnSync(process.execPath, ['scripts/test.ts', '--project', 'e2e', 'test/e2e/screens', 'test/e2e/fridge'], {
    stdio: 'inherit',
    env: { ...process.env, ISOLINE_PICTURES: 'docs/screens' },
  });
}
