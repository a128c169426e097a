/** EKGs while they are taken: what the devices send is held, judged once a second, and recorded when a person asks. */
import { z } from 'zod';
import type { DeviceCard, EkgLive, EkgLiveCalls, EkgSettings } from '../../../../preload/contract.ts';
import type { Answers } from '../../../answer.ts';
import { Refusal } from '../../../refusal.ts';
import { ekgsOfVisit } from '../../../storage/ekg-takes.ts';
import type { Db } from '../../../storage/open.ts';
import { cardOf } from '../card.ts';

export interface LiveEkgParts {
  db: Db;
  settings(): EkgSettings;
  devices(): DeviceCard[];
}

export interface LiveEkg {
  answers: Answers<keyof EkgLiveCalls>;
}

const id = z.string().min(1).max(200);

export function createLiveEkg({ db, settings, devices }: LiveEkgParts): LiveEkg {
  function live(visitId: string | null): EkgLive {
    const { electrodeColors, analysis } = settings();
    const ekgDevices = devices().filter(({ gives }) => gives.includes('ekg'));
    const listed = ekgDevices.map((card) => ({ deviceId: card.id, label: card.label, isSending: card.state === 'answering' }));
    return {
      devices: listed,
      proposedDeviceId: (listed.find(({ isSending }) => isSending) ?? listed[0])?.deviceId ?? null,
      coaches: [],
      recordings: [],
      ofVisit: visitId === null ? [] : ekgsOfVisit(db, visitId).map((row) => cardOf(db, row)),
      electrodeColors,
      analysis,
    };
  }
  return {
    answers: {
      'ekg.live': {
        who: 'signed-in',
        check: z.object({ visitId: id.nullable() }),
        answer: ({ visitId }) => live(visitId),
      },
      'ekg.record': {
        who: 'signed-in',
        check: z.object({
          visitId: id,
          deviceId: id,
          take: z.enum(['last-ten', 'next-ten']),
          placement: z.enum(['standard', 'mason-likar']),
          retakeOf: id.nullable(),
          orderNumber: z.null(),
        }),
        answer() {
          throw new Refusal('ekg-no-leads');
        },
      },
      'ekg.stopRecording': {
        who: 'signed-in',
        check: z.object({ id }),
        answer() {
          throw new Refusal('ekg-unknown');
        },
      },
      'ekg.keep': {
        who: 'signed-in',
        check: z.object({
          id,
          reason: z.enum(['cannot-lie-still', 'urgent', 'best-possible', 'electrodes-checked', 'other']),
          note: z.string().max(500),
        }),
        answer() {
          throw new Refusal('ekg-unknown');
        },
      },
      'ekg.discardRecording': {
        who: 'signed-in',
        check: z.object({ id }),
        answer() {
          throw new Refusal('ekg-unknown');
        },
      },
    },
  };
}
