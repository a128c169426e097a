import { describe, expect, it } from 'vitest';
import { allOf, at, escaped, everyOf, numberAt, parseXml, textAt } from '../../drivers/framing/xml.ts';
import { UnreadableTracing } from '../../drivers/model/tracing-format.ts';

describe('XML of devices', () => {
  const root = parseXml(
    '<?xml version="1.0"?><!DOCTYPE r SYSTEM "never-fetched.dtd"><p:r xmlns:p="urn:x"><a n="1"> 007 </a><a n="2"><b>x&lt;y&#233;&amp;lt;</b></a><c>1.5e2</c><d/><!-- no --></p:r>',
  );

  it('is a tree of elements without prefixes, with numbers kept as text', () => {
    expect(root.name).toBe('r');
    expect(allOf(root, 'a').map(({ attributes }) => attributes.n)).toEqual(['1', '2']);
    expect(textAt(root, 'a')).toBe('007');
    expect(numberAt(root, 'c')).toBe(150);
    expect([textAt(root, 'd'), numberAt(root, 'd'), textAt(root, 'none'), at(root, 'none', 'b')]).toEqual([null, null, null, null]);
  });

  it('replaces each of XML’s own entities once', () => {
    expect(everyOf(root, 'b')[0]?.text).toBe('x<yé&lt;');
  });

  it('refuses entities of the file’s own before anything grows', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(1000)}"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>`;
    expect(() => parseXml(bomb)).toThrow(UnreadableTracing);
  });

  it.each(['', 'not xml', '<a><b></a>', '<a>', '<a/><b/>', `${'<a>'.repeat(500)}${'</a>'.repeat(500)}`])('refuses %s', (text) => {
    expect(() => parseXml(text)).toThrow(UnreadableTracing);
  });

  it('escapes what must not stand in text, and leaves out what cannot', () => {
    expect(parseXml(`<a n="${escaped('"<&>')}">${escaped('a\u0000<&>"b')}</a>`)).toMatchObject({
      attributes: { n: '"<&>' },
      text: 'a<&>"b',
    });
  });
});
