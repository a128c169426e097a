/** `isoline ekg`: reads, measures, judges and converts EKG files, one JSON value on standard output. */

import { beats, delineation, measurements, quality, reversal } from './analysis.ts';
import { convert } from './convert.ts';
import { readTracingFile } from './files.ts';
import { summaryOf } from './summary.ts';

export const ekgUsage = `  ekg read FILE [--samples]                      what an EKG file holds (a WFDB record is named by its .hea file)
  ekg convert FILE OUT [--to FORMAT]             by the ending of OUT, or scp, dicom, aecg, edf, wfdb, fhir, pdf
  ekg measure FILE                               rate, intervals, axes, points of the median beat, quality
  ekg beats FILE [--lead NAME|N]                 where the beats are, in samples
  ekg delineate FILE --lead NAME                 P, QRS and T of every beat, in samples
  ekg quality FILE                               accept, caution or retake, and why
  ekg reversal FILE                              exchanged electrodes, if any are suspected
  ekg stream FILE --on PATH --as cyton|ads1298|healthypi   the tracing as a live device over a serial path`;

export interface EkgOrder {
  positionals: string[];
  samples: boolean;
  lead: string | null;
  to: string | null;
  /** For `stream`: the serial path, and the device to speak as. */
  on: string | null;
  as: string | null;
}

/** The lines to print. Throws an error with a message for the person at the command line. */
export async function runEkg({ positionals: [what, file, out], samples, lead, to, on, as }: EkgOrder): Promise<string[]> {
  if (what === 'convert') {
    if (file === undefined || out === undefined) throw new Error(`convert: name a file and what to write.\n${ekgUsage}`);
    return [JSON.stringify(await convert(await readTracingFile(file), out, to))];
  }
  if (what === 'stream') {
    if (file === undefined || on === null || as === null)
      throw new Error('stream: name a file, --on PATH and --as cyton|ads1298|healthypi.');
    const { streamTracing } = await import('./stream.ts');
    await streamTracing({ tracing: await readTracingFile(file), on, as }, (line) => console.error(line), process.stdin);
    return [];
  }
  const answer = what !== undefined && Object.hasOwn(answers, what) ? answers[what] : undefined;
  if (answer === undefined || file === undefined) throw new Error(`name what to do and a file.\n${ekgUsage}`);
  return [JSON.stringify(answer(await readTracingFile(file), { samples, lead }))];
}

type Answer = (tracing: Awaited<ReturnType<typeof readTracingFile>>, options: { samples: boolean; lead: string | null }) => unknown;

const answers: Readonly<Record<string, Answer>> = {
  read: (tracing, { samples }) => summaryOf(tracing, samples),
  measure: (tracing) => measurements(tracing),
  beats: (tracing, { lead }) => beats(tracing, lead),
  delineate: (tracing, { lead }) => {
    if (lead === null) throw new Error('delineate: give --lead NAME.');
    return delineation(tracing, lead);
  },
  quality: (tracing) => quality(tracing),
  reversal: (tracing) => reversal(tracing),
};
