/** Type-checks each room with its own libraries: what a room may not use is not there to be used. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const rooms = ['drivers', 'src/preload', 'src/main', 'src/renderer', 'test'];
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
let failed = 0;
for (const room of rooms) {
  const checked = spawnSync(process.execPath, [tsc, '-p', room], { stdio: 'inherit' });
  console.log(`${checked.status === 0 ? 'ok  ' : 'FAIL'} types of ${room}`);
  if (checked.status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
