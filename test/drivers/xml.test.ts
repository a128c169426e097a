import { describe, expect, it } from 'vitest';
import { allOf, at, escaped, everyOf, numberAt, parseXml, textAt } from '../../drivers/framing/xml.ts';
import { UnreadableTracing } from '../../drivers/model/tracing-format.ts';

describe('XML of devices', () => {
  const root = parseXml(
    '<?xml version="1.0"?><!DOCTYPE r SYSTEM "never-fetched.dtd"><p:r xmlns:p="urn:x"><a n="1"> 007 </a><a xmlns:q="urn:y" q:n="2"><b>x&lt;y&#233;&amp;lt;</b></a><c>1.5e2</c><d/><!-- no --></p:r>',
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

  it('reads what devices write although XML forbids it, and loses no character of it', () => {
    const sloppy = ' \n\ufeff<?xml version="1.0"?><a n="Smith & Co">A&B &nbsp; &lt;\u0007<![CDATA[ x & y ]]></a>\0\0';
    expect(parseXml(sloppy)).toMatchObject({ attributes: { n: 'Smith & Co' }, text: 'A&B &nbsp; <\ufffd x & y ' });
  });

  it('reads the same wherever the text is cut for the parser', () => {
    const words = 'x&lt;&#233;y😀'.repeat(20_000);
    expect(parseXml(`<a>${words}</a>`).text).toBe('x<éy😀'.repeat(20_000));
  });

  it.each([
    ['tags without end', '<a>'.repeat(1_000_000), 'nested deeper than 60'],
    ['elements without end', `<a>${'<b/>'.repeat(500_000)}</a>`, 'more than 400000 elements'],
    [
      'attributes without end',
      `<a ${Array.from({ length: 50_000 }, (_, index) => `n${index}="1"`).join(' ')}/>`,
      'more than 1000 attributes',
    ],
  ])('ends reading at %s', (_what, text, words) => {
    expect(() => parseXml(text)).toThrow(words);
  });

  it('escapes what must not stand in text, and leaves out what cannot', () => {
    expect(parseXml(`<a n="${escaped('"<&>')}">${escaped('a\u0000<&>"b')}</a>`)).toMatchObject({
      attributes: { n: '"<&>' },
      text: 'a<&>"b',
    });
  });
});
