/**
 * Moves a switch of the assistant, then visits every open conversation page by page. One workflow a switch, so operations follow each
 * other: the newest decides, and one that is under way stops at its page.
 */
import { allHandlersFinished, condition, makeContinueAsNewFunc, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import { operationAsked, visiting, type AssistantCarry, type AssistantOperation, type AssistantStart } from '../contracts/assistant.ts';
import type { Counts, OperationState } from '../domain/assistant.ts';
import { store } from '../retry-profiles.ts';

export async function assistantSwitch({ target, pagesPerRun, carry }: AssistantStart): Promise<void> {
  const state: AssistantCarry = carry ?? { queue: [], visited: null };
  setHandler(operationAsked, (operation) => {
    if (!state.queue.some(({ operationId }) => operationId === operation.operationId)) state.queue.push(operation);
  });
  setHandler(visiting, () => state);
  const nextRun = makeContinueAsNewFunc<typeof assistantSwitch>({ memo: workflowInfo().memo });
  await condition(() => state.queue.length > 0);

  let pages = 0;
  for (let operation = state.queue[0]; operation; operation = state.queue[0]) {
    show(operation, state);
    if (pages >= pagesPerRun && allHandlersFinished()) await nextRun({ target, pagesPerRun, carry: state });
    if (!state.visited && !(await begin(operation, state))) state.queue.shift();
    else if (state.queue.length > 1) await end(operation, state, 'superseded');
    else if (!(await visitPage(operation, state))) await end(operation, state, 'done');
    pages++;
  }
}

const NOBODY: Counts = { done: 0, skipped: 0, failed: 0 };

/** @returns false for a repeat of an operation that has ended */
async function begin(operation: AssistantOperation, state: AssistantCarry): Promise<boolean> {
  const { first } = await store.beginOperation.executeWithOptions({ summary: `${operation.move}: move the switch` }, [operation]);
  if (first === null) return false;
  state.visited = { counts: NOBODY, cursor: first };
  return true;
}

/** @returns false when everybody was visited */
async function visitPage(operation: AssistantOperation, state: AssistantCarry): Promise<boolean> {
  const { counts, cursor } = state.visited!;
  const { conversations, next } = await store.listOpen.executeWithOptions({ summary: 'who is next' }, [{ operation, cursor }]);
  if (conversations.length > 0) {
    const visit = { operation, tenantId: cursor.tenantId, conversations, counts };
    // As many calls as conversations, each with its own deadline.
    const options = { startToCloseTimeout: '10m', heartbeatTimeout: '30s', summary: `${operation.move} ${conversations.length}` } as const;
    state.visited!.counts = await store.switchPage.executeWithOptions(options, [visit]);
  }
  if (next) state.visited!.cursor = next;
  return next !== null;
}

async function end(operation: AssistantOperation, state: AssistantCarry, as: OperationState): Promise<void> {
  await store.endOperation.executeWithOptions({ summary: as }, [{ operation, counts: state.visited!.counts, state: as }]);
  state.visited = null;
  state.queue.shift();
}

function show({ move, target }: AssistantOperation, { visited, queue }: AssistantCarry): void {
  const { done, skipped, failed } = visited?.counts ?? NOBODY;
  setCurrentDetails(
    [`**${move}** of \`${target}\``, `- ${done} done, ${skipped} skipped, ${failed} failed`, `- ${queue.length} asked for`].join('\n'),
  );
}
