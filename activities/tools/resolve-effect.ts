/**
 * Finds out how a tool call ended whose run did not say so: by its record, or by the tool's own system. What nobody knows stays
 * `unknown`, is never sent again, and is listed for people with the conversation.
 */
import { activityInfo } from '@temporalio/activity';
import { stood } from '../../workflows/domain/events.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';
import { calledIn, keepResult, type ToolRequest } from './run-tool.ts';
import { toolsOfTurn, type ToolsNeed } from './tools-of.ts';
import type { Resolution, Tool } from './tool.ts';

export type Settled = { type: 'ran' } | { type: 'mayRun' } | { type: 'unknown' };

/** A tool's system that cannot be asked either is asked so often. */
const TRIES = 3;

type Needs = Pick<Deps, 'turns' | 'effects' | 'events' | 'conversations' | 'now'> & ToolsNeed;

export const resolveEffect =
  (deps: Needs) =>
  async (request: ToolRequest): Promise<Settled> => {
    const { tenantId, turnId, effectKey: key } = request;
    const scope = { tenantId };
    const [turn, effect] = await Promise.all([deps.turns.get(scope, turnId), deps.effects.get(scope, key)]);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (!effect) return { type: 'mayRun' }; // it ended before the intent was written
    if (effect.state === 'done' || effect.state === 'failed') return keepResult(deps, request, effect.state === 'done', effect.result);
    await deps.effects.finish(scope, key, 'unknown');
    const { tool } = calledIn(turn, request, await toolsOfTurn(deps, turn));
    const found = await ask(tool, key);
    switch (found.type) {
      case 'done':
        await deps.effects.finish(scope, key, 'done', found.text);
        return keepResult(deps, request, true, found.text);
      case 'notDone':
        await deps.effects.forget(scope, key);
        return { type: 'mayRun' };
      case 'unknown':
        await listForPeople(deps, request, tool.name);
        return { type: 'unknown' };
      default:
        return found satisfies never;
    }
  };

async function ask(tool: Tool, key: ToolRequest['effectKey']): Promise<Resolution> {
  if (!tool.resolve) return { type: 'unknown' };
  try {
    return await tool.resolve(key);
  } catch (error) {
    if (activityInfo().attempt < TRIES) throw error;
    return { type: 'unknown' };
  }
}

/** An event of the conversation, and what the agent who takes over should know. */
async function listForPeople(
  { conversations, events, turns, now }: Needs,
  { tenantId, conversationId, turnId, effectKey: key }: ToolRequest,
  tool: string,
): Promise<void> {
  const scope = { tenantId };
  const view = await conversations.project(scope, conversationId);
  if (!view) throw missingLog(conversationId);
  await events.record(scope, {
    key: `${conversationId}:${key}`,
    tenantId,
    conversationId,
    type: 'conversation.effectUnknown',
    seq: null,
    by: { type: 'assistant', id: null },
    from: stood(view),
    to: stood(view),
    until: null,
    at: now(),
  });
  const summary = `The assistant called "${tool}", and it is not known whether that took effect. Look there before it is done again (${key}).`;
  await turns.update(scope, turnId, {
    draft: { type: 'escalate', reason: 'effectUnknown', summary, model: '', usage: { inputTokens: 0, outputTokens: 0 } },
  });
}
