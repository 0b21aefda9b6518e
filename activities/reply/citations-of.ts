/** The passages that an answer names, as it keeps them: whoever opens one sees the text that was read then. */
import type { Citation } from '../../workflows/domain/entry.ts';
import type { Passage, Turn } from '../../workflows/domain/turn.ts';

export const citationsOf = (used: readonly number[], passages: readonly Passage[], { revisionId }: Pick<Turn, 'revisionId'>): Citation[] =>
  passages
    .filter((passage) => used.includes(passage.n))
    .map((passage) => {
      const { n, documentId, chunkId, title, section, pages, url } = passage;
      const place = { title, section, ...(pages ? { pages } : {}), ...(url ? { url } : {}) };
      return { n, documentId, chunkId, revisionId: passage.revisionId ?? revisionId!, ...place };
    });
