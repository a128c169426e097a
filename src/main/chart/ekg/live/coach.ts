/** Watches one stream of EKG instants: what it says once a second, calm enough to be read, and for how long all has been well. */
import type { CoachSentence, EkgCoach, EkgSwap } from '../../../../preload/contract.ts';
import { inState, saidByDevice } from './electrodes.ts';
import { sentence } from './faults.ts';
import { type HeldLeads, silenceMs } from './held-leads.ts';
import { type Judgement, type JudgementNeeds, judgementNeeds, type Steady } from './judgement.ts';
import type { StreamClock } from './stream-clock.ts';

export interface Coach {
  /** To be asked once a second; told at once where the judge answers at once. */
  look(now: Date, analysis: boolean, tell: (coach: EkgCoach) => void): void;
  readonly last: EkgCoach | null;
}

/** Judging takes some tens of milliseconds: it may be done on another thread, so that nothing waits for it. */
export type Judge = (needs: JudgementNeeds) => Judgement | Promise<Judgement>;

export interface Judging {
  judge: Judge;
  /** Hears of a look that went wrong; the next one is taken all the same. */
  report(thrown: unknown): void;
}

/** A sentence can be read before the next one takes its place. */
const calmMs = 2000;
/** The device is set up for another rate when it is this far off; no crystal is. */
const wrongRate = 0.02;
const lostAtMost = 0.5;

export function createCoach(deviceId: string, held: HeldLeads, clock: StreamClock, { judge, report }: Judging): Coach {
  let last: EkgCoach | null = null;
  let said: { is: CoachSentence; since: number } | null = null;
  let steady: Steady = { wrong: '', since: 0 };
  let cleanSeconds = 0;
  let hadContact = false;
  let suspected: string | null = null;

  /** A look that has not been answered: the next one waits. */
  let isLooking = false;

  function answered(judged: Judgement): Judgement {
    steady = judged.steady;
    hadContact ||= inState(judged.electrodes, 'good').length > 0;
    return withSureSwap(judged);
  }

  /** An exchange is named when two looks in a row find the same one. */
  function withSureSwap(judged: Judgement): Judgement {
    const found = judged.swap?.swap ?? null;
    const isSure = found === suspected;
    suspected = found;
    if (isSure || found === null) return judged;
    const sentences = judged.sentences.filter(({ code }) => code !== 'swap');
    return { ...judged, swap: null, sentences: sentences.length > 0 ? sentences : [sentence('clean')] };
  }

  function calm(wanted: CoachSentence, now: number): CoachSentence {
    if (said !== null && isSame(said.is, wanted)) said.is = wanted;
    else if (said === null || now - said.since >= calmMs || wanted.code === 'not-sending') said = { is: wanted, since: now };
    return said.is;
  }

  function lostLately(): number {
    return held.slice(held.end - 10 * held.hz, held.end).lost.reduce((sum, { count }) => sum + count, 0);
  }

  function sayWith(judged: Pick<Judgement, 'sentences' | 'electrodes' | 'heartRate'>, now: Date, analysis: boolean): EkgCoach {
    const isSilent = judged === silent;
    const lastTenSeconds = lostLately();
    const measuredHz = clock.measuredHz();
    const before = [
      ...(!isSilent && isWrongRate(held.hz, measuredHz) ? [sentence('wrong-rate')] : []),
      ...(!isSilent && lastTenSeconds > lostAtMost * held.hz ? [sentence('lost')] : []),
    ];
    const sentences = [...before, ...judged.sentences.filter(({ code }) => before.length === 0 || !isWell(code))];
    cleanSeconds = isClean(sentences[0]!.code) ? Math.min(10, cleanSeconds + 1) : 0;
    const main = calm(sentences[0]!, now.getTime());
    last = {
      deviceId,
      at: now.toISOString(),
      analysis,
      electrodes: judged.electrodes,
      sentence: main,
      others: sentences.filter((one) => !isSame(one, main) && !isWell(one.code)),
      cleanSeconds,
      heldSeconds: Math.min(10, Math.floor((held.end - held.oldest) / held.hz)),
      heartRate: judged.heartRate,
      lost: { lastTenSeconds, total: held.lostInAll },
      clockDriftPartsPerMillion: clock.drift(),
      hz: held.hz,
      measuredHz: measuredHz === null ? null : Math.round(measuredHz * 10) / 10,
      leads: [...held.names],
    };
    return last;
  }

  return {
    get last() {
      return last;
    },
    look(now, analysis, tell) {
      if (isLooking) return;
      if (now.getTime() - held.at > silenceMs) return tell(sayWith(silent, now, analysis));
      const judged = judge(judgementNeeds(held, { analysis, steady, hadContact }));
      if (!(judged instanceof Promise)) return tell(sayWith(answered(judged), now, analysis));
      isLooking = true;
      void judged
        .then((one) => tell(sayWith(answered(one), now, analysis)))
        .catch(report)
        .finally(() => {
          isLooking = false;
        });
    },
  };
}

/** What stands when nothing is known to be wrong. */
function isWell(code: CoachSentence['code']): boolean {
  return isClean(code) || code === 'no-word' || code === 'looking';
}

function isClean(code: CoachSentence['code']): boolean {
  return code === 'clean' || code === 'contact';
}

function isSame(one: CoachSentence, other: CoachSentence): boolean {
  const key = ({ code, electrodes, swap }: CoachSentence) => JSON.stringify([code, electrodes, swapName(swap)]);
  return key(one) === key(other);
}

const swapName = (swap: EkgSwap | null) => swap?.swap ?? null;

export function isWrongRate(hz: number, measuredHz: number | null): boolean {
  return measuredHz !== null && Math.abs(measuredHz / hz - 1) > wrongRate;
}

const silent: Pick<Judgement, 'sentences' | 'electrodes' | 'heartRate'> = {
  sentences: [sentence('not-sending')],
  electrodes: saidByDevice({}),
  heartRate: null,
};
