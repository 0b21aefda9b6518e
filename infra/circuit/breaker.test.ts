/** What is down is left in peace, looked after once in a while, and asked again when it is back. */
import { expect, test } from '@jest/globals';
import type { Model } from '../ports/model.ts';
import { breaker, CircuitOpen } from './breaker.ts';
import { failureKind } from './failure-kind.ts';
import { guardedModel, saysNothingOfTheProvider } from './model.ts';

function scene(options: Parameters<typeof breaker>[0] = {}) {
  let at = 0;
  let calls = 0;
  const circuit = breaker({ failures: 3, restMs: 1_000, now: () => at, ...options });
  const fails = () => circuit.run(() => (calls++, Promise.reject(new Error('down')))).catch((error: unknown) => error);
  const works = () => circuit.run(async () => (calls++, 'ok'));
  return { circuit, fails, works, calls: () => calls, wait: (ms: number) => (at += ms) };
}

test('opens after failures in a row, and only in a row', async () => {
  const { circuit, fails, works } = scene();
  await fails();
  await fails();
  await works();
  await fails();
  await fails();
  expect(circuit.state()).toBe('closed');
  await fails();
  expect(circuit.state()).toBe('open');
  expect(circuit.restMs()).toBe(1_000);
});

test('refuses at once while it is open, then lets one call see and refuses the others', async () => {
  const { circuit, fails, works, calls, wait } = scene();
  for (let i = 0; i < 3; i++) await fails();
  expect(await fails()).toBeInstanceOf(CircuitOpen);
  expect(calls()).toBe(3);
  wait(1_000);
  expect(circuit.state()).toBe('halfOpen');
  const probe = Promise.withResolvers<string>();
  const probing = circuit.run(() => probe.promise);
  await expect(works()).rejects.toMatchObject({ name: 'CircuitOpen', restMs: 1_000 });
  probe.resolve('ok');
  await probing;
  expect(circuit.state()).toBe('closed');
  expect(await works()).toBe('ok');
});

test('a probe that fails opens it again for as long', async () => {
  const { circuit, fails, wait } = scene();
  for (let i = 0; i < 3; i++) await fails();
  wait(1_000);
  await fails();
  expect(circuit.restMs()).toBe(1_000);
});

test('a call that does not come back has failed', async () => {
  const { circuit } = scene({ failures: 1, timeoutMs: 10 });
  await expect(circuit.run(() => new Promise(() => {}))).rejects.toThrow('10 ms');
  expect(circuit.state()).toBe('open');
});

test('tells since when it is as it is, and what went wrong last, in one word', async () => {
  const { circuit, wait, works } = scene({ failures: 2 });
  const fails = (error: unknown) => circuit.run(() => Promise.reject(error as Error)).catch(() => {});
  expect(circuit.report()).toEqual({ state: 'closed', since: new Date(0), lastFailure: null });
  wait(100);
  await fails(new Error('The words of a visitor.'));
  wait(100);
  await fails(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  const unreachable = { kind: 'unreachable', at: new Date(200) };
  expect(circuit.report()).toEqual({ state: 'open', since: new Date(200), lastFailure: unreachable });
  wait(1_000);
  await fails(Object.assign(new Error('deadline'), { code: 4 }));
  wait(1_000);
  expect(circuit.report()).toMatchObject({ state: 'halfOpen', since: new Date(200), lastFailure: { kind: 'timeout' } });
  await works();
  expect(circuit.report()).toMatchObject({ state: 'closed', since: new Date(2_200), lastFailure: { kind: 'timeout' } });
});

test.each([
  ['garbled', { name: 'ModelFault', kind: 'garbled' }],
  ['failed', { name: 'ModelFault', kind: 'aborted' }],
  ['unreachable', { name: 'MongoServerSelectionError' }],
  ['unreachable', { name: 'TypeError', cause: { code: 'ECONNRESET' } }],
  ['timeout', { name: 'TimeoutError' }],
  ['rateLimited', { name: 'ServiceError', cause: { code: 8 } }],
  ['failed', undefined],
])('%s', (kind, error) => {
  expect(failureKind(error)).toBe(kind);
});

test('a model whose draft we ended ourselves is not down; one that rests says for how long', async () => {
  const circuit = breaker({ failures: 1, restMs: 5_000, isFailure: (error) => !saysNothingOfTheProvider(error) });
  let kind = 'aborted';
  const broken: Model = { name: 'm', generative: true, draft: () => Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind })) };
  const draft = () => guardedModel(broken, circuit).draft({} as never, {} as never);
  await expect(draft()).rejects.toMatchObject({ kind: 'aborted' });
  expect(circuit.state()).toBe('closed');
  kind = 'timeout';
  await expect(draft()).rejects.toMatchObject({ kind: 'timeout' });
  await expect(draft()).rejects.toMatchObject({ name: 'ModelFault', kind: 'unavailable', resting: true, retryAfterMs: expect.any(Number) });
});
