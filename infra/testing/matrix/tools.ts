/**
 * The cases of a model's tools: whatever a model writes into the arguments, a tool reaches what its conversation's tenant has, and a call that
 * names another tenant's turn is none. Run as the worker runs them, over the real stores and index.
 */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { faultOf, toolsOf } from '../../../activities/tools/registry.ts';
import { runTool, type ToolRequest } from '../../../activities/tools/run-tool.ts';
import { effectKey } from '../../../workflows/domain/effects.ts';
import type { TenantScope, TurnId } from '../../../workflows/domain/ids.ts';
import { DEFAULT_PERSONA } from '../../../workflows/domain/persona.ts';
import { toolStep } from '../../../workflows/domain/turn.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import { workerDeps } from '../../cli/compose/worker-deps.ts';
import { mintId } from '../../ids/mint.ts';
import type { Deps } from '../../../activities/deps.ts';
import type { Caller, Cast } from './callers.ts';
import type { ClassName, Expected } from './cases.ts';
import { aJudge, foreignTo, type Tried } from './judge.ts';
import type { Answer } from './requests.ts';
import { aTurn, publish, QUESTION, unknownId, type Shop } from './shop.ts';

/** By these a model might try to name whose data it wants. */
const NAMES = ['tenantId', 'tenant', 'conversationId', 'visitorId', 'documentId', 'turnId', 'userId', 'revisionId', 'versionId', 'id', 'scope'];
const NO_CALL: Expected = { type: 'refused', status: 404, code: 'no call', alike: 'no call' };
const NO_ARGUMENT: Expected = { type: 'refused', status: 400, code: 'no argument', alike: '' };

export async function toolCases(parts: Parts, cast: Cast): Promise<Tried[]> {
  const { home, other, closed } = cast;
  for (const shop of [home, other, closed]) await publish(parts, shop);
  const deps = { ...workerDeps(parts), closing: new AbortController().signal } as unknown as Deps;
  const judge = aJudge();
  const tried: Tried[] = [];
  const model: Caller = { name: 'a model in a conversation of home', authorization: null, shop: home };
  const see = (name: ClassName, door: string, what: string, expected: Expected, answer: Answer): void =>
    void tried.push({
      class: name,
      door,
      violation: judge.see({ class: name, door, what, caller: model, expected }, answer, foreignTo(model, cast)),
    });

  for (const { name, parameters } of toolsOf(parts.tools)) {
    const fitting = Object.fromEntries(Object.keys(parameters.properties).map((one) => [one, parameters.properties[one]!.enum?.[0] ?? QUESTION]));
    for (const extra of NAMES)
      for (const id of [other.scope.tenantId, other.visitors[0].conversationId, unknownId('tnt')]) {
        const call = { id: 'c1', name, arguments: JSON.stringify({ ...fitting, [extra]: id }) };
        const fault = faultOf(call, parts.tools, DEFAULT_PERSONA);
        see('field', name, `an argument \`${extra}\``, NO_ARGUMENT, fault ? { status: 400, code: 'no argument', text: '' } : ok('it was taken'));
        // A call that was stored nevertheless is not run.
        see('field', name, `a stored argument \`${extra}\``, NO_CALL, await run(home, name, { ...fitting, [extra]: id }));
      }
    for (const property of Object.keys(parameters.properties).filter((one) => !parameters.properties[one]!.enum))
      for (const [of, shop] of [
        ['foreign', other],
        ['foreign', closed],
      ] as [ClassName, Shop][])
        for (const mark of [
          shop.scope.tenantId,
          shop.objects.doc!,
          shop.visitors[0].conversationId,
          `${QUESTION} ${shop.slug}`,
          `tenant:${shop.slug} OR 1=1`,
        ])
          if (name !== 'escalate')
            see(of, name, `\`${property}\` that names it`, { type: 'nothing' }, await run(home, name, { ...fitting, [property]: mark }));
    // Calls under the ids of another tenant, and of nobody.
    for (const shop of [other, closed]) {
      see('pair', name, 'the turn of another tenant', NO_CALL, await run(home, name, fitting, { scope: home.scope, in: shop.scope }));
      see('pair', name, "in another tenant's name", NO_CALL, await run(home, name, fitting, { scope: shop.scope, in: home.scope }));
    }
    if (name === 'escalate') continue;
    const own = await run(home, name, fitting);
    see('rightful', name, 'its own', { type: 'letIn' }, own.text.includes(home.canary) ? own : { status: 500, code: 'found nothing', text: '' });
  }
  return tried;

  /** @param of in whose name it is run, and where the turn is */
  async function run(
    shop: Shop,
    name: string,
    args: object,
    of: { scope: TenantScope; in: TenantScope } = { scope: shop.scope, in: shop.scope },
  ): Promise<Answer> {
    const conversationId = mintId('cnv');
    const turnId: TurnId = await aTurn(parts, of.in, conversationId, 'tool');
    const ref = { ...of.scope, conversationId, turnId };
    const key = effectKey(ref, 'tool-1-1');
    const calls = [{ id: 'c1', name, arguments: JSON.stringify(args) }];
    const draft = { type: 'tools', text: '', calls, model: 'matrix', usage: { inputTokens: 1, outputTokens: 1 } } as const;
    await parts.turns.addStep(of.in, turnId, { type: 'model', key: effectKey(ref, 'draft-1'), step: 1, by: 'model', draft, calls: ['read'] });
    const request: ToolRequest = { ...ref, effectKey: key, step: 1, call: 1 };
    const env = new MockActivityEnvironment({ attempt: 1 }, { logger: new DefaultLogger('ERROR') });
    try {
      await env.run(runTool(deps), request);
      return ok(toolStep((await parts.turns.get(of.in, turnId))!, 1, 1)?.result ?? '');
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { status: 404, code: 'no call', text: '' };
    }
  }
}

const ok = (text: string): Answer => ({ status: 200, code: '', text });
