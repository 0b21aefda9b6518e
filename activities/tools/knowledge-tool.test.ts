/** What a model finds by itself joins what the turn found: the same passages keep their numbers, and new ones go on from there. */
import { expect, test } from '@jest/globals';
import type { ChunkId } from '../../workflows/domain/ids.ts';
import type { Turn } from '../../workflows/domain/turn.ts';
import { aTurn, memoryDeps } from '../../workflows/testing/memory-deps.ts';
import type { Deps } from '../deps.ts';
import { knowledgeTool } from './knowledge-tool.ts';

/** An index that finds these chunks, best first, in revision rev_b. */
const found = (...ids: ChunkId[]) =>
  ({
    revisions: { current: async () => ({ _id: 'rev_b', versions: ['doc_a@1'] }) },
    vectors: {
      suggest: async () => new Map(),
      count: async () => 1,
      search: async () => ids.map((chunkId, i) => ({ chunkId, versionId: 'doc_a@1', score: 0.9 - i / 10, dense: null, keyword: 1 })),
    },
    chunks: {
      many: async () =>
        ids.map((_id) => ({
          _id,
          documentId: 'doc_a',
          versionId: 'doc_a@1',
          title: 'Returns',
          section: _id,
          tokens: 5,
          text: `The words of ${_id}.`,
        })),
    },
    encoders: { inUse: async () => 'words', of: () => null },
    reranker: null,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  }) as unknown as Deps;

async function asks(deps: Deps) {
  const memory = memoryDeps();
  const { effectKey, ...ref } = await aTurn(memory);
  const turn = (await memory.turns.get(ref, ref.turnId)) as Turn;
  return knowledgeTool(deps).run({ query: 'refund' }, { ...ref, effectKey, turn, signal: new AbortController().signal });
}

test('a passage that the turn has keeps its number, a new one takes the next, with its revision', async () => {
  const said = await asks(found('chk_a', 'chk_b', 'chk_c'));
  expect(said.text).toBe('[1] as above\n\n[2] Returns › chk_b\nThe words of chk_b.\n\n[3] Returns › chk_c\nThe words of chk_c.');
  expect(said.found).toMatchObject([
    { n: 2, chunkId: 'chk_b', revisionId: 'rev_b' },
    { n: 3, chunkId: 'chk_c', revisionId: 'rev_b' },
  ]);
});

test('nothing found says so', async () => {
  expect(await asks(found())).toEqual({ text: 'Nothing was found.', found: [] });
});
