/** The station's own log: faults under their reference. Never a patient's data: of a fault only its kind and where it arose. */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Log {
  /** From now on into this data directory. */
  into(dataDir: string): void;
  fault(ref: string, during: string, fault: unknown): void;
  note(words: string): void;
}

const longest = 1024 * 1024;

export function createLog(): Log {
  let file: string | null = null;
  function write(line: string): void {
    const stamped = `${new Date().toISOString()} ${line}\n`;
    process.stderr.write(stamped);
    if (file === null) return;
    try {
      if (existsSync(file) && statSync(file).size > longest) renameSync(file, `${file}.1`);
      appendFileSync(file, stamped);
    } catch {
      // A full disk must not turn one fault into two; the line is on standard error.
    }
  }
  return {
    into: (dataDir) => {
      file = join(dataDir, 'isoline.log');
    },
    fault: (ref, during, fault) => write(`fault ${ref} during ${during}: ${kindOf(fault)}`),
    note: (words) => write(words),
  };
}

/** A fault's message can quote a value or a name, so only its kind, code and the places in our own code are kept. */
function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  const code = (fault as NodeJS.ErrnoException).code;
  const places = (fault.stack ?? '').split('\n').filter((line) => line.trim().startsWith('at '));
  return [`${fault.name}${code ? ` ${code}` : ''}`, ...places.slice(0, 6).map((line) => line.trim())].join(' | ');
}
