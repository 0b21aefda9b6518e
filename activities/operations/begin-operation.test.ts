/** An operation stands in the audit of the tenants that it reaches, once, under who asked for it. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { mintId } from '../../infra/ids/mint.ts';
import { memoryDeps } from '../../workflows/testing/memory-deps.ts';
import { beginOperation } from './begin-operation.ts';

test('a second run of the same operation leaves no second row', async () => {
  const deps = memoryDeps();
  const [tenantId, owner] = [mintId('tnt'), mintId('usr')];
  const ask = (move: 'pause' | 'resume', by: typeof owner | null) => ({ operationId: mintId('opr'), target: tenantId, move, by });
  const run = (operation: ReturnType<typeof ask>) => new MockActivityEnvironment().run(beginOperation(deps), operation);
  const [pause, resume] = [ask('pause', owner), ask('resume', null)];
  for (const operation of [pause, pause, resume]) await run(operation);
  const rows = await deps.events.auditOf({ tenantId }, tenantId);
  expect(rows.map(({ key, action, actor }) => [key, action, actor])).toEqual([
    [pause.operationId, 'assistant.paused', { type: 'user', id: owner }],
    [resume.operationId, 'assistant.resumed', { type: 'system', id: null }],
  ]);
});
