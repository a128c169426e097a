/** The connection doctor's words: for each cause one sentence and one next step. */
import type { DeviceCard, Doctor, DoctorCause } from '../../../preload/contract.ts';

type Fill = Record<string, string>;
type Words = { sentence: (about: Fill) => string; next: (about: Fill) => string };

export const causeWords: Readonly<Record<DoctorCause, Words>> = {
  well: { sentence: ({ name }) => `${name} is connected and answering.`, next: () => 'Nothing needs doing.' },
  waiting: { sentence: ({ name }) => `${name} is connected.`, next: () => 'It speaks when it is used. Nothing needs doing.' },
  connecting: { sentence: ({ name }) => `${name} is being connected.`, next: () => 'Isoline keeps trying by itself.' },
  silent: {
    sentence: ({ name }) => `${name} is connected but sends nothing.`,
    next: ({ whenSilent }) => `Check that it is on and that data output is enabled: ${whenSilent}`,
  },
  'port-busy': {
    sentence: ({ name }) => `Another program is using the cable of ${name}.`,
    next: () => 'Close it, or unplug and plug the cable in again.',
  },
  noisy: {
    sentence: ({ share }) => `The cable delivers damaged data (${share} of frames).`,
    next: () => 'Push both plugs in firmly, or try another cable.',
  },
  'wrong-language': {
    sentence: ({ name }) => `Bytes arrive, but not in the language of ${name}.`,
    next: ({ line }) => `Set the device to ${line}, or let Isoline try the other speeds.`,
  },
  'no-permission': {
    sentence: ({ port }) => `This computer does not let Isoline open ${port}.`,
    next: () => 'Ask IT to run the port rule, then sign in to the computer again.',
  },
  'two-candidates': { sentence: () => 'Two devices fit this port.', next: () => 'Choose the one in front of you. Isoline remembers it.' },
  unplugged: {
    sentence: ({ since }) => `The cable was unplugged at ${since}.`,
    next: () => 'Plug it in again. Nothing else is needed.',
  },
  'library-missing': {
    sentence: () => 'The USB library of this computer is missing.',
    next: () => 'Ask IT to install libusb-1.0 (on Debian and Ubuntu: libusb-1.0-0). Everything else goes on without it.',
  },
  'address-in-use': {
    sentence: ({ port }) => `Another program already listens on ${port}.`,
    next: () => 'Close it, or let this device use another port number.',
  },
  stopped: { sentence: ({ name }) => `${name} is not being read.`, next: () => 'Press Try again.' },
  'wrong-dialect': {
    sentence: ({ name }) => `${name} sends its printer format, not its data format.`,
    next: ({ whenSilent }) => `Change its serial output: ${whenSilent}`,
  },
  sensor: {
    sentence: ({ name, status }) => `${name} answers: ${status}.`,
    next: () => 'The line is good. Look at the sensor on the patient.',
  },
};

export function sentenceOf(doctor: Doctor): { sentence: string; next: string } {
  const words = causeWords[doctor.cause];
  return { sentence: words.sentence(doctor.about), next: words.next(doctor.about) };
}

/** A device's state in two words for the list, and whether it is well. */
export function stateWords(device: DeviceCard, now: number): { words: string; well: boolean } {
  const since = Math.max(0, Math.floor((now - Date.parse(device.lastGoodFrameAt ?? device.stateSince)) / 1000));
  const age = since < 60 ? `${since} s` : since < 3600 ? `${Math.floor(since / 60)} min` : `${Math.floor(since / 3600)} h`;
  switch (device.state) {
    case 'answering':
      return { words: 'Answering', well: true };
    case 'waiting':
      return { words: 'Ready', well: true };
    case 'connecting':
      return { words: 'Connecting', well: true };
    case 'silent':
      return { words: `Silent ${age}`, well: false };
    case 'noisy':
      return { words: 'Damaged data', well: false };
    case 'wrong-language':
      return { words: 'Not understood', well: false };
    case 'unplugged':
      return { words: 'Unplugged', well: false };
    case 'port-busy':
      return { words: 'Port in use', well: false };
    case 'no-permission':
      return { words: 'No permission', well: false };
    case 'library-missing':
      return { words: 'Library missing', well: false };
    case 'address-in-use':
      return { words: 'Address in use', well: false };
    case 'ambiguous':
      return { words: 'Which one?', well: false };
    case 'stopped':
      return { words: 'Stopped', well: false };
  }
}
