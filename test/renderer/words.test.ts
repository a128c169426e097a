import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/preload/contract.ts';
import { causeWords } from '../../src/renderer/screens/devices/words.ts';
import { words, wordsFor } from '../../src/renderer/words.ts';

const empty = /\b(error|invalid|failed|please|oops)\b/i;

describe('the words of refusals', () => {
  it.each(Object.entries(words))('%s says what happened, then what to do', (_code, { what, doThis }) => {
    expect(what).toMatch(/^[A-Z].*[.?]$/);
    expect(doThis).toMatch(/^[A-Z].*\.$/);
    expect(`${what} ${doThis}`).not.toMatch(empty);
  });

  it('name what a refusal is about where that helps', () => {
    const about = (code: FailureCode, text: string) => wordsFor({ code, about: text, ref: 'A1-0001' });
    expect(about('pin-wrong', '4').doThis).toBe('4 tries left.');
    expect(about('pin-paused', '90').doThis).toContain('1:30');
    expect(about('visit-closed', 'Devon Park').what).toBe('This visit was closed by Devon Park.');
    expect(about('visit-not-empty', '1').what).toBe('1 value is not signed.');
  });
});

describe('the words of the connection doctor', () => {
  const about = {
    name: 'The monitor',
    port: 'COM4',
    whenSilent: 'Menu, On.',
    share: '12 %',
    line: '9600 8N1',
    since: '9:44',
    status: 'sensor off',
  };
  it.each(Object.entries(causeWords))('%s has a sentence and a next step', (_cause, { sentence, next }) => {
    expect(sentence(about)).toMatch(/\.$/);
    expect(next(about)).toMatch(/\.$/);
    expect(`${sentence(about)} ${next(about)}`).not.toMatch(empty);
    expect(`${sentence(about)} ${next(about)}`).not.toContain('undefined');
  });
});
