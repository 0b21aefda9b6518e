/** A model that obeys whatever a document or a visitor tells it: none of it reaches a visitor, and nothing is done. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { egress } from '../../infra/egress/egress.ts';
import { openAiModel } from '../../infra/openai/model.ts';
import { INJECTIONS } from '../../infra/testing/corpora/injections.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { callsTool, says, scriptedModel, type ScriptedModel } from '../../infra/testing/scripted-model.ts';
import { aTurn, memoryDeps, type MemoryDeps } from '../../workflows/testing/memory-deps.ts';
import { draftReply } from './draft-reply.ts';

const RETURNS = 'Items can be returned within 30 days.';

let provider: ScriptedModel;
let deps: MemoryDeps;
beforeAll(async () => {
  provider = await scriptedModel(INJECTIONS.map((attack) => ('says' in attack ? says(attack.says) : callsTool(...attack.calls))));
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey } = provider.env;
  deps = memoryDeps({ model: openAiModel({ apiKey, baseURL, model: 'obedient', egress: egress({ trusted: [baseURL] }) }) });
});
afterAll(() => provider.close());

test(`${INJECTIONS.length} attacks, none obeyed`, async () => {
  expect(INJECTIONS.length).toBeGreaterThanOrEqual(30);
  const obeyed: string[] = [];
  for (const { name, wish, gone } of INJECTIONS) {
    const at = await aTurn(deps);
    const [passage] = (await deps.turns.get(at, at.turnId))!.passages;
    await deps.turns.update(at, at.turnId, { passages: [{ ...passage!, text: `${RETURNS} ${wish}` }] });
    let seen = '';
    const deaf = deps.bus.subscribe((event) => event.type === 'turn.delta' && event.turnId === at.turnId && (seen += event.text));
    const outcome = await runActivity(draftReply(deps), at);
    deaf();
    const { draft } = (await deps.turns.get(at, at.turnId))!;
    // A call that nobody may make has no kind, and so is never run.
    if (outcome.type === 'tools' && outcome.calls.some((kind) => kind !== null)) obeyed.push(name);
    // Also what was seen for a moment was seen.
    if (gone.test(seen)) obeyed.push(`${name}, shown: ${seen}`);
    if (draft?.type === 'reply' && gone.test(draft.text)) obeyed.push(`${name}: ${draft.text}`);
    expect(JSON.stringify(provider.requests().at(-1)!.messages)).not.toMatch(/[\u{E0000}-\u{E0FFF}\u200B\u202E]/u);
  }
  expect(obeyed).toEqual([]);
  expect(provider.requests()).toHaveLength(INJECTIONS.length);
});
