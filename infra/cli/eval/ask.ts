/** Asks one question the way a visitor does: accepted, rung, searched, drafted and committed by the production turn. */
import { performance } from 'node:perf_hooks';
import { acceptFromVisitor, type AcceptDeps } from '../../../api/accept.ts';
import type { Entry } from '../../../workflows/domain/entry.ts';
import { Problem } from '../../../workflows/domain/errors.ts';
import type { ConversationId, TenantScope, VisitorId } from '../../../workflows/domain/ids.ts';
import { mintId } from '../../ids/mint.ts';
import type { Parts } from '../compose/parts.ts';
import type { Question } from './questions.ts';
import { resultOf, type Result } from './result.ts';

/** Longer than the longest way to an escalation, model retries included. */
const PATIENCE_MS = 300_000;

type Asking = Pick<Parts, 'entries' | 'turns' | 'bus'> & AcceptDeps & { pathOf: (documentId: string) => string };

/** @throws when nothing answered in five minutes */
export async function ask(deps: Asking, scope: TenantScope, { id, question, history }: Question): Promise<Result> {
  const visitorId = mintId('vis');
  const earlier = history.slice(history.findIndex(({ role }) => role === 'user'));
  const conversationId = history.some(({ role }) => role === 'user') ? await replay(deps, scope, visitorId, earlier) : undefined;
  const visitor = { scope, visitorId, sessionId: mintId('ses'), verified: false, messages: 10, expiresAt: new Date(8.64e15), ip: 'eval' };
  const hearing = listen(deps, visitorId);
  try {
    const sentAt = performance.now();
    const asked = await acceptFromVisitor(deps, visitor, { conversationId, clientMessageId: `eval-${visitorId}`, text: question });
    const { entry, firstTokenMs, totalMs } = await hearing.answer(asked, sentAt);
    const turn = entry.body.turnId ? await deps.turns.get(scope, entry.body.turnId) : null;
    return resultOf(id, entry, turn, deps.pathOf, { firstTokenMs, totalMs });
  } catch (error) {
    if (!(error instanceof Problem) || error.kind.status >= 500) throw error;
    return { id, retrieved: [], answer: error.kind.title, citations: [], outcome: 'refuse', firstTokenMs: null, totalMs: 0 };
  } finally {
    hearing.stop();
  }
}

/** Writes what was said before into the log as answered, so that the assistant owes nothing before the question. */
async function replay({ entries }: Asking, scope: TenantScope, visitorId: VisitorId, history: Question['history']): Promise<ConversationId> {
  const conversationId = mintId('cnv');
  let seq = 0;
  for (const [i, { role, content }] of history.entries()) {
    const { entry } = await entries.append(scope, {
      conversationId,
      key: `history-${i}`,
      kind: 'message',
      author: role === 'user' ? { type: 'visitor', id: visitorId } : { type: 'assistant' },
      body: role === 'user' ? { text: content } : { text: content, citations: [], answers: seq },
      dispatch: 'rung',
    });
    seq = entry.seq;
  }
  return conversationId;
}

type Answered = { entry: Entry } & Pick<Result, 'firstTokenMs' | 'totalMs'>;

/** Listens from before the question is sent: an answer may be quicker than the acknowledgement. */
function listen({ bus, entries }: Asking, visitorId: VisitorId): { answer(asked: Entry, sentAt: number): Promise<Answered>; stop(): void } {
  const first = new Map<ConversationId, number>();
  const heard: { conversationId: ConversationId; seq: number; entryId: Entry['_id']; at: number }[] = [];
  let look: () => void = () => undefined;
  const stop = bus.subscribe((event) => {
    if (event.type === 'turn.delta' && !first.has(event.conversationId)) first.set(event.conversationId, performance.now());
    if (event.type === 'turn.discarded') first.delete(event.conversationId);
    if (event.type === 'entry.appended') heard.push({ ...event, at: performance.now() });
    look();
  });
  return {
    stop,
    answer: ({ tenantId, conversationId, seq }, sentAt) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Nothing answered ${visitorId} within ${PATIENCE_MS / 1_000} s.`)), PATIENCE_MS);
        look = () => {
          const found = heard.find((event) => event.conversationId === conversationId && event.seq > seq);
          if (!found) return;
          clearTimeout(late);
          look = () => undefined;
          const firstAt = first.get(conversationId);
          const firstTokenMs = firstAt === undefined ? null : round(firstAt - sentAt);
          entries
            .get({ tenantId }, found.entryId)
            .then((entry) => resolve({ entry: entry!, firstTokenMs, totalMs: round(found.at - sentAt) }), reject);
        };
        look();
      }),
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
