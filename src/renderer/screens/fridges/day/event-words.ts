/** What happened to a unit, each in a title and a line. Pure. */
import { clockAt } from '../../../../../drivers/framing/local-time.ts';
import type { FridgeEvent, StorageUnit } from '../../../../preload/contract.ts';
import { clockWords, momentWords } from '../day-words.ts';
import { degreesWords } from '../degrees.ts';
import { minutesWords } from './check-order.ts';

export interface EventWords {
  title: string;
  line: string;
  asks: boolean;
}

const words = (seconds: number) => momentWords(clockAt(seconds)!);
const short = (seconds: number) => clockWords(clockAt(seconds)!);

export function eventWords(event: FridgeEvent, { low, high, basis }: StorageUnit): EventWords {
  switch (event.what) {
    case 'excursion': {
      const where = event.side === 'high' ? `Above ${degreesWords(high, basis)}` : `Below ${degreesWords(low, basis)}`;
      const peak = `peak ${degreesWords(event.peak, basis)}${event.peakAt === null ? '' : ` at ${short(event.peakAt)}`}`;
      return {
        title: event.minutes === null ? where : `${where}, ${minutesWords(event.minutes)}`,
        line: `${words(event.from)} to ${event.to === null ? 'now: still out' : short(event.to)}, ${peak}`,
        asks: true,
      };
    }
    case 'gap':
      return {
        title: `No data, ${minutesWords(event.minutes)}`,
        line: `${words(event.from)} to ${short(event.to)}: unknown, not in range`,
        asks: false,
      };
    case 'device-alarm': {
      const since = event.alarmedAt === null ? '' : `, from ${words(event.alarmedAt)}`;
      return {
        title: 'The logger’s own alarm',
        line: `${event.side === 'high' ? 'High' : 'Low'}${since}. ${event.confirmed ? 'Seen on the device.' : 'Not confirmed on the device.'}`,
        asks: false,
      };
    }
    case 'check': {
      const { current, lowest, highest, comment } = event.values;
      const read = [
        current === null ? '' : `now ${degreesWords(current, basis)}`,
        lowest === null ? '' : `lowest ${degreesWords(lowest, basis)}`,
        highest === null ? '' : `highest ${degreesWords(highest, basis)}`,
        comment,
      ].filter(Boolean);
      return {
        title: `${event.half === 'AM' ? 'Morning' : 'Afternoon'} check, ${event.by}`,
        line: `${words(event.at)}: ${read.join(', ')}`,
        asks: false,
      };
    }
    case 'button':
      return { title: 'Button pressed on the logger', line: words(event.at), asks: false };
    case 'clock':
      return { title: 'The logger’s clock was set', line: `From ${words(event.before)} to ${words(event.after)}`, asks: false };
    case 'note':
      return { title: event.text, line: `${words(event.at)}${event.by === null ? '' : `, ${event.by}`}`, asks: false };
  }
}
