/** Judging on another thread says what judging here says, and the program's own thread is free meanwhile. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Judgement, type JudgementNeeds, judgementNeeds, judgeNow } from '../../../src/main/chart/ekg/live/judgement.ts';
import { beginStream, type LeadStream } from '../../../src/main/chart/ekg/live/stream.ts';
import { createEkgJudge, type EkgJudge } from '../../../src/main/station/ekg-judge.ts';
import type { LiveLeads } from '../../../src/preload/contract.ts';
import { madeUpHeart } from '../../support/made-up-heart.ts';

let judge: EkgJudge;
const problems: unknown[] = [];
afterEach(async () => {
  await judge.stop();
  problems.length = 0;
});

function needsOf(change: Partial<JudgementNeeds> = {}): JudgementNeeds {
  const { leads } = madeUpHeart({ noise: 4 }).tracing;
  const wired = leads.filter(({ name }) => /^(I|II|V\d)$/.test(name));
  const batch: LiveLeads = {
    deviceId: 'box',
    hz: 500,
    leads: wired.map(({ name }) => name),
    nanovoltsPerBit: wired[0]!.nanovoltsPerBit!,
    samples: wired.map(({ samples }) => [...samples]),
    contact: {},
    lostBefore: 0,
    pacer: [],
    at: 0,
  };
  const stream: LeadStream = beginStream(batch, { judge: judgeNow, report: () => undefined });
  stream.hear(batch);
  return { ...judgementNeeds(stream.held, { analysis: true, steady: { wrong: '', since: 0 }, hadContact: true }), ...change };
}

describe('a judge on a thread of its own', () => {
  it('says what is said here', async () => {
    judge = createEkgJudge((thrown) => problems.push(thrown));
    const needs = needsOf();
    const answer = judge.judge(needs);
    expect(answer).toBeInstanceOf(Promise);
    const there = (await answer) as Judgement;
    expect(there).toEqual(judgeNow(needs));
    expect(there.sentences.map(({ code }) => code)).toEqual(['clean']);
    expect(problems).toEqual([]);
  });

  it('keeps looks apart that are asked at once', async () => {
    judge = createEkgJudge((thrown) => problems.push(thrown));
    const off = needsOf({ contact: { V3: 'off' } });
    const [one, other] = (await Promise.all([judge.judge(needsOf()), judge.judge(off)])) as Judgement[];
    expect([one!.sentences[0]!.code, other!.sentences[0]!.code]).toEqual(['clean', 'no-contact']);
  });

  it('says what went wrong in one look, and takes the next all the same', async () => {
    judge = createEkgJudge((thrown) => problems.push(thrown));
    const broken = { ...needsOf(), recent: null } as unknown as JudgementNeeds;
    await expect(judge.judge(broken)).rejects.toThrow(/null/);
    expect(((await judge.judge(needsOf())) as Judgement).sentences[0]!.code).toBe('clean');
    expect(problems).toEqual([]);
  });

  it('takes no thread for a device’s own word', () => {
    judge = createEkgJudge((thrown) => problems.push(thrown));
    expect(judge.judge(needsOf({ analysis: false }))).not.toBeInstanceOf(Promise);
  });
});
