/** Takes files in, one after the other, and says what became of them. */
import { type ReactNode, useState } from 'react';
import type { EkgCard, SentEkgFile } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { base64Of } from '../../../client/file-bytes.ts';
import { clockTime } from '../../rooming/age.ts';
import { useAct } from '../../rooming/useAct.tsx';
import { recordsOf } from './records-of-files.ts';

const largestFile = 20 * 1024 * 1024;
/** A card that is older than this was here before the file was dropped again. */
const justNow = 10_000;

export interface Receive {
  take: (files: readonly File[]) => Promise<void>;
  busy: boolean;
  words: string;
  refusal: ReactNode;
}

export function useReceive(onTaken: (card: EkgCard) => void): Receive {
  const [words, setWords] = useState('');
  const { act, busy, refusal } = useAct();
  async function take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    await act(async () => {
      const told: string[] = [];
      for (const { file, beside } of await recordsOf(files)) {
        if (beside.reduce((sum, { size }) => sum + size, file.size) > largestFile) {
          told.push(`${file.name} is larger than 20 MB. Export the resting EKG alone from the cart.`);
          continue;
        }
        const card = await call('ekg.receive', { ...(await sent(file)), beside: await Promise.all(beside.map(sent)) });
        told.push(wordsOf(card, file.name));
        onTaken(card);
      }
      setWords(told.join(' '));
    });
  }
  return { take, busy, words, refusal };
}

async function sent(file: File): Promise<SentEkgFile> {
  return { fileName: file.name.slice(0, 200), base64: await base64Of(file) };
}

function wordsOf(card: EkgCard, name: string): string {
  if (Date.now() - Date.parse(card.receivedAt) > justNow) return `${name} came in already, at ${clockTime(card.receivedAt)}.`;
  return card.problem === null ? `${name} is here.` : `${name} could not be read; it is kept.`;
}
