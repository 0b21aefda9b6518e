/**
 * Brings a conversation in line with the assistant's switches before a turn begins: what was begun, handed back or reopened while the
 * assistant is paused is paused too, under the same key as if the operation had visited it. So nobody is missed and nobody paused twice.
 */
import { isOperationKey, operationKey, type AssistantSwitch } from '../../workflows/domain/assistant.ts';
import { afterMove, type Conversation } from '../../workflows/domain/conversation.ts';
import { entryId, type ConversationRef } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { appendMove, type MoveRequest } from './append-move.ts';

type Needs = Parameters<typeof appendMove>[0] & Pick<Deps, 'assistant'>;

/** Looks again behind each move: a switch may have been moved back meanwhile. @returns the projection in line */
export async function followSwitch(deps: Needs, ref: ConversationRef, view: Conversation): Promise<Conversation> {
  for (let stands = view; ;) {
    const order = await orderFor(deps, ref, stands);
    if (!order) return stands;
    await appendMove(deps)({ ...ref, ...order });
    stands = (await deps.conversations.project(ref, ref.conversationId)) ?? stands;
  }
}

async function orderFor(deps: Needs, ref: ConversationRef, view: Conversation): Promise<Pick<MoveRequest, 'move' | 'key' | 'agentId'> | null> {
  const { assistant, entries } = deps;
  const { conversationId } = ref;
  if (view.mode === 'human' || view.status === 'resolved') return null;
  const switches = await assistant.switches(ref);
  const off = switches.filter(({ paused }) => paused);
  const unused = async (candidates: AssistantSwitch[], move: 'pause' | 'resume') => {
    for (const { operationId, by } of candidates) {
      const key = operationKey(operationId, conversationId);
      // A used key means that a person has decided otherwise for this conversation since.
      if (!(await entries.byKey(ref, conversationId, key))) return { move, key, agentId: by };
    }
    return null;
  };
  if (off.length > 0) return afterMove(view, 'pause', null) ? unused(off, 'pause') : null;
  if (view.mode !== 'paused') return null;
  const pausedBy = await entries.get(ref, entryId(conversationId, view.since));
  return pausedBy && isOperationKey(pausedBy.key) ? unused(switches, 'resume') : null;
}
