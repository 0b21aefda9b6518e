/** The one way in which knowledge is searched: by turns, and by the search tester. Without its index it goes on by keywords. */
import { setTimeout } from 'node:timers/promises';
import type { Chunk, VersionId } from '../../workflows/domain/document.ts';
import type { ChunkId, RevisionId, TenantScope } from '../../workflows/domain/ids.ts';
import { inContext, questionParts } from '../../workflows/domain/question.ts';
import type { Passage } from '../../workflows/domain/turn.ts';
import type { Embedder } from '../../infra/ports/embedder.ts';
import type { IndexScope } from '../../infra/ports/vector-index.ts';
import type { Deps } from '../deps.ts';
import { BEYOND } from './beyond.ts';
import { headingOf } from './chunk-document.ts';
import { mannerOf } from './manner.ts';
import { type Features, type Find, fitted, HEADINGS, ranked, STATED } from './rank.ts';
import { neighboursOf } from './neighbours.ts';
import { reranked } from './rerank.ts';
import { searchWithoutIndex } from './search-without-index.ts';
import { inPlace, statementsOf } from './statements.ts';
import { type Part, understand } from './understand.ts';

type Needs = Pick<Deps, 'revisions' | 'vectors' | 'chunks' | 'encoders' | 'reranker' | 'log'>;
/** With the encoder whose index is searched. */
type Reads = Pick<Needs, 'vectors' | 'chunks' | 'log'> & { embedder: Embedder | null };
export type Found = {
  revisionId: RevisionId | null;
  passages: Passage[];
  /** The index was down, and words alone decided. */
  withoutIndex: boolean;
  /** Whose index was read; null where words alone decided. */
  encoder: string | null;
  /** What was searched for, a text for each thing that the question asks. */
  asked: string[];
  /** What the score of the best passage is made of; null where nothing was found. */
  features: Features | null;
};
type Wanted = { limit: number; earlier: readonly string[] };
type Passed = Find & { leads?: number[] };
type RankedFind = Passed & { features: Features };
/** Of each text that was searched for, what was found. */
type Searched = { asked: string[]; parts: RankedFind[][] };

/** Index and encoder are waited for so long, ms: a busy machine is slow, and words alone answer worse. The activity has eight seconds. */
const INDEX_MS = 6_000;

/** Passages that an answer may stand on. */
export const PASSAGES = 6;

/** Hits that are ranked. */
const CANDIDATES = 40;

/**
 * Searches the published revision, and nothing else. Of a question that asks two things each is searched for itself.
 *
 * When the index fails or is slow, the chunks themselves are searched by keywords.
 *
 * @param wanted.limit passages at most, best first, numbered from 1; of passages with the same words only the best is kept
 * @param wanted.earlier what the visitor said before, oldest first: a question that leans on it is completed by it
 * @throws what the index threw, when there is too much to read without it
 */
export async function search(
  deps: Needs,
  scope: TenantScope,
  question: string,
  { limit = PASSAGES, earlier = [] }: Partial<Wanted> = {},
): Promise<Found> {
  const revision = await deps.revisions.current(scope);
  if (!revision || revision.versions.length === 0)
    return { revisionId: revision?._id ?? null, passages: [], withoutIndex: false, encoder: null, asked: [question], features: null };
  const { _id: revisionId, versions } = revision;
  // Twice as many as wanted: some may turn out to be the same, or be removed with a version that was just replaced.
  const most = Math.min(100, limit * 2);
  const found = async ({ asked, parts }: Searched, encoder: string | null, withoutIndex: boolean): Promise<Found> => {
    const finds = merged(parts);
    return {
      revisionId,
      passages: passagesOf(await expanded(deps, scope, finds, limit), limit),
      withoutIndex,
      encoder,
      asked,
      features: finds[0]?.features ?? null,
    };
  };
  try {
    const encoder = await deps.encoders.inUse(scope);
    const reads = { ...deps, embedder: deps.encoders.of(encoder) };
    const { asked, parts } = await inTime(searchIndex(reads, { ...scope, encoder }, versions, question, { limit: most, earlier }));
    return await found(
      { asked, parts: await Promise.all(parts.map((finds, i) => reranked(deps, asked[i]!, finds))) },
      reads.embedder?.model ?? null,
      false,
    );
  } catch (error) {
    const asked = questionParts(inContext(question, earlier)).map(({ asks, told }) => `${told} ${asks}`.trim());
    const without = async (part: string): Promise<RankedFind[]> => {
      const finds = await searchWithoutIndex(deps, scope, versions, part, CANDIDATES);
      return ranked(fitted({ text: part, own: part, headings: new Map() }, finds), { beyond: null, manner: null }, new Map());
    };
    const parts = await Promise.all(asked.map(without)).catch(() => {
      throw error;
    });
    deps.log.warn({ tenantId: scope.tenantId, reason: (error as Error).name }, 'the index failed; searching the chunks by keywords');
    return await found({ asked, parts }, null, true);
  }
}

async function searchIndex(deps: Reads, scope: IndexScope, versions: VersionId[], question: string, { limit, earlier }: Wanted): Promise<Searched> {
  const parts = await understand(deps, scope, versions, question, earlier);
  const finds = await Promise.all(parts.map((part) => searchPart(deps, scope, versions, part, limit)));
  // A file that was lost comes back empty: then nothing found means nothing.
  if (finds.flat().length === 0 && (await deps.vectors.count(scope)) === 0) throw new Error('The index holds nothing of the tenant.');
  return { asked: parts.map(({ text }) => text), parts: finds };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(INDEX_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`No answer of the index within ${INDEX_MS} ms.`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

async function searchPart(deps: Reads, scope: IndexScope, versions: VersionId[], { text, own }: Part, limit: number): Promise<RankedFind[]> {
  const { vectors, chunks } = deps;
  const [vector = null] = await vectorsOf(deps, [text], 'query');
  const hits = await vectors.search(scope, { versions, text, vector, limit: Math.max(CANDIDATES, limit) });
  const stored = await chunks.many(
    scope,
    hits.map(({ chunkId }) => chunkId),
  );
  const byId = new Map(stored.map((chunk) => [chunk._id, chunk]));
  const finds = hits.flatMap((hit): Find[] => {
    const chunk = byId.get(hit.chunkId);
    return chunk ? [{ hit, chunk }] : [];
  });
  const compared = vector ? finds.slice(0, Math.max(HEADINGS, limit)) : [];
  // A heading is much like a question: both are read alike, without what the encoder puts before a question.
  const [[plain, ...headings], beyond] = vector
    ? await Promise.all([vectorsOf(deps, [text, ...compared.map(({ chunk }) => headingOf(chunk))], 'passage'), vectorsOf(deps, BEYOND, 'passage')])
    : [[], []];
  const near = headings.map((heading, i) => [compared[i]!.chunk._id, cosine(plain!, heading)] as const);
  const fits = fitted({ text, own, headings: new Map(near) }, finds);
  const nearest = plain ? await nearestStatements(deps, plain, fits.slice(0, STATED)) : new Map<string, number>();
  const outlook = {
    beyond: beyond.length === 0 ? null : Math.max(...beyond.map((one) => cosine(plain!, one))),
    manner: plain && deps.embedder ? mannerOf(plain, deps.embedder.model) : null,
  };
  return ranked(fits, outlook, nearest);
}

/** Of each passage how near its nearest statement is to the question, by chunk id; of one without any how near its heading is. */
async function nearestStatements(deps: Reads, question: Float32Array, finds: readonly Find[]): Promise<Map<string, number>> {
  const said = finds.map(({ chunk }) => [headingOf(chunk), ...statementsOf(chunk.text).map((statement) => inPlace(chunk, statement))]);
  const read = await vectorsOf(deps, said.flat(), 'passage');
  if (read.length === 0) return new Map();
  let from = 0;
  return new Map(
    said.map((texts, i) => {
      const [heading, ...statements] = read.slice(from, (from += texts.length)).map((vector) => cosine(question, vector));
      return [finds[i]!.chunk._id, statements.length === 0 ? heading! : Math.max(...statements)];
    }),
  );
}

/** Of vectors of length 1. */
const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** None when there is no encoder or it fails: words alone find less, but they find. */
async function vectorsOf(
  { embedder, log }: Pick<Reads, 'embedder' | 'log'>,
  texts: readonly string[],
  kind: 'query' | 'passage',
): Promise<Float32Array[]> {
  if (!embedder || texts.length === 0) return [];
  try {
    return await embedder.embed(texts, kind);
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'the encoder failed; searching by keywords');
    return [];
  }
}

/** The best of each part first, then by score; a chunk that several parts found keeps its best score. */
function merged(parts: readonly RankedFind[][]): RankedFind[] {
  const best = new Map<ChunkId, RankedFind>();
  for (const find of parts.flat()) if (find.hit.score > (best.get(find.hit.chunkId)?.hit.score ?? -1)) best.set(find.hit.chunkId, find);
  for (const [part, [first]] of parts.entries()) {
    const find = first && best.get(first.hit.chunkId);
    if (find) best.set(find.hit.chunkId, { ...find, leads: [...(find.leads ?? []), part] });
  }
  const leads = ({ leads: of }: RankedFind): number => Number(of !== undefined);
  return [...best.values()].sort((a, b) => leads(b) - leads(a) || b.hit.score - a.hit.score);
}

/** What leads, with its neighbours behind it unless they were found too; then the rest. */
async function expanded(deps: Needs, scope: TenantScope, finds: readonly RankedFind[], limit: number): Promise<Passed[]> {
  const shown = new Set(finds.slice(0, limit).map(({ chunk }) => chunk._id));
  const groups = await Promise.all(
    finds.map(async (find): Promise<Passed[]> => {
      const next = find.leads ? await neighboursOf(deps, scope, find) : [];
      return [find, ...next.filter(({ chunk }) => !shown.has(chunk._id))];
    }),
  );
  return groups.flat();
}

function passagesOf(finds: readonly Passed[], limit: number): Passage[] {
  const seen = new Set<string>();
  const distinct = finds.filter(({ chunk }) => {
    const words = sameWords(chunk);
    return !seen.has(words) && seen.add(words);
  });
  return distinct.slice(0, limit).map(({ hit, leads, chunk: { documentId, title, section, pages = null, url, text } }, i) => {
    const passage = { ...hit, n: i + 1, documentId, title, section, pages, ...(url ? { url } : {}), text };
    return leads ? { ...passage, leads } : passage;
  });
}

const sameWords = ({ text }: Chunk): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
