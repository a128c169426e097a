/** EKG files on USB drives: found by their content and offered; taken in when a person says so. Nothing on a drive is changed. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { isTracing, tracingFormats } from '../../../../drivers/tracings.ts';
import type { EkgCard, EkgDrive } from '../../../preload/contract.ts';
import type { Announce, Answers } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { largestFile, type PlacedFile } from './beside.ts';
import { isEkgHere } from './receive.ts';
import type { EkgReading } from './whole.ts';

export interface EkgDrivesParts extends EkgReading {
  announce: Announce;
  receive(file: PlacedFile, personId: string): Promise<EkgCard>;
  /** A drive that cannot be looked into. */
  fault(thrown: unknown): void;
}

export interface EkgDrives {
  answers: Answers<'ekg.drives' | 'ekg.takeFromDrive'>;
  /** The drives that are there now. Resolves when they have been looked through. */
  changed(volumes: readonly { path: string; name: string }[]): Promise<void>;
}

const mostLooked = 2000;
const mostOffered = 200;
const deepest = 4;

interface Drive {
  name: string;
  files: string[];
  leftOut: EkgDrive['leftOut'];
}

export function createEkgDrives({ db, examine, announce, receive, fault }: EkgDrivesParts): EkgDrives {
  /** What each drive holds, by its path. */
  let drives = new Map<string, Drive>();

  async function offered(): Promise<EkgDrive[]> {
    const listed = [...drives].map(async ([path, { name, files, leftOut }]) => ({
      path,
      name,
      leftOut,
      files: await Promise.all(files.map(async (file) => ({ name: file, isHere: await isHere(join(path, file)) }))),
    }));
    return (await Promise.all(listed)).filter(({ files, leftOut }) => files.length > 0 || leftOut.length > 0);
  }

  async function isHere(path: string): Promise<boolean> {
    const bytes = await readFile(path).catch(() => null);
    return bytes !== null && isEkgHere({ db, examine }, placed(path, bytes));
  }

  async function filesOrNone(path: string): Promise<Omit<Drive, 'name'>> {
    try {
      return await ekgFilesOn(path);
    } catch (thrown) {
      fault(thrown);
      return { files: [], leftOut: [] };
    }
  }

  return {
    async changed(volumes) {
      const next = new Map<string, Drive>();
      for (const { path, name } of volumes) {
        const known = drives.get(path);
        next.set(path, known ?? { name, ...(await filesOrNone(path)) });
      }
      drives = next;
      announce('ekg.drivesChanged', null);
    },
    answers: {
      'ekg.drives': { who: 'signed-in', check: z.null(), answer: offered },
      'ekg.takeFromDrive': {
        who: 'signed-in',
        check: z.object({ path: z.string(), files: z.array(z.string()).min(1).max(mostOffered) }),
        async answer({ path, files }, { person }) {
          const drive = drives.get(path);
          // Only what was offered is read: a name made up elsewhere is no way to other files.
          if (drive === undefined || files.some((file) => !drive.files.includes(file))) throw new Refusal('ekg-drive-gone');
          const cards: EkgCard[] = [];
          for (const file of files) {
            const whole = join(path, file);
            const bytes = await readFile(whole).catch(() => null);
            if (bytes === null) throw new Refusal('ekg-drive-gone');
            cards.push(await receive(placed(whole, bytes), person.id));
          }
          announce('ekg.drivesChanged', null);
          return cards;
        },
      },
    },
  };
}

function placed(path: string, bytes: Uint8Array): PlacedFile {
  return { name: basename(path), bytes, around: { folder: dirname(path), ready: null } };
}

/** Names below the drive's own folder of what looks like an EKG, whatever its name, and of what is only named like one. */
async function ekgFilesOn(root: string): Promise<Omit<Drive, 'name'>> {
  const found: string[] = [];
  const leftOut: EkgDrive['leftOut'] = [];
  let looked = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    // A folder below that cannot be opened hides no other.
    const entries = await readdir(folder, { withFileTypes: true }).catch((thrown) => {
      if (folder === root) throw thrown;
      return [];
    });
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      if (looked >= mostLooked || found.length >= mostOffered || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < deepest) await walk(path, depth + 1);
      else if (entry.isFile()) {
        looked += 1;
        const why = await hindranceOf(path);
        if (why === null) found.push(relative(root, path));
        else if (isNamedLikeEkg(entry.name) && leftOut.length < mostOffered) leftOut.push({ name: relative(root, path), why });
      }
    }
  };
  await walk(root, 1);
  return { files: found, leftOut };
}

/** null: it looks like an EKG. */
async function hindranceOf(path: string): Promise<EkgDrive['leftOut'][number]['why'] | null> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return 'not-known';
  if (facts.size === 0) return 'empty';
  if (facts.size > largestFile) return 'too-large';
  const bytes = await readFile(path).catch(() => null);
  const isEkg = bytes !== null && isTracing({ name: basename(path), bytes, beside: () => null });
  return isEkg ? null : 'not-known';
}

/** Endings that others use for anything else tell nothing. */
const anybodys = ['txt', 'xml', 'hea'];
const ekgEndings = tracingFormats.flatMap(({ endings }) => endings).filter((ending) => !anybodys.includes(ending));

function isNamedLikeEkg(name: string): boolean {
  return ekgEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
}
