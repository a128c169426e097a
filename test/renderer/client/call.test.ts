/** Orders and their answers: each to whom it belongs, refusals as failures that have words, and no promise left hanging. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Up } from '../../../src/preload/contract.ts';
import { call, hearAnswer, setConnection } from '../../../src/renderer/client/call.ts';
import { wordsFor } from '../../../src/renderer/words.ts';

let sent: Up[];

beforeEach(() => {
  sent = [];
  setConnection(null);
  setConnection({ send: (text) => void sent.push(JSON.parse(text) as Up) });
});

const failureOf = (order: Promise<unknown>) =>
  order.then(
    () => null,
    (failure) => failure,
  );

describe('an order', () => {
  it('carries its name, its input and a number of its own', () => {
    void failureOf(call('visits.read', { visitId: 'v1' }));
    void failureOf(call('people.list', null));
    expect(sent).toMatchObject([
      { call: 'visits.read', in: { visitId: 'v1' } },
      { call: 'people.list', in: null },
    ]);
    expect(sent[0]!.id).not.toBe(sent[1]!.id);
  });

  it('gets its own answer, whatever the order in which answers come', async () => {
    const [first, second] = [call('people.list', null), call('today.read', null)];
    hearAnswer({ id: sent[1]!.id, out: 'the second' } as never);
    hearAnswer({ id: sent[0]!.id, out: 'the first' } as never);
    expect(await first).toBe('the first');
    expect(await second).toBe('the second');
  });

  it('is refused with the station’s failure, which has words', async () => {
    const order = call('people.signIn', { personId: 'p1', pin: '000000' });
    const failure = { code: 'pin-wrong', about: '4', ref: 'A1-0001' } as const;
    hearAnswer({ id: sent[0]!.id, failed: failure });
    expect(await failureOf(order)).toEqual(failure);
    expect(wordsFor(failure)).toEqual({ what: 'That PIN does not match.', doThis: '4 tries left.' });
  });
});

describe('what is heard', () => {
  it('is no answer when it is a fact', () => {
    expect(hearAnswer({ fact: 'devices.changed', is: [] } as never)).toBe(false);
  });

  it('does no harm when nobody waits for it any more', () => {
    expect(hearAnswer({ id: 987_654, out: null } as never)).toBe(true);
    expect(hearAnswer({ id: 987_654, failed: { code: 'unexpected', ref: 'A1-0001' } })).toBe(true);
  });
});

describe('a lost connection', () => {
  it('ends every order that waits, and says that nothing is known of it', async () => {
    const orders = [call('people.list', null), call('today.read', null)];
    setConnection(null);
    for (const order of orders) {
      const failure = await failureOf(order);
      expect(failure).toMatchObject({ code: 'not-connected' });
      expect(wordsFor(failure).doThis).toContain('look whether this was done');
    }
  });

  it('refuses a new order at once', async () => {
    setConnection(null);
    expect(await failureOf(call('people.list', null))).toMatchObject({ code: 'not-connected' });
    expect(sent).toEqual([]);
  });
});
