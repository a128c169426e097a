/**
 * Loggers that are drives: plugging one in is enough. The files of a logger that hangs in a unit are taken in while somebody is
 * signed in; the rest is offered. Nothing on a drive is changed.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { berlinger } from '../../../../drivers/berlinger/format.ts';
import { bvTag } from '../../../../drivers/bv-tag/format.ts';
import type { FileOutcome, FridgeFileCalls, FridgeFileFacts, LoggerDrive } from '../../../preload/contract.ts';
import type { SignedIn, Who } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { isFileHere } from '../../storage/fridge-files.ts';
import type { PortParts } from './read-port.ts';

export interface DriveParts extends PortParts {
  /** Who is signed in; null: nobody. */
  personId(): string | null;
  announce<F extends keyof FridgeFileFacts>(fact: F, is: FridgeFileFacts[F]): void;
  /** A drive that cannot be looked into. */
  fault(thrown: unknown): void;
}

type DriveCall = 'fridge.drives' | 'fridge.takeFromDrive';

export interface LoggerDrives {
  answers: {
    [C in DriveCall]: {
      who: Who;
      check: z.ZodType<FridgeFileCalls[C]['in']>;
      answer(order: FridgeFileCalls[C]['in'], asker: SignedIn): Promise<FridgeFileCalls[C]['out']>;
    };
  };
  /** The drives that are there now. Resolves when they have been looked through, and what is known taken in. */
  changed(volumes: readonly { path: string; name: string }[]): Promise<void>;
}

/** The formats that loggers write by themselves; a table may be anybody's. */
const ownFormats = [berlinger, bvTag];
const largestFile = 16 * 1024 * 1024;
const mostLooked = 500;
const mostOffered = 100;
const deepest = 2;

interface Drive {
  name: string;
  files: string[];
}

export function createLoggerDrives(parts: DriveParts): LoggerDrives {
  const { db, announce, fault } = parts;
  let drives = new Map<string, Drive>();

  async function offered(): Promise<LoggerDrive[]> {
    const listed = [...drives].map(async ([path, { name, files }]) => ({
      path,
      name,
      files: await Promise.all(files.map(async (file) => ({ name: file, isHere: await isHere(join(path, file)) }))),
    }));
    return (await Promise.all(listed)).filter(({ files }) => files.length > 0);
  }

  async function isHere(path: string): Promise<boolean> {
    const bytes = await readFile(path).catch(() => null);
    return bytes !== null && isFileHere(db, createHash('sha256').update(bytes).digest('hex'));
  }

  async function take(path: string, files: readonly string[], order: { unitId: string | null; personId: string }): Promise<FileOutcome[]> {
    const outcomes: FileOutcome[] = [];
    for (const file of files) {
      const bytes = await readFile(join(path, file)).catch(() => null);
      if (bytes === null) throw new Refusal('fridge-drive-gone');
      outcomes.push(
        await parts.receiving.receive({
          what: 'file',
          order: { file: { name: basename(file), bytes }, answers: {}, at: parts.clock.now(), ...order },
        }),
      );
    }
    return outcomes;
  }

  /** What is new on a drive that has just come. */
  async function takeNew(path: string, { files }: Drive): Promise<void> {
    const personId = parts.personId();
    if (personId === null) return;
    const isNew = await Promise.all(files.map(async (file) => !(await isHere(join(path, file)))));
    const outcomes = await take(
      path,
      files.filter((_, index) => isNew[index]),
      { unitId: null, personId },
    );
    if (outcomes.length > 0) announce('fridge.taken', outcomes);
  }

  return {
    async changed(volumes) {
      const next = new Map<string, Drive>();
      const come: [string, Drive][] = [];
      for (const { path, name } of volumes) {
        const known = drives.get(path);
        const drive = known ?? { name, files: await logFilesOn(path).catch(orNone(fault)) };
        next.set(path, drive);
        if (known === undefined && drive.files.length > 0) come.push([path, drive]);
      }
      drives = next;
      announce('fridge.drivesChanged', null);
      for (const [path, drive] of come) await takeNew(path, drive).catch(fault);
    },
    answers: {
      'fridge.drives': { who: 'signed-in', check: z.null(), answer: offered },
      'fridge.takeFromDrive': {
        who: 'signed-in',
        check: z.strictObject({
          path: z.string(),
          files: z.array(z.string()).min(1).max(mostOffered),
          unitId: z.string().nullable(),
        }),
        async answer({ path, files, unitId }, { person }) {
          const drive = drives.get(path);
          // Only what was offered is read: a name made up elsewhere is no way to other files.
          if (drive === undefined || files.some((file) => !drive.files.includes(file))) throw new Refusal('fridge-drive-gone');
          const outcomes = await take(path, files, { unitId, personId: person.id });
          announce('fridge.drivesChanged', null);
          return outcomes;
        },
      },
    },
  };
}

function orNone(fault: (thrown: unknown) => void): (thrown: unknown) => string[] {
  return (thrown) => {
    fault(thrown);
    return [];
  };
}

/** Names below the drive's own folder of what a logger wrote, with the papers that bear the name of one of them. */
async function logFilesOn(root: string): Promise<string[]> {
  const logs: string[] = [];
  const papers: string[] = [];
  let looked = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((thrown) => {
      if (folder === root) throw thrown;
      return [];
    });
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      if (looked >= mostLooked || logs.length >= mostOffered || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < deepest) await walk(path, depth + 1);
      if (!entry.isFile()) continue;
      looked += 1;
      if (entry.name.toLowerCase().endsWith('.pdf')) papers.push(relative(root, path));
      else if (await isLog(path)) logs.push(relative(root, path));
    }
  };
  await walk(root, 1);
  const stems = new Set(logs.map(stemOf));
  return [...logs, ...papers.filter((paper) => stems.has(stemOf(paper)))];
}

function stemOf(path: string): string {
  return basename(path)
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
}

async function isLog(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  if (facts === null || facts.size === 0 || facts.size > largestFile) return false;
  const bytes = await readFile(path).catch(() => null);
  return bytes !== null && ownFormats.some((format) => format.recognize({ name: basename(path), bytes }));
}
