/** The assistant of a tenant is paused and resumed while conversations run: what the operation records, and what a conversation does. */
import { mintId } from '../ids/mint.ts';
import type { SwitchMove } from '../../workflows/domain/assistant.ts';
import { assistantWorkflowId, type TenantId } from '../../workflows/domain/ids.ts';
import { CANARY } from '../../workflows/testing/history-words.ts';
import type { EngineWorld } from '../../workflows/testing/engine/engine-world.ts';
import type { TestTalk } from '../../workflows/testing/engine/test-talk.ts';

const asked = `May I ask about the ${CANARY}?`;

/** Keeps the history of a workflow under a name. */
export type Keep = (story: 'conversation' | 'assistantSwitch', name: string, workflowId: string, runs?: 'all') => Promise<void>;

export async function playOperations(world: EngineWorld, keep: Keep): Promise<void> {
  const tenantId: TenantId = mintId('tnt');
  const [one, two] = [await answered(world, tenantId), await answered(world, tenantId)];
  await moved(world, tenantId, 'pause', [one, two]);
  await keep('assistantSwitch', 'pause', assistantWorkflowId(tenantId), 'all');
  await keep('conversation', 'paused-with-all', one.handle.workflowId);

  const late = world.conversation({ tenantId });
  await late.says(asked);
  await late.tells('visitor paused');
  await keep('conversation', 'begun-while-paused', late.handle.workflowId);

  await one.says(asked);
  await moved(world, tenantId, 'resume', [one, two, late]);
  await late.tells(/assistant<\d$/);
  await one.tells(/assistant<\d$/);
  await keep('assistantSwitch', 'resume', assistantWorkflowId(tenantId), 'all');
  await keep('conversation', 'resumed-with-all', one.handle.workflowId);
}

async function answered(world: EngineWorld, tenantId: TenantId): Promise<TestTalk> {
  const talk = world.conversation({ tenantId });
  await talk.says(asked);
  await talk.tells('visitor assistant<1');
  return talk;
}

/** Page by page, each in a run of its own. */
async function moved(world: EngineWorld, target: TenantId, move: SwitchMove, talks: readonly TestTalk[]): Promise<void> {
  const operation = { operationId: mintId('opr'), target, move, by: mintId('usr') };
  await world.switchAssistant(operation, 1);
  const stored = async () => world.stores.assistant.operation({ tenantId: target }, operation.operationId);
  await talks[0]!.until(async () => (await stored())?.state === 'done');
  const word = new RegExp(`${move}d`);
  await Promise.all(talks.map((talk) => talk.until(() => word.test(talk.story()))));
}
