/** Asks the monitor in turn for pressure, saturation, pulse and temperature: one question outstanding, a round about every second. */
import type { Asking } from '../model/driver.ts';
import type { Heard } from '../model/heard.ts';
import { decodeDinamap } from './decode.ts';
import { requestBytes, requests } from './message.ts';

const replyTimeoutMs = 3000;
const betweenMs = 220;

export async function* converseDinamap(asking: Asking): AsyncGenerator<Heard, void, void> {
  const decoder = decodeDinamap();
  let pulse: string = requests.pulse;
  while (!asking.ended) {
    for (const request of [requests.pressure, requests.saturation, pulse, requests.temperature]) {
      if (asking.ended) return;
      await asking.send(requestBytes(request));
      const frame = await asking.nextFrame(replyTimeoutMs);
      const heard = frame === null ? [] : decoder.hear(textOf(frame.bytes), frame);
      // A Pro 200 does not know RA; it answers the older form of the same question.
      if (request === requests.pulse && heard.some((one) => one.kind === 'status' && one.status === 'refused'))
        pulse = requests.pulseOfPro200;
      yield* heard;
      await asking.pause(betweenMs);
    }
  }
}

/** The reply without its delimiter, one character per byte. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes).replace(/\r$/, '');
}
