// Ends every run with one plain line that any tool can read.
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = results;
    const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0);
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    setImmediate(() => process.stderr.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`));
  }
}
