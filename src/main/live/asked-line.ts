/** An open port as a conversation with a logger or a probe holds it. The bytes of the port are this conversation's alone. */
import type { AskedLine } from '../../../drivers/model/logger-device.ts';
import { type Port, PortError } from '../ports/port.ts';
import type { Timers } from '../ports/timers.ts';
import { createAsking } from './asking.ts';

export interface HeldLine {
  asking: AskedLine;
  /** Ends the conversation, then the port. */
  close(): Promise<void>;
}

export function holdLine(port: Port, timers: Timers): HeldLine {
  let offset = 0;
  const line = createAsking({
    write: port.write,
    writeFeature: port.writeFeature,
    timers,
    turned: () => undefined,
    unanswered: () => undefined,
  });
  port.onBytes((bytes) => {
    const from = offset;
    offset += bytes.length;
    line.frame({ from, at: offset, bytes: Uint8Array.from(bytes) });
  });
  port.onClosed(() => line.end());
  const asking = Object.assign(Object.create(line.asking) as typeof line.asking, {
    setBaud: (baud: number) =>
      port.setBaud?.(baud) ?? Promise.reject(new PortError('other', port.label, new Error('this link has no speed'))),
  });
  return {
    asking,
    async close() {
      line.end();
      await port.close();
    },
  };
}
