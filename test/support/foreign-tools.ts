/** Programs of other makers that judge the files we write. Tests that use them run where they are installed and say so where not. */
import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

export function hasTool(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Where ISOLINE_TOOLS is set they are expected, and one that is missing fails. */
export function describeWithTool(tool: string, name: string, body: () => void): void {
  const mayRun = process.env.ISOLINE_TOOLS !== undefined || hasTool(tool);
  describe.skipIf(!mayRun)(mayRun ? name : `${name} (skipped: ${tool} is not installed)`, body);
}
