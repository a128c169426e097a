/** The plain host: the same station and the same renderer, served to a browser on this machine. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveLoopback } from './host/loopback.ts';
import { OptionProblem, readOptions, usage } from './host/options.ts';
import { launch, StartProblem } from './launch.ts';
import { StorageError } from './storage/open.ts';

const pages = fileURLToPath(new URL('../renderer', import.meta.url));

try {
  if (process.argv.includes('--help')) console.log(usage);
  else await serve();
} catch (problem) {
  if (problem instanceof OptionProblem || problem instanceof StartProblem || problem instanceof StorageError)
    console.error(problem.message);
  else console.error(problem);
  process.exit(1);
}

async function serve(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const station = await launch(options);
  const loopback = await serveLoopback(pages, options.port, station.attach).catch((problem: NodeJS.ErrnoException) => {
    throw new StartProblem(
      problem.code === 'EADDRINUSE'
        ? `Port ${options.port} is used by another program. Choose another with --port, or 0 for any free one.`
        : `Port ${options.port} cannot be opened (${problem.code}).`,
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await loopback.close();
      await station.stop();
      process.exit(0);
    });
  }
  // Said last: whoever reads it may at once ask for an orderly end.
  console.log(`Isoline is ready at ${loopback.address}`);
  if (options.open) openBrowser(loopback.address);
}

/** A browser that cannot be opened is no fault: the address is printed. */
function openBrowser(address: string): void {
  const [command, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', address]]
        : ['xdg-open', [address]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
