/** Ports in the test's hand: each opening succeeds or is refused as told, and bytes come when the test says so. */
import { createInbox, type Inbox } from '../../src/main/ports/inbox.ts';
import { type OpenPort, type Port, type PortAddress, PortError, type PortTrouble } from '../../src/main/ports/port.ts';

export interface ScriptedPorts {
  open: OpenPort;
  /** When each opening was tried. */
  readonly tries: { address: PortAddress }[];
  /** The next openings are refused for this reason, until told otherwise. */
  refuse(trouble: PortTrouble | null): void;
  /** Bytes from the device over the newest connection. */
  say(bytes: Uint8Array | readonly number[] | string): void;
  pull(): void;
  /** What the station has written over all connections. */
  readonly written: Uint8Array[];
  /** Called with what the station writes: the scripted device's answers. */
  answer(reply: (asked: Uint8Array) => Uint8Array | string | null): void;
}

export function createScriptedPorts(): ScriptedPorts {
  const tries: { address: PortAddress }[] = [];
  const written: Uint8Array[] = [];
  let refusal: PortTrouble | null = null;
  let inbox: Inbox | null = null;
  let reply: (asked: Uint8Array) => Uint8Array | string | null = () => null;
  const bytesOf = (bytes: Uint8Array | readonly number[] | string) =>
    typeof bytes === 'string' ? Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)) : Uint8Array.from(bytes);
  const say = (bytes: Uint8Array | readonly number[] | string) => inbox?.bytes(bytesOf(bytes));
  const write = async (bytes: Uint8Array) => {
    written.push(bytes);
    const answer = reply(bytes);
    if (answer !== null) setImmediate(() => say(answer));
  };
  return {
    tries,
    written,
    async open(address, _line, accept) {
      tries.push({ address });
      if (refusal !== null) throw new PortError(refusal, address.path);
      const here = createInbox();
      inbox = here;
      const port: Port = {
        label: address.path,
        onBytes: here.onBytes,
        onClosed: here.onClosed,
        write,
        writeFeature: write,
        close: async () => here.closed(null),
      };
      accept(port);
      return port;
    },
    refuse(trouble) {
      refusal = trouble;
    },
    say,
    pull: () => inbox?.closed('gone'),
    answer(given) {
      reply = given;
    },
  };
}
