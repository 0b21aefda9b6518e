/**
 * Runs one tool call of a turn and keeps what it said with the turn. What has side effects writes its intent before and its outcome
 * behind the send; a second run that finds an intent without an outcome sends nothing where the tool's provider knows no keys.
 */
import { cancellationSignal } from '@temporalio/activity';
import { NOTHING } from '../../workflows/domain/budget.ts';
import type { EffectKey, TurnRef } from '../../workflows/domain/effects.ts';
import { modelStep, toolStep, type Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { take } from '../reply/spending.ts';
import { readArguments } from './arguments.ts';
import { knowledgeTool } from './knowledge-tool.ts';
import { toolsOfTurn, type ToolsNeed } from './tools-of.ts';
import { ToolRefused, type Arguments, type Tool, type ToolSaid } from './tool.ts';

/** `step` and `call` count from 1. */
export type ToolRequest = TurnRef & { effectKey: EffectKey; step: number; call: number };

/** `unsettled`: nobody knows whether it had its effect. */
export type ToolOutcome = { type: 'ran' } | { type: 'overBudget' } | { type: 'unsettled' };

/** What a model is shown of a result, characters. */
const RESULT_CHARS = 16_000;

type Needs = Pick<Deps, 'turns' | 'usage' | 'effects' | 'revisions' | 'vectors' | 'chunks' | 'encoders' | 'reranker' | 'log' | 'now'> & ToolsNeed;

export const runTool =
  (deps: Needs) =>
  async (request: ToolRequest): Promise<ToolOutcome> => {
    const { tenantId, conversationId, turnId, effectKey, step, call } = request;
    const scope = { tenantId };
    const turn = await deps.turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (toolStep(turn, step, call)) return { type: 'ran' };
    const { tool, args } = calledIn(turn, request, [knowledgeTool(deps), ...(await toolsOfTurn(deps, turn))]);
    const taken = await take(deps, request, turn, effectKey, { ...NOTHING, toolCalls: 1 }, { furtherStep: true });
    if (!taken) return { type: 'overBudget' };

    const begunAt = deps.now().getTime();
    const tookMs = (): number => deps.now().getTime() - begunAt;
    const run = (): Promise<ToolSaid> => tool.run(args, { tenantId, conversationId, turnId, effectKey, turn, signal: cancellationSignal() });
    if (tool.kind === 'read') {
      const { ok, text, found } = await saidBy(run);
      return keepResult(deps, request, ok, text, { found, tookMs: tookMs() });
    }
    const { effect, fresh } = await deps.effects.begin(scope, { _id: effectKey, conversationId, turnId, tool: tool.name });
    if (effect.state === 'done' || effect.state === 'failed') return keepResult(deps, request, effect.state === 'done', effect.result);
    if (!fresh && tool.kind === 'once') return { type: 'unsettled' };
    const { ok, text } = await saidBy(run);
    await deps.effects.finish(scope, effectKey, ok ? 'done' : 'failed', text);
    return keepResult(deps, request, ok, text, { tookMs: tookMs() });
  };

/** @throws what the tool throws, unless its system said no */
async function saidBy(run: () => Promise<ToolSaid>): Promise<{ ok: boolean; text: string; found?: ToolSaid['found'] }> {
  try {
    const { text, found } = await run();
    return { ok: true, text: text.slice(0, RESULT_CHARS), ...(found ? { found } : {}) };
  } catch (error) {
    if (!(error instanceof ToolRefused)) throw error;
    return { ok: false, text: error.message.slice(0, RESULT_CHARS) };
  }
}

export async function keepResult(
  { turns }: Pick<Deps, 'turns'>,
  { tenantId, turnId, effectKey, step, call }: ToolRequest,
  ok: boolean,
  result: string,
  { found = [], tookMs }: Pick<ToolSaid, 'found'> & { tookMs?: number } = {},
): Promise<{ type: 'ran' }> {
  const took = tookMs === undefined ? {} : { tookMs };
  await turns.addStep({ tenantId }, turnId, { type: 'tool', key: effectKey, step, call, ok, result, found, ...took });
  return { type: 'ran' };
}

/** The call as the model asked for it. Its arguments were read when it was stored, so a fault here is ours. */
export function calledIn(turn: Turn, { step, call }: Pick<ToolRequest, 'step' | 'call'>, tools: readonly Tool[]): { tool: Tool; args: Arguments } {
  const draft = modelStep(turn, step)?.draft;
  const asked = draft?.type === 'tools' ? draft.calls[call - 1] : undefined;
  const tool = tools.find(({ name }) => name === asked?.name);
  const read = asked && tool ? readArguments(tool.parameters, asked.arguments) : null;
  if (!tool || read?.type !== 'valid') throw new RangeError(`Step ${step} of ${turn._id} has no call ${call} that can be run.`);
  return { tool, args: read.args };
}
