/**
 * Huffman tables of SCP-ECG (section 2) and the samples they pack. EKG notes 1.1.
 *
 *   section 2   tables u16 (19999: the default table) | for each: entries u16, entries
 *   entry       prefix bits u8 | bits in all u8 | mode u8 (1 value, 0 switch table) | base i16 | code u32, first bit lowest
 *
 * Bits in all beyond the prefix are a signed number that is added to the base.
 */
import { fieldsOf } from '../framing/fields.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

export const defaultTable = 19999;
/** Differences up to this have codes of their own in the default table; larger ones follow a prefix in 8 or 16 bits. */
export const largestCoded = 8;
const entryLength = 9;

interface Leaf {
  /** Bits that follow the code. */
  extra: number;
  isSwitch: boolean;
  /** The value, or the number of the table to go on with, counted from 1. */
  base: number;
}

/** Two children by the next bit: a node further on, a leaf as -1 - its place, 0 where there is none. */
interface Tree {
  children: [number, number][];
  leaves: Leaf[];
}

/** null: samples are not packed. Throws `UnreadableTracing`. */
export function readTables(body: Uint8Array | null): Tree[] | null {
  if (body === null || body.length < 2) return null;
  const fields = fieldsOf(body);
  const count = fields.u16();
  if (count === 0) return null;
  if (count === defaultTable) return [theDefault()];
  if (count * 2 > fields.left) throw new UnreadableTracing(`${count} Huffman tables have no room here`);
  return Array.from({ length: count }, () => {
    const entries = fields.u16();
    if (entries * entryLength > fields.left) throw new UnreadableTracing(`${entries} Huffman codes have no room here`);
    const tree = emptyTree();
    for (let entry = 0; entry < entries; entry++) {
      const [prefix, all, mode, base, code] = [fields.u8(), fields.u8(), fields.u8(), fields.i16(), fields.u32()];
      if (prefix < 1 || prefix > 32 || all < prefix || all - prefix > 32) {
        throw new UnreadableTracing(`a Huffman code of ${prefix} of ${all} bits is not possible`);
      }
      if (mode === 0 && (base < 1 || base > count)) throw new UnreadableTracing(`a Huffman code leads to table ${base} of ${count}`);
      grow(tree, prefix, (bit) => (code >>> bit) & 1, { extra: mode === 0 ? 0 : all - prefix, isSwitch: mode === 0, base });
    }
    return tree;
  });
}

function emptyTree(): Tree {
  return { children: [[0, 0]], leaves: [] };
}

function grow(tree: Tree, bits: number, bitAt: (index: number) => number, leaf: Leaf): void {
  let node = 0;
  for (let index = 0; index < bits; index++) {
    const pair = tree.children[node]!;
    const bit = bitAt(index) as 0 | 1;
    const isLast = index === bits - 1;
    if (pair[bit] < 0 || (isLast && pair[bit] !== 0)) throw new UnreadableTracing('two Huffman codes begin alike');
    if (isLast) pair[bit] = -tree.leaves.push(leaf);
    else if (pair[bit] === 0) pair[bit] = tree.children.push([0, 0]) - 1;
    node = pair[bit];
  }
}

/** 0; then k ones, a zero and a sign for 1 to 8; nine ones and a zero before 8 bits, ten ones before 16. */
function theDefault(): Tree {
  const tree = emptyTree();
  const value = (code: string, base: number, extra = 0) =>
    grow(tree, code.length, (bit) => Number(code[bit]), { extra, isSwitch: false, base });
  value('0', 0);
  for (let size = 1; size <= largestCoded; size++) {
    value(`${'1'.repeat(size)}00`, size);
    value(`${'1'.repeat(size)}01`, -size);
  }
  value('1111111110', 0, 8);
  value('1111111111', 0, 16);
  return tree;
}

/** Up to `most` values; fewer where the bits end before. Throws `UnreadableTracing` at bits that are no code. */
export function unpack(bytes: Uint8Array, tables: readonly Tree[], most: number): Int32Array {
  const end = bytes.length * 8;
  const values = new Int32Array(Math.min(most, end));
  let [at, count, tree] = [0, 0, tables[0]!];
  while (count < values.length) {
    let node = 0;
    do {
      if (at >= end) return values.subarray(0, count);
      node = tree.children[node]![((bytes[at >> 3]! >> (7 - (at & 7))) & 1) as 0 | 1];
      at++;
    } while (node > 0);
    if (node === 0) throw new UnreadableTracing('bits stand there that are no Huffman code', `byte ${at >> 3} of the lead`);
    const leaf = tree.leaves[-node - 1]!;
    if (leaf.isSwitch) tree = tables[leaf.base - 1]!;
    else {
      if (at + leaf.extra > end) return values.subarray(0, count);
      values[count++] = leaf.base + signedBits(bytes, at, leaf.extra);
      at += leaf.extra;
    }
  }
  return values;
}

function signedBits(bytes: Uint8Array, from: number, length: number): number {
  if (length === 0) return 0;
  let value = 0;
  for (let at = from; at < from + length; at++) value = (value << 1) | ((bytes[at >> 3]! >> (7 - (at & 7))) & 1);
  return (value << (32 - length)) >> (32 - length);
}
