/** What stands before and after a passage: a long section is cut into chunks, and an answer may run over the cut. */
import type { Chunk } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import type { Find } from './rank.ts';

/** Tokens from which a chunk may be a piece of a section; smaller ones are whole, or its end. */
const LONG = 150;
/** Share of a passage's score that its neighbours are given: they were not found for themselves. */
const LESS = 0.9;

/** @returns chunks of the same section next to the one found, in their order, with a score below its own; none of a section in one piece */
export async function neighboursOf({ chunks }: Pick<Deps, 'chunks'>, scope: TenantScope, { hit, chunk }: Find): Promise<Find[]> {
  if (chunk.tokens < LONG) return [];
  const siblings = await chunks.ofVersion(scope, chunk.versionId);
  const isNext = ({ section, ordinal }: Chunk): boolean => section === chunk.section && Math.abs(ordinal - chunk.ordinal) === 1;
  return siblings
    .filter(isNext)
    .sort((a, b) => a.ordinal - b.ordinal)
    .map((next) => ({ chunk: next, hit: { chunkId: next._id, versionId: next.versionId, score: hit.score * LESS, dense: null, keyword: null } }));
}
