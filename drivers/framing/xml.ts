/**
 * XML of medical devices, read without surprises: no DTD is fetched, no entity but XML's own five is replaced, numbers stay
 * text, prefixes are dropped (devices disagree about them). A tree of elements; text is joined.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableTracing } from '../model/tracing-format.ts';

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  /** Text directly in this element, joined, not trimmed. */
  text: string;
}

/** Nothing a device writes is deeper, wider or longer. Beyond it reading ends there, so that time and memory stay bounded. */
const deepest = 60;
const mostElements = 400_000;
const mostAttributes = 1000;
const longest = 32_000_000;
/** Characters given to the parser at a time: what is wrong at the beginning is refused without looking at the rest. */
const pieceLength = 65_536;

/** The root element. Throws `UnreadableTracing` for text that is no well-formed XML. */
export function parseXml(text: string): Element {
  if (/<!ENTITY/i.test(text)) throw new UnreadableTracing('the file defines XML entities, which no device does', 'document type');
  if (text.length > longest) throw new UnreadableTracing(`the XML has more than ${longest / 1_000_000} million characters`);
  const parser = new SaxesParser();
  const tree = treeOf(parser);
  const whole = asDevicesWrite(text);
  for (let from = 0; from < whole.length; from += pieceLength) parser.write(whole.slice(from, from + pieceLength));
  parser.close();
  if (tree.root === null) throw new UnreadableTracing('the file holds no XML document');
  return tree.root;
}

interface Growing extends Element {
  children: Element[];
  attributes: Record<string, string>;
}

/** The tree that grows while the parser is given text. */
function treeOf(parser: SaxesParser): { root: Element | null } {
  const tree: { root: Element | null } = { root: null };
  const open: Growing[] = [];
  let elements = 0;
  let attributes = 0;
  parser.on('error', () => {
    // The parser's own words are for programmers; its line is for everybody.
    throw new UnreadableTracing('the XML is not well formed, or ends too early', `line ${parser.line}`);
  });
  parser.on('opentagstart', () => {
    elements += 1;
    attributes = 0;
    if (elements > mostElements) throw new UnreadableTracing(`the XML has more than ${mostElements} elements`);
    if (open.length >= deepest) throw new UnreadableTracing(`the XML is nested deeper than ${deepest} elements`);
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes) throw new UnreadableTracing(`an element of the XML has more than ${mostAttributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    const element = elementOf(tag);
    if (open.length === 0) tree.root = element;
    else open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (some: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += some;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  return tree;
}

function elementOf({ name, attributes }: SaxesTagPlain): Growing {
  const own = Object.entries(attributes).filter(([key]) => !/^xmlns(?::|$)/.test(key));
  return {
    name: withoutPrefix(name),
    attributes: Object.fromEntries(own.map(([key, value]) => [withoutPrefix(key), value])),
    children: [],
    text: '',
  };
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An ampersand that begins none of XML's own entities and no character reference; what stands in CDATA is left alone. */
const bareAmpersand = /<!\[CDATA\[[\s\S]*?\]\]>|&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|lt|gt|amp|quot|apos);)/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are just the characters XML 1.0 forbids.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * What devices write although XML does not allow it, made readable without losing a character: a name with an ampersand, control
 * characters (shown as the sign for an unknown character), blanks before the declaration, zeros to the end of a block.
 */
function asDevicesWrite(text: string): string {
  const trimmed = text
    .replace(/^[\s\ufeff]+/, '')
    .replace(/\0+$/, '')
    .replace(forbidden, '\ufffd');
  return trimmed.includes('&') ? trimmed.replace(bareAmpersand, (found) => (found === '&' ? '&amp;' : found)) : trimmed;
}

/** The first element at a path of names, e.g. `at(root, 'documentinfo', 'documenttype')`; null where there is none. */
export function at(element: Element | null, ...path: readonly string[]): Element | null {
  return path.reduce<Element | null>((here, name) => here?.children.find((child) => child.name === name) ?? null, element);
}

/** All children of that name. */
export function allOf(element: Element | null, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Every element of that name at any depth, in document order. */
export function everyOf(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...everyOf(child, name)]);
}

/** Text at a path, trimmed; null where there is none or it is empty. */
export function textAt(element: Element | null, ...path: readonly string[]): string | null {
  const text = at(element, ...path)?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** A number at a path; null where there is none, or no number. */
export function numberAt(element: Element | null, ...path: readonly string[]): number | null {
  const text = textAt(element, ...path);
  return text !== null && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** Text made safe to stand in an element or an attribute; characters XML cannot hold are left out. */
export function escaped(text: string): string {
  return text.replace(forbidden, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
