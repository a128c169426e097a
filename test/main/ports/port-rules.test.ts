import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { drivers } from '../../../drivers/index.ts';
import { portRule } from '../../../src/main/ports/port-rules.ts';

it('names every USB id of the catalogue in a rule that udev reads', () => {
  const { name, text } = portRule(drivers, 'linux');
  expect(name).toBe('70-isoline.rules');
  for (const { usb } of drivers.flatMap(({ match }) => match)) {
    const [vendor, product] = usb.split(':');
    expect(text).toContain(`ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}", TAG+="uaccess"`);
  }
  const rules = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const rule of rules)
    expect(rule).toMatch(
      /^SUBSYSTEM=="(tty|hidraw|usb)", ATTRS\{idVendor\}=="[0-9a-f]{4}", ATTRS\{idProduct\}=="[0-9a-f]{4}", TAG\+="uaccess"$/,
    );
  expect(new Set(rules).size).toBe(rules.length);
  expect(rules.filter((rule) => rule.includes('0590'))).toEqual([
    expect.stringContaining('SUBSYSTEM=="hidraw"'),
    expect.stringContaining('SUBSYSTEM=="usb"'),
  ]);
});

it('says what else to look at where the system needs no rule', () => {
  expect(portRule(drivers, 'win32').text).toMatch(/^Windows needs no rule/);
  expect(portRule(drivers, 'darwin').text).toMatch(/^macOS needs no rule/);
});

it('is printed by the script', () => {
  const { stdout, status } = spawnSync(process.execPath, ['scripts/port-rules.ts', 'linux'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toBe(portRule(drivers, 'linux').text);
});
