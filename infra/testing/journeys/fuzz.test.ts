/** A slice of the fuzzer's work: `npm run fuzz` does the whole of it. */
import { expect, test } from '@jest/globals';
import { fuzz } from '../hostile/fuzz.ts';

test('two thousand inputs from the schemas: no answer of 500, no crash, nothing repeated', async () => {
  const report = await fuzz({ mongoUri: process.env.PARLEY_TEST_MONGODB_URI!, inputs: 2_000, seed: 5 });
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ inputs: 2_000, crashes: 0 });
  // A run that nothing accepts has fuzzed the first check alone.
  expect(report.accepted.routes).toBeGreaterThan(report.accepted.of / 3);
});
