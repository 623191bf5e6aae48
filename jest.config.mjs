/** Nest 12 is ES modules only, so Jest runs with --experimental-vm-modules (see scripts/test.mjs). */
export default {
  roots: ['<rootDir>/src', '<rootDir>/sandbox', '<rootDir>/test'],
  testRegex: '\\.test\\.tsx?$',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
  // A deadline for what hangs, far above what anything takes: machines are noisy.
  testTimeout: 300_000,
  // One more than there are cores in CI: a third of the time of a test file is waiting, for a timeout or for another process.
  maxWorkers: 3,
  // Modules loaded by --experimental-vm-modules are never freed: a worker that has grown starts again.
  workerIdleMemoryLimit: '700MB',
  forceExit: false,
};
