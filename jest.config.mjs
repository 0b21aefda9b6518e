/**
 * The layers of tests, a jest project each. Run one with `npm run test:<layer>`; design.md section 10 says what belongs where.
 * Servers are started once a run and only for the layers that ask for them (`globalSetup`).
 */
const swc = ['@swc/jest', { swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }];

const common = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': swc },
  setupFilesAfterEnv: ['<rootDir>/infra/testing/setup/no-strangers.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/\\.parley/', '/build/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/.parley/', '<rootDir>/admin/(build|.svelte-kit|node_modules)/', '<rootDir>/widget/(dist|node_modules)/'],
};

const withServers = {
  ...common,
  globalSetup: '<rootDir>/infra/testing/setup/start.mjs',
  globalTeardown: '<rootDir>/infra/testing/setup/stop.mjs',
};

const elsewhere = ['<rootDir>/infra/testing/(contracts|journeys|browser)/', '<rootDir>/workflows/testing/'];

export default {
  // Engine and browser tests bring processes of their own: two workers are enough for any machine.
  maxWorkers: 2,
  // Against what hangs, not against what is slow: tests end by the patience of what they wait for.
  testTimeout: 900_000,
  reporters: ['default', '<rootDir>/infra/testing/reporter.mjs'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['workflows', 'activities', 'api', 'client', 'infra', 'widget', 'admin/src'].map((room) => `<rootDir>/${room}`),
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, ...elsewhere],
    },
    { ...withServers, displayName: 'contract', testMatch: ['<rootDir>/infra/testing/contracts/**/*.test.ts'] },
    { ...common, displayName: 'replay', testMatch: ['<rootDir>/workflows/testing/replay.test.ts'] },
    { ...withServers, displayName: 'engine', testMatch: ['<rootDir>/workflows/testing/engine/**/*.test.ts'] },
    { ...withServers, displayName: 'journey', testMatch: ['<rootDir>/infra/testing/journeys/**/*.test.ts'] },
    { ...withServers, displayName: 'browser', testMatch: ['<rootDir>/infra/testing/browser/**/*.test.ts'] },
  ],
};
