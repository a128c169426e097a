/** `isoline replay`: says a recorded session again over a serial path, at the pace at which it was recorded. */
import { readRecording } from '../ports/recording-file.ts';
import { sayAgain } from '../ports/replay.ts';
import { systemTimers } from '../ports/timers.ts';
import { openSerialOut } from './line-out.ts';
import { serialLineOf } from './simulate.ts';

/** Resolves when the last byte is out, or the other side hangs up. Throws RecordingProblem or LineProblem. */
export async function replayRecording({ text, on }: { text: string; on: string }): Promise<void> {
  const recording = readRecording(text);
  const port = await openSerialOut(on, serialLineOf(recording));
  let stop = (): void => undefined;
  let last: Promise<void> = Promise.resolve();
  const hungUp = new Promise<void>((done) => port.onClosed(() => done()));
  const said = new Promise<void>((done) => {
    stop = sayAgain(
      recording,
      systemTimers,
      (bytes) => {
        last = port.write(bytes).catch(() => undefined);
      },
      done,
    );
  });
  await Promise.race([said.then(() => last), hungUp]);
  stop();
  await port.close();
}
