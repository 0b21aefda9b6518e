/** The tool by which a model searches the published knowledge again, in other words than the visitor's. */
import type { Passage } from '../../workflows/domain/turn.ts';
import { passagesOf } from '../../workflows/domain/turn.ts';
import { visibleText } from '../../workflows/domain/visible-text.ts';
import type { Deps } from '../deps.ts';
import { search } from '../knowledge/search.ts';
import type { Offered, Tool } from './tool.ts';

export const SEARCH_KNOWLEDGE = {
  name: 'search_knowledge',
  description: 'Searches the help centre again, in your own words. Use it when the sources leave a part of the question open.',
  parameters: {
    type: 'object',
    properties: { query: { type: 'string', description: 'What to look for, in one sentence.' } },
    required: ['query'],
    additionalProperties: false,
  },
  policy: { reaches: 'tenant' },
} as const satisfies Offered;

const QUERY_CHARS = 500;

export const knowledgeTool = (deps: Pick<Deps, 'revisions' | 'vectors' | 'chunks' | 'encoders' | 'reranker' | 'log'>): Tool => ({
  ...SEARCH_KNOWLEDGE,
  kind: 'read',
  async run({ query }, { tenantId, turn }) {
    const { revisionId, passages } = await search(deps, { tenantId }, String(query).slice(0, QUERY_CHARS));
    const known = passagesOf(turn);
    const found: Passage[] = [];
    const lines = passages.map((passage) => {
      const same = known.find(({ chunkId }) => chunkId === passage.chunkId);
      if (same) return `[${same.n}] as above`;
      const next = { ...passage, n: nextNumber([...known, ...found]), ...(revisionId ? { revisionId } : {}) };
      found.push(next);
      return visibleText(`[${next.n}] ${[next.title, next.section].filter(Boolean).join(' › ')}\n${next.text}`);
    });
    return { text: lines.length ? lines.join('\n\n') : 'Nothing was found.', found };
  },
});

const nextNumber = (passages: readonly Passage[]): number => Math.max(0, ...passages.map(({ n }) => n)) + 1;
