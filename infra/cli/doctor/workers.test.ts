/** What the doctor says of workers agrees with what they say of themselves. */
import { expect, test } from '@jest/globals';
import { breaker } from '../../circuit/breaker.ts';
import { findingOf } from './workers.ts';

const aWorker = (down: boolean) => {
  const model = breaker({ failures: 1 });
  if (down) model.failed(null);
  const rest = breaker().report();
  return {
    _id: 'w',
    version: '0.1.0',
    startedAt: new Date(),
    at: new Date(),
    circuits: { model: model.report(), fallback: rest, vectors: rest, embedder: rest, reranker: rest },
  };
};

test('nobody, somebody, somebody whose model fails, and nobody knows', () => {
  expect(findingOf([])).toMatchObject({ adapter: '0 running', health: 'degraded', note: expect.stringContaining('npx parley worker') });
  expect(findingOf([aWorker(false), aWorker(false)])).toMatchObject({ adapter: '2 running', version: '0.1.0', health: 'healthy', note: null });
  expect(findingOf([aWorker(false), aWorker(true)])).toMatchObject({ health: 'degraded', note: expect.stringContaining('model') });
  expect(findingOf(null)).toMatchObject({ adapter: 'not known', health: 'degraded' });
});
