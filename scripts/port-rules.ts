/** `node scripts/port-rules.ts [linux|win32|darwin]`: prints what lets the devices' ports be opened, from the catalogue. */
import { drivers } from '../drivers/index.ts';
import { portRule } from '../src/main/ports/port-rules.ts';

process.stdout.write(portRule(drivers, process.argv[2] ?? process.platform).text);
