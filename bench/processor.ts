/** What processes take of one core, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as it counts processor time. */
const ticks = 100;

/** Processor time of a process over some seconds, as a share of one core; null where the system does not tell. */
export async function shareOfCore(pid: number, forSeconds: number): Promise<number | null> {
  return share(() => [pid], forSeconds);
}

/** The same of a process and all that descend from it: a browser is many. */
export async function shareOfTree(pid: number, forSeconds: number): Promise<number | null> {
  return share(() => treeOf(pid), forSeconds);
}

/** The process that was started with this argument; null where there is none, or the system does not tell. */
export function processWith(argument: string): number | null {
  if (process.platform !== 'linux') return null;
  const found = running().filter((pid) => {
    const words = read(`/proc/${pid}/cmdline`).split('\0');
    return words.includes(argument) && !words.some((word) => word.startsWith('--type='));
  });
  return found[0] ?? null;
}

async function share(of: () => number[], forSeconds: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const before = new Map(of().map((pid) => [pid, secondsOf(pid)]));
  await new Promise((resolve) => setTimeout(resolve, forSeconds * 1000));
  const taken = of().reduce((sum, pid) => sum + secondsOf(pid) - (before.get(pid) ?? 0), 0);
  return taken / forSeconds;
}

function secondsOf(pid: number): number {
  const fields = fieldsOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticks;
}

function treeOf(root: number): number[] {
  const parents = running().map((pid) => [pid, Number(fieldsOf(pid)[1])] as const);
  const tree = [root];
  for (let place = 0; place < tree.length; place += 1) {
    tree.push(...parents.filter(([, parent]) => parent === tree[place]).map(([pid]) => pid));
  }
  return tree;
}

/** After the name, which may hold anything: state, parent, ... */
function fieldsOf(pid: number): string[] {
  return read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ');
}

function running(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** A process may end between being listed and being read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
