/** Documents, chunks and turns as clients see them. */
import { versionsIn, type Chunk, type Document, type Revision } from '../../workflows/domain/document.ts';
import { requestOf, type ModelRequest, type Turn, type Usage } from '../../workflows/domain/turn.ts';
import type { DocumentView, TurnView } from '../protocol/knowledge.ts';

/** @param current the published revision, null before the first */
export const presentDocument = (document: Document, current: Revision | null): DocumentView => ({
  id: document._id,
  fileName: document.fileName,
  title: document.title,
  url: document.url ?? null,
  mediaType: document.mediaType,
  bytes: document.bytes,
  state: document.state,
  progress: document.progress,
  failure: document.failure,
  published: publishedOf(document, current),
  chunkCount: document.chunkCount,
  language: document.language ?? null,
  pageCount: document.pageCount ?? null,
  remarks: document.remarks ?? [],
  createdAt: document.createdAt.toISOString(),
  updatedAt: document.updatedAt.toISOString(),
});

function publishedOf({ _id, versionId }: Document, current: Revision | null): DocumentView['published'] {
  const versions = versionsIn(current, _id);
  if (versions.includes(versionId)) return 'current';
  return versions.length > 0 ? 'earlier' : 'no';
}

export const presentChunk = ({ _id, ordinal, section, text, tokens, pages = null }: Chunk) => ({ id: _id, ordinal, section, text, tokens, pages });

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
    passages: turn.passages.map(({ n, documentId, chunkId, title, section, pages = null, text, score, dense, keyword }) => ({
      n,
      documentId,
      chunkId,
      title,
      section,
      pages,
      text,
      score,
      dense,
      keyword,
      used: used.has(n),
    })),
    withoutIndex: turn.withoutIndex ?? false,
    messages: turn.request ? messagesOf({ ...turn, request: turn.request }) : [],
    usage: usageOf(turn),
    timings: { searchedMs: since(searchedAt), firstTokenMs: since(firstTokenAt), draftedMs: since(draftedAt), endedMs: since(endedAt) },
    openedAt: openedAt.toISOString(),
  };
}

/** What the model was shown at last; the calls that it made read like lines of it. */
const messagesOf = (turn: Turn & { request: ModelRequest }): TurnView['messages'] =>
  requestOf(turn, Math.max(1, ...turn.steps.map(({ step }) => step)) + 1).messages.map(({ role, content, toolCalls = [] }) => ({
    role,
    content: [content, ...toolCalls.map((call) => `${call.name}(${call.arguments})`)].filter(Boolean).join('\n'),
  }));

/** Of all steps. */
function usageOf({ steps, draft }: Turn): Usage | null {
  const used = steps.flatMap((step) => (step.type === 'model' ? [step.draft.usage] : []));
  if (used.length === 0) return draft?.usage ?? null;
  return used.reduce((sum, one) => ({ inputTokens: sum.inputTokens + one.inputTokens, outputTokens: sum.outputTokens + one.outputTokens }));
}
