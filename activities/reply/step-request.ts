/** The request of one step of a turn, made of the record and kept with it. */
import { effectKey } from '../../workflows/domain/effects.ts';
import { modelStep, requestOf, toolStep, type ModelRequest, type Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import type { Persona } from '../../workflows/domain/persona.ts';
import type { Tool } from '../tools/tool.ts';
import { faultOf, offered } from '../tools/registry.ts';
import { promptVersionOf } from './prompts/prompt.ts';
import { REPLY_PROMPT } from './prompts/reply-prompt.ts';
import { replyRequest } from './prompts/reply-request.ts';

const FAILED = 'The tool failed. Go on without it.';

type Needs = Pick<Deps, 'turns' | 'entries' | 'settings' | 'tenants'>;

/** Behind the first step every call has a result: what could not be run, or did not come to one, gets the reason for it. */
export async function stepRequest(deps: Needs, turn: Turn, step: number, tools: readonly Tool[], may: Persona): Promise<ModelRequest> {
  const scope = { tenantId: turn.tenantId };
  if (step === 1) {
    const request = { ...(await replyRequest(deps, turn)), tools: offered(tools, may) };
    await deps.turns.update(scope, turn._id, { request, promptVersion: promptVersionOf(REPLY_PROMPT) });
    return request;
  }
  const { request } = turn;
  const said = modelStep(turn, step - 1);
  if (!request || said?.draft.type !== 'tools') throw new RangeError(`Step ${step} of ${turn._id} follows on no call of a tool.`);
  let now = turn;
  for (const [i, call] of said.draft.calls.entries()) {
    if (toolStep(now, step - 1, i + 1)) continue;
    const result = (said.calls[i] === null && faultOf(call, tools, may)) || FAILED;
    const key = effectKey({ conversationId: turn.conversationId, turnId: turn._id }, `tool-${step - 1}-${i + 1}`);
    now = await deps.turns.addStep(scope, turn._id, { type: 'tool', key, step: step - 1, call: i + 1, ok: false, result, found: [] });
  }
  return requestOf({ steps: now.steps, request }, step);
}
