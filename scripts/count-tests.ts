/** Prints "passed failed skipped" from the runner's JSON report. A file that could not even be loaded counts as one failure. */
import { readFileSync } from 'node:fs';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

const report = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Report;
const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
console.log(`${report.numPassedTests} ${report.numFailedTests + unloaded} ${report.numPendingTests + report.numTodoTests}`);
