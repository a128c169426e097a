/**
 * XML of medical devices, read without surprises: no DTD is fetched, no entity but XML's own five is replaced, numbers stay
 * text, prefixes are dropped (devices disagree about them). A tree of elements; text is joined.
 */
import { XMLParser } from 'fast-xml-parser';
import { UnreadableTracing } from '../model/tracing-format.ts';

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  /** Text directly in this element, joined, not trimmed. */
  text: string;
}

/** Nothing a device writes is deeper or wider. Beyond it the file is refused, so that memory stays bounded. */
const deepest = 60;
const mostElements = 400_000;
const longest = 32_000_000;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
});

/** The root element. Throws `UnreadableTracing` for text that is no well-formed XML. */
export function parseXml(text: string): Element {
  if (/<!ENTITY/i.test(text)) throw new UnreadableTracing('the file defines XML entities, which no device does', 'document type');
  if (text.length > longest) throw new UnreadableTracing(`the XML has more than ${longest / 1_000_000} million characters`);
  let nodes: unknown;
  try {
    nodes = parser.parse(text, true);
  } catch (thrown) {
    // The parser's own words are for programmers; its line is for everybody.
    const line = /:(\d+):\d+$/.exec(thrown instanceof Error ? thrown.message : '')?.[1];
    throw new UnreadableTracing('the XML is not well formed, or ends too early', line === undefined ? null : `line ${line}`);
  }
  const count = { elements: 0 };
  const roots = elementsOf(nodes as Node[], 0, count);
  if (roots.length !== 1) throw new UnreadableTracing('the file holds no XML document');
  return roots[0]!;
}

type Node = Record<string, unknown>;

function elementsOf(nodes: readonly Node[], depth: number, count: { elements: number }): Element[] {
  if (depth > deepest) throw new UnreadableTracing(`the XML is nested deeper than ${deepest} elements`);
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (name === undefined || name.startsWith('#') || name.startsWith('?') || name.startsWith('!')) return [];
    count.elements += 1;
    if (count.elements > mostElements) throw new UnreadableTracing(`the XML has more than ${mostElements} elements`);
    const inside = node[name] as Node[];
    const own = inside.map((child) => child['#text'] ?? '').join('');
    const attributes = Object.fromEntries(
      Object.entries((node[':@'] ?? {}) as Record<string, unknown>).map(([key, value]) => [key, plain(String(value))]),
    );
    return [{ name, attributes, children: elementsOf(inside, depth + 1, count), text: plain(own) }];
  });
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML's own five entities and character references; each is replaced once, never what comes out of it. */
function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are just the characters XML 1.0 forbids.
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
