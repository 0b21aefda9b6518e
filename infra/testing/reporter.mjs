import { sumCanaries } from './canaries/sum.mjs';

/** Ends a run with one line that machines can read: `N passed, N failed` and `, N skipped` when there are any. */
export default class ClosingLine {
  constructor() {
    this.nothingRan = false;
  }

  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A suite that could not be loaded holds tests nobody counted: it is a failure of its own.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.nothingRan = passed + failed === 0;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    if (this.nothingRan) process.stderr.write('No test was executed: that is a failure.\n');
    const canaries = sumCanaries(process.env.PARLEY_TEST_CANARIES, process.env.PARLEY_CANARIES_OUT);
    if (canaries) process.stdout.write(`\n${canaries}\n`);
    // At the very end: jest's own summary comes after this call.
    process.once('exit', () => process.stdout.write(`\n${line}\n`));
  }

  /** jest fails the run when a reporter returns an error here. */
  getLastError() {
    return this.nothingRan ? new Error('No test was executed.') : undefined;
  }
}
