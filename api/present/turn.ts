/** A turn as staff sees it. */
import { documentsOf } from '../../workflows/domain/forgotten-documents.ts';
import type { DocumentId } from '../../workflows/domain/ids.ts';
import { modelStep, requestOf, type ModelRequest, type Passage, type Turn, type TurnStep, type Usage } from '../../workflows/domain/turn.ts';
import type { TurnView } from '../protocol/turn.ts';

/** @param gone documents of its passages that there are no more */
export function presentTurn(turn: Turn, gone: readonly DocumentId[]): TurnView {
  const { openedAt, searchedAt, firstTokenAt, draftedAt, endedAt } = turn.timings;
  const since = (at: Date | undefined): number | null => (at ? at.getTime() - openedAt.getTime() : null);
  const used = new Set(turn.citations.map((citation) => citation.n));
  return {
    id: turn._id,
    conversationId: turn.conversationId,
    answers: turn.answers,
    question: turn.question,
    asked: turn.asked ?? [],
    outcome: turn.outcome,
    reason: turn.reason,
    model: turn.draft?.model ?? null,
    promptVersion: turn.promptVersion ?? null,
    settingsVersion: turn.settingsVersion,
    revisionId: turn.revisionId,
    floor: turn.request?.floor ?? null,
    passages: turn.passages.map((passage) => ({ ...presentPassage(passage), used: used.has(passage.n) })),
    withoutIndex: turn.withoutIndex ?? false,
    forgotten: documentsOf(turn).filter((id) => gone.includes(id)),
    messages: turn.request ? messagesOf({ ...turn, request: turn.request }) : [],
    steps: turn.steps.map((step) => presentStep(turn, step)),
    usage: usageOf(turn),
    costMicros: costOf(turn),
    timings: { searchedMs: since(searchedAt), firstTokenMs: since(firstTokenAt), draftedMs: since(draftedAt), endedMs: since(endedAt) },
    openedAt: openedAt.toISOString(),
  };
}

export const presentPassage = ({ n, documentId, chunkId, title, section, pages = null, url, text, score, dense, keyword }: Passage) => ({
  n,
  documentId,
  chunkId,
  title,
  section,
  pages,
  url: url ?? null,
  text,
  score,
  dense,
  keyword,
});

function presentStep(turn: Turn, step: TurnStep): TurnView['steps'][number] {
  const tookMs = step.tookMs ?? null;
  if (step.type === 'model') {
    const { by, draft, costMicros = null, sent } = step;
    const { model, type: outcome, usage } = draft;
    const digest = sent ? { form: sent.form, bytes: sent.bytes, sha256: sent.sha256 } : null;
    return { type: 'model', step: step.step, by, model, outcome, usage, costMicros, tookMs, sent: digest };
  }
  const said = modelStep(turn, step.step)?.draft;
  const { name = '', arguments: args = '' } = (said?.type === 'tools' && said.calls[step.call - 1]) || {};
  const { call, ok, result, found } = step;
  return { type: 'tool', step: step.step, call, name, arguments: args, ok, result, found: found.map(({ n }) => n), tookMs };
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

function costOf({ steps }: Turn): number | null {
  const known = steps.flatMap((step) => (step.type === 'model' && typeof step.costMicros === 'number' ? [step.costMicros] : []));
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}
