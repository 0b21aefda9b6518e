/** No visitor's word in what operators read of a live conversation: histories of all its runs, memo, attributes, summary, details. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { aVisitor, anAgent } from '../../../infra/testing/people.ts';
import { aWorld, until, type World } from '../../../infra/testing/world.ts';
import { conversationWorkflowId } from '../../domain/ids.ts';
import { CANARY, wordsOf } from '../history-words.ts';

let world: World;
let connection: Connection;
beforeAll(async () => {
  world = await aWorld();
  connection = await Connection.connect({ address: process.env.PARLEY_TEST_TEMPORAL_ADDRESS! });
});
afterAll(async () => {
  await connection.close();
  await world.close();
});

test('a conversation with an answer, an agent and a handover leaves none', async () => {
  const article = `# ${CANARY}\n\nThe ${CANARY} is returned within 30 days.\n`;
  const shop = await world.aTenant({ documents: { [`${CANARY}.md`]: article }, settings: { greeting: CANARY, handoverNotice: `${CANARY}!` } });
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says(`When is the ${CANARY} returned?`);
  await until(() => visitor.line.transcript().length === 2);
  const ref = { tenantId: shop.tenantId, conversationId: visitor.conversationId() };
  const agent = await anAgent(world.url, shop.login);
  await agent.does('take-over', ref.conversationId);
  await agent.says(ref.conversationId, `I know the ${CANARY}.`);
  await agent.does('return', ref.conversationId);
  await visitor.says(`A human, for the ${CANARY}`);
  await until(() => visitor.line.transcript().some((entry) => entry.kind === 'escalated'));

  const client = new Client({ connection, namespace: world.parts.config.TEMPORAL_NAMESPACE });
  const isListed = async (): Promise<boolean> => (await client.workflow.count(`WorkflowId = '${conversationWorkflowId(ref)}'`)).count > 0;
  await until(isListed); // lists come late
  const read: string[] = [];
  for await (const run of client.workflow.list()) {
    const handle = client.workflow.getHandle(run.workflowId, run.runId);
    const { raw: _raw, ...description } = await handle.describe();
    const shown = { ...description, details: await description.staticDetails(), summary: await description.staticSummary() };
    read.push(wordsOf(JSON.parse(historyToJSON(await handle.fetchHistory()))), wordsOf(JSON.parse(JSON.stringify(shown))));
    if (run.workflowId === conversationWorkflowId(ref)) {
      read.push(JSON.stringify(await handle.query('view')), JSON.stringify(await handle.query('__temporal_workflow_metadata')));
    }
  }
  expect(read.join('\n')).toContain(ref.conversationId);
  expect(read.join('\n')).not.toContain(CANARY);
});
