import { expect, test } from '@jest/globals';
import { documentsOf, withoutDocuments } from './forgotten-documents.ts';
import type { Passage, Turn } from './turn.ts';

const passage = (n: number, documentId: `doc_${string}`, text: string): Passage => ({
  n,
  chunkId: `chk_${n}`,
  versionId: `${documentId}@1`,
  score: 0.9,
  dense: 0.9,
  keyword: null,
  documentId,
  title: 'Returns',
  section: '',
  text,
});
const kept = passage(1, 'doc_a', 'Stays.');
const gone = passage(2, 'doc_b', 'The secret recipe.');
const found = passage(3, 'doc_c', 'The other recipe.');
const turn: Pick<Turn, 'passages' | 'request' | 'steps'> = {
  passages: [kept, gone],
  request: {
    messages: [
      { role: 'system', content: 'Sources: Stays. The secret recipe.' },
      { role: 'user', content: 'How is it made?' },
    ],
    tools: [],
    question: 'How is it made?',
    passages: [kept, gone],
    floor: 0.3,
  },
  steps: [
    {
      key: 'cnv_a/trn_a/model-1',
      step: 1,
      type: 'model',
      by: 'model',
      draft: { type: 'tools', text: '', calls: [], model: 'm', usage: { inputTokens: 1, outputTokens: 1 } },
      calls: [],
    },
    { key: 'cnv_a/trn_a/tool-1-1', step: 1, type: 'tool', call: 1, ok: true, result: '[3] The other recipe.', found: [found] },
  ],
};

test('no word of a deleted document is left, of the others every one', () => {
  const after = withoutDocuments(turn, ['doc_b', 'doc_c']);
  expect(JSON.stringify(after)).not.toContain('recipe');
  expect(after.passages).toEqual([kept, { ...gone, text: '' }]);
  expect(after.request!.messages[1]).toEqual({ role: 'user', content: 'How is it made?' });
  expect(documentsOf(after)).toEqual(['doc_a', 'doc_b', 'doc_c']);
  expect(withoutDocuments(after, ['doc_b', 'doc_c'])).toEqual(after);
});

test('a turn that was handed nothing of it is the same', () => {
  expect(withoutDocuments(turn, ['doc_x'])).toBe(turn);
});
