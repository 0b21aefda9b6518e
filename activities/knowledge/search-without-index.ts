/**
 * The search when there is no index: the words of the question are looked for in the chunks as MongoDB holds them. Good enough for
 * a small help centre; a large one would be read for longer than a visitor waits.
 */
import type { Chunk, Hit, VersionId } from '../../workflows/domain/document.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import { contentWords, stem, stemsOf } from '../../workflows/domain/words.ts';
import type { Deps } from '../deps.ts';

/** Documents that are read at all, how many of them at once, and chunks. */
const DOCUMENTS = 200;
const AT_ONCE = 8;
const CHUNKS = 2_000;
/** What a word is worth in the text and in title or section; the index rates the same words alike. */
const IN_TEXT = 0.85;
const IN_HEADING = 1;

/** Thrown when there is more to read than a visitor can wait for. */
export class TooMuchToRead extends Error {
  override readonly name = 'TooMuchToRead';
}

/**
 * @returns the best, by the share of the question's words that they hold, each weighed by how rare it is: 0 to 1, the scale of the
 *   index's keyword score
 * @throws {TooMuchToRead} beyond 200 documents or 2,000 chunks
 */
export async function searchWithoutIndex(
  { chunks }: Pick<Deps, 'chunks'>,
  scope: TenantScope,
  versions: readonly VersionId[],
  question: string,
  limit: number,
): Promise<{ hit: Hit; chunk: Chunk }[]> {
  if (versions.length > DOCUMENTS) throw new TooMuchToRead(`${versions.length} documents are too many to read.`);
  const all: Chunk[] = [];
  for (let i = 0; i < versions.length; i += AT_ONCE) {
    all.push(...(await Promise.all(versions.slice(i, i + AT_ONCE).map((version) => chunks.ofVersion(scope, version)))).flat());
    if (all.length > CHUNKS) throw new TooMuchToRead(`More than ${CHUNKS} chunks are too many to read.`);
  }
  const read = all.map((chunk) => ({ chunk, text: stemsOf(chunk.text), heading: stemsOf(`${chunk.title} ${chunk.section}`), score: 0 }));
  let total = 0;
  for (const term of new Set(contentWords(question).map(stem))) {
    const holding = read.filter(({ text, heading }) => text.has(term) || heading.has(term));
    const rarity = Math.log(1 + (read.length - holding.length + 0.5) / (holding.length + 0.5));
    total += rarity;
    for (const one of holding) one.score += rarity * (one.heading.has(term) ? IN_HEADING : IN_TEXT);
  }
  return read
    .filter(({ score }) => score > 0)
    .map(({ chunk, score }) => {
      const keyword = score / total;
      return { hit: { chunkId: chunk._id, versionId: chunk.versionId, score: keyword, dense: null, keyword }, chunk };
    })
    .sort((a, b) => b.hit.score - a.hit.score || (a.chunk._id < b.chunk._id ? -1 : 1))
    .slice(0, limit);
}
