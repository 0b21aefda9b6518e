/** Writes down how an operation ended. */
import type { Counts, OperationState } from '../../workflows/domain/assistant.ts';
import type { AssistantOperation } from '../../workflows/contracts/assistant.ts';
import type { Deps } from '../deps.ts';
import { reachOf } from './begin-operation.ts';

type Ended = { operation: AssistantOperation; counts: Counts; state: OperationState };

export const endOperation =
  ({ assistant, now }: Pick<Deps, 'assistant' | 'now'>) =>
  async ({ operation, counts, state }: Ended): Promise<void> => {
    await assistant.progress(reachOf(operation), operation.operationId, { ...counts, state, endedAt: now() });
  };
