/** Of the sources that a model names, right or wrong, which the answer keeps: those whose text holds the sentence. */
import { expect, test } from '@jest/globals';
import { egress } from '../../infra/egress/egress.ts';
import { openAiModel } from '../../infra/openai/model.ts';
import { runActivity } from '../../infra/testing/corpora/run-activity.ts';
import { says, scriptedModel } from '../../infra/testing/scripted-model.ts';
import { aTurn, memoryDeps } from '../../workflows/testing/memory-deps.ts';
import { draftReply } from './draft-reply.ts';

const TEXTS = [
  'Items bought on sale can be returned within 30 days of their delivery.',
  'Standard delivery takes two to four working days and costs 4.95 euros.',
  'Gift cards never expire and can be split over several purchases.',
  'Boots are resoled in our workshop, which takes about three weeks.',
  'Children pay half the price of an adult on every guided hike.',
  'Passwords are changed under Account, behind the link Security.',
];
const right = (n: number): string => TEXTS[n - 1]!.replace(/\.$/, '');

/** What a careless model does to the number of a sentence. */
const CITES: [name: string, wrong: boolean, cite: (n: number) => string][] = [
  ['the right one', false, (n) => `[${n}]`],
  ['the next one', true, (n) => `[${(n % TEXTS.length) + 1}]`],
  ['the right one and the next', true, (n) => `[${n}][${(n % TEXTS.length) + 1}]`],
  ['one that is not there', true, (n) => `[${n + 20}]`],
  ['all of them', true, () => TEXTS.map((_text, i) => `[${i + 1}]`).join('')],
];

test('a model that cites wrongly in four of five answers: what is kept names the passage that holds the sentence', async () => {
  const asked = CITES.flatMap(([name, , cite]) => TEXTS.map((_text, i) => ({ name, n: i + 1, text: `${right(i + 1)} ${cite(i + 1)}.` })));
  const provider = await scriptedModel(asked.map(({ text }) => says(text)));
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey } = provider.env;
  const deps = memoryDeps({ model: openAiModel({ apiKey, baseURL, model: 'careless', egress: egress({ trusted: [baseURL] }) }) });
  const kept: { right: boolean }[] = [];
  const lost: string[] = [];
  try {
    for (const { n, name } of asked) {
      const at = await aTurn(deps);
      const [passage] = (await deps.turns.get(at, at.turnId))!.passages;
      const passages = TEXTS.map((text, i) => ({ ...passage!, n: i + 1, chunkId: `chk_${i + 1}` as const, title: `Page ${'ABCDEF'[i]}`, text }));
      await deps.turns.update(at, at.turnId, { passages, question: 'How is that with you?' });
      await runActivity(draftReply(deps), at);
      const { draft, citations } = (await deps.turns.get(at, at.turnId))!;
      if (draft?.type !== 'reply') lost.push(`${name} ${n}`);
      kept.push(...citations.map(({ chunkId }) => ({ right: chunkId === `chk_${n}` })));
      // A marker without a citation would lead nowhere.
      const marked = draft?.type === 'reply' ? [...draft.text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)) : [];
      expect(marked).toEqual(citations.map((citation) => citation.n));
    }
  } finally {
    await provider.close();
  }
  const precision = kept.filter((one) => one.right).length / kept.length;
  expect({ precision, lost }).toEqual({ precision: 1, lost: [] });
});
