/** Which of the files that were dropped together are one record: a header names those beside it. */

export interface DroppedRecord<F> {
  file: F;
  beside: F[];
}

interface Named {
  name: string;
  size: number;
  text(): Promise<string>;
}

/** A header of signals is a few lines. */
const largestHeader = 100_000;

/** In the order they were dropped; a file that another's header names is beside that one and no record itself. */
export async function recordsOf<F extends Named>(files: readonly F[]): Promise<DroppedRecord<F>[]> {
  const named = new Map<F, F[]>();
  for (const file of files) if (isHeader(file)) named.set(file, await namedBy(file, files));
  const inside = new Set([...named.values()].flat());
  return files.filter((file) => !inside.has(file)).map((file) => ({ file, beside: reached(file, named) }));
}

function isHeader({ name, size }: Named): boolean {
  return name.toLowerCase().endsWith('.hea') && size <= largestHeader;
}

/** The files whose names stand in the header, the headers of its segments, and its annotations. */
async function namedBy<F extends Named>(header: F, files: readonly F[]): Promise<F[]> {
  const words = new Set((await header.text()).split(/\s+/));
  const stem = header.name.slice(0, -'.hea'.length);
  return files.filter(
    (file) =>
      file !== header && (words.has(file.name) || file.name === `${stem}.atr` || (isHeader(file) && words.has(file.name.slice(0, -4)))),
  );
}

/** What its header names, and what the headers of its segments do. */
function reached<F extends Named>(file: F, named: ReadonlyMap<F, F[]>): F[] {
  const beside = new Set<F>();
  const follow = (header: F) => {
    for (const one of named.get(header) ?? []) {
      if (one === file || beside.has(one)) continue;
      beside.add(one);
      follow(one);
    }
  };
  follow(file);
  return [...beside];
}
