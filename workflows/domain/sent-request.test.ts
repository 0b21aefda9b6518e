/** Records that were kept long ago: each form is made again to the same bytes by whatever stands here today. */
import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { sentText, type RequestForm } from './sent-request.ts';
import type { ModelRequest, TurnStep } from './turn.ts';

const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'You are Fern. Sources:\n\n[1] Returns\nWithin 30 days — "sale" too.' },
    { role: 'user', content: 'Kann ich es zurückgeben?' },
  ],
  tools: [
    {
      name: 'search_knowledge',
      description: 'Searches again.',
      parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'], additionalProperties: false },
    },
  ],
  question: 'Kann ich es zurückgeben?',
  asked: ['can I return it'],
  passages: [],
  floor: 0.35,
  withoutTools: 'There are no tools.',
};
const steps: TurnStep[] = [
  {
    key: 'cnv_a/trn_a/model-1',
    step: 1,
    type: 'model',
    by: 'model',
    draft: {
      type: 'tools',
      text: '',
      calls: [{ id: 'call_1', name: 'search_knowledge', arguments: '{"query":"return"}' }],
      model: 'm-1',
      usage: { inputTokens: 1, outputTokens: 1 },
    },
    calls: ['read'],
  },
  { key: 'cnv_a/trn_a/tool-1-1', step: 1, type: 'tool', call: 1, ok: true, result: '[1] as above', found: [] },
];

/** Written down when the form was new, and never changed. */
const KEPT: [RequestForm, number, number, string][] = [
  ['chat-1', 1, 490, '64195f8ab6c2fb820df3df290bbbc66a9c88b637931c267ed58aa04d1c4bf1e0'],
  ['chat-1', 2, 714, '8541aac845c2c9cdd747398ad5e7997a519a780a2327e5d4a143457ede53168c'],
  ['chat-plain-1', 2, 306, '17a4c651d774238977c01178ffdeadb516a6be23bf642c47aaec4cbba1550db9'],
  ['passages-1', 1, 493, 'a4f24752025a3526c5c7ac11a3a7214363604dccd22877f540d4f7974afae68b'],
  ['passages-1', 2, 683, '202919fc72c17bbedbdf01e5d16f6c8c9d3d88ac42ef8746c053af9b6c7a3baa'],
];

test.each(KEPT)('%s, step %i: %i bytes and no other', (form, step, bytes, sha256) => {
  const text = sentText({ request, steps }, step, { form, model: 'm-1' });
  expect([Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')]).toEqual([bytes, sha256]);
});
