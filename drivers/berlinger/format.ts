import { looseText } from '../framing/loose-text.ts';
import type { LoggerFormat } from '../model/logger-format.ts';
import { readBerlinger } from './decode.ts';

export const berlinger: LoggerFormat = {
  id: 'berlinger',
  label: 'Berlinger Fridge-tag 2, 2 E, 2 L, Ultra Low; Q-tag CLm doc',
  grade: 'A',
  source: 'Cold-chain notes 4; five device files, signatures of four lots',
  endings: ['txt'],
  recognize: ({ bytes }) => /^\s*Device: .*(Q-tag|Fridge-tag)/.test(looseText(bytes.subarray(0, 256)).text),
  read: ({ bytes }) => readBerlinger(bytes),
};
