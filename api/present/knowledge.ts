/** Documents, chunks and turns as clients see them. */
import type { Chunk, Document } from '../../workflows/domain/document.ts';
import type { Turn } from '../../workflows/domain/turn.ts';
import type { DocumentView, TurnView } from '../protocol/knowledge.ts';

export const presentDocument = (document: Document): DocumentView => ({
  id: document._id,
  fileName: document.fileName,
  title: document.title,
  mediaType: document.mediaType,
  bytes: document.bytes,
  state: document.state,
  progress: document.progress,
  failure: document.failure,
  chunkCount: document.chunkCount,
  createdAt: document.createdAt.toISOString(),
  updatedAt: document.updatedAt.toISOString(),
});

export const presentChunk = ({ _id, ordinal, section, text, tokens }: Chunk) => ({ id: _id, ordinal, section, text, tokens });

export function presentTurn(turn: Turn): TurnView {
  const { openedAt, searchedAt, firstTokenAt, draftedAt, endedAt } = turn.timings;
  const since = (at: Date | undefined): number | null => (at ? at.getTime() - openedAt.getTime() : null);
  const used = new Set(turn.citations.map((citation) => citation.n));
  return {
    id: turn._id,
    conversationId: turn.conversationId,
    question: turn.question,
    outcome: turn.outcome,
    reason: turn.reason,
    model: turn.draft?.model ?? null,
    settingsVersion: turn.settingsVersion,
    revisionId: turn.revisionId,
    floor: turn.request?.floor ?? null,
    passages: turn.passages.map(({ n, documentId, chunkId, title, section, text, score, dense, keyword }) => ({
      n,
      documentId,
      chunkId,
      title,
      section,
      text,
      score,
      dense,
      keyword,
      used: used.has(n),
    })),
    messages: turn.request?.messages ?? [],
    usage: turn.draft?.usage ?? null,
    timings: { searchedMs: since(searchedAt), firstTokenMs: since(firstTokenAt), draftedMs: since(draftedAt), endedMs: since(endedAt) },
    openedAt: openedAt.toISOString(),
  };
}
