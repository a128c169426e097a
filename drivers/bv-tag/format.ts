import type { LoggerFormat } from '../model/logger-format.ts';
import { isBvHead, readBvTag } from './decode.ts';

export const bvTag: LoggerFormat = {
  id: 'bv-tag',
  label: 'BV cold-chain tag (binary)',
  grade: 'B',
  source: 'Cold-chain notes 12; one public program and one checked file',
  endings: ['bv'],
  recognize: ({ bytes }) => isBvHead(bytes),
  read: ({ bytes }) => readBvTag(bytes),
};
