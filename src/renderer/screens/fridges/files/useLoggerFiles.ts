/** Takes logger files in one after the other, and keeps what became of each until the person has answered what it leaves open. */
import { useState } from 'react';
import type { FileAnswers, FileOutcome } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { base64Of } from '../../../client/file-bytes.ts';
import { type Act, useAct } from '../../rooming/useAct.tsx';

/** A logger's file as text is a few megabytes; 64 MiB are three years at a minute. */
const largestFile = 64 * 1024 * 1024;

export interface TakenFile {
  key: number;
  fileName: string;
  base64: string;
  unitId: string | null;
  answers: FileAnswers;
  /** null: it is being read. */
  outcome: FileOutcome | null;
}

export interface LoggerFiles extends Pick<Act, 'busy' | 'refusal'> {
  files: readonly TakenFile[];
  take: (files: readonly File[]) => Promise<void>;
  /** The same file again, with what a person has said about it. */
  answer: (file: TakenFile, change: { unitId?: string; answers?: FileAnswers }) => Promise<void>;
  /** Nothing of it was stored. */
  leave: (file: TakenFile) => void;
}

let count = 0;

export function useLoggerFiles(unitId: string | null): LoggerFiles {
  const [files, setFiles] = useState<readonly TakenFile[]>([]);
  const { act, busy, refusal } = useAct();
  const set = (file: TakenFile) => setFiles((known) => [...known.filter(({ key }) => key !== file.key), file].sort(byKey));
  const leave = ({ key }: TakenFile) => setFiles((known) => known.filter((one) => one.key !== key));
  async function read(file: TakenFile): Promise<void> {
    set({ ...file, outcome: null });
    try {
      const { fileName, base64, unitId: unit, answers } = file;
      set({ ...file, outcome: await call('fridge.receive', { fileName, base64, unitId: unit, answers }) });
    } catch (thrown) {
      leave(file);
      throw thrown;
    }
  }
  return {
    files,
    busy,
    refusal,
    leave,
    async take(chosen) {
      await act(async () => {
        for (const file of chosen) {
          const taken = await takenFrom(file, unitId);
          if (taken.outcome === null) await read(taken);
          else set(taken);
        }
      });
    },
    async answer(file, { unitId: unit, answers }) {
      await act(() => read({ ...file, unitId: unit ?? file.unitId, answers: { ...file.answers, ...answers } }));
    },
  };
}

function byKey(one: TakenFile, other: TakenFile): number {
  return one.key - other.key;
}

async function takenFrom(file: File, unitId: string | null): Promise<TakenFile> {
  count += 1;
  const fileName = file.name.slice(0, 200);
  const taken = { key: count, fileName, unitId, answers: {} };
  if (file.size > largestFile) {
    const what = 'It is larger than 64 MB. No logger writes so much: is it the right file?';
    return { ...taken, base64: '', outcome: { state: 'unreadable', fileName, what, where: null } };
  }
  return { ...taken, base64: await base64Of(file), outcome: null };
}
