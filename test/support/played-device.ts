/** A simulated device on a real pseudo-terminal: plays its bytes on time and answers what it is asked. */
import type { Simulation } from '../../drivers/model/driver.ts';
import { openPty } from './pty.ts';

export interface PlayedDevice {
  path: string;
  press(control: string): void;
  stop(): void;
}

export function playOnPty(simulation: Simulation): PlayedDevice {
  const pty = openPty();
  const began = Date.now();
  const elapsed = () => Date.now() - began;
  let heard = 0;
  let next = simulation.next();
  const write = (sent: readonly { atMs: number; bytes: Uint8Array }[]) => {
    for (const { atMs, bytes } of sent) setTimeout(() => pty.write(bytes), Math.max(0, atMs - elapsed()));
  };
  const timer = setInterval(() => {
    const written = pty.written();
    if (written.length > heard) {
      const asked = Uint8Array.from(written.slice(heard), (letter) => letter.charCodeAt(0));
      heard = written.length;
      write(simulation.answer(asked, elapsed()));
    }
    while (next !== null && next.atMs <= elapsed()) {
      pty.write(next.bytes);
      next = simulation.next();
    }
  }, 10);
  return {
    path: pty.path,
    press: (control) => write(simulation.press(control, elapsed())),
    stop() {
      clearInterval(timer);
      pty.hangUp();
    },
  };
}
