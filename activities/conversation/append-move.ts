/**
 * Appends a public move under its command id, if it is still legal where the log stands. The log decides between two who
 * move at once: the second one reads the first and is told who won. A repeat gets the stored verdict.
 */
import type { ApiKeyId } from '../../workflows/domain/api-key.ts';
import { afterMove, MOVE_ENTRY, type Conversation, type Move, type Standing } from '../../workflows/domain/conversation.ts';
import type { Author, Entry, EntryBody, EscalationReason, NewEntry } from '../../workflows/domain/entry.ts';
import type { ConversationRef, TurnId, UserId } from '../../workflows/domain/ids.ts';
import type { Verdict } from '../../workflows/contracts/conversation.ts';
import { ownOr } from '../../workflows/domain/notices.ts';
import { personaOf } from '../../workflows/domain/persona.ts';
import { passagesOf, saidIn, type Turn } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { citationsOf } from '../reply/citations-of.ts';
import { visitorLocale } from '../reply/visitor-locale.ts';
import { missingLog } from '../failures.ts';
import { firstResponseBy } from './first-response.ts';

export type MoveRequest = ConversationRef & {
  move: Move;
  /** The command id (or the turn id): the move's key in the log. */
  key: string;
  /** The agent who asks; null for assistant, visitor and system. */
  agentId: UserId | null;
  /** The program that asks in the agent's name. */
  keyId?: ApiKeyId;
  reason?: EscalationReason;
  /** When it was asked for, by the engine's clock, ms of the epoch: that of a worker may be wrong. */
  askedAt?: number;
  /** Of an escalation out of a turn: its record holds the summary. */
  turnId?: TurnId;
  /** Of an end: the newest message that was heard. A visitor who spoke behind it must not be closed out. */
  heard?: number;
  /** Of a close for silence: refused while anybody waits for us. */
  unlessWaiting?: boolean;
};

type Needs = Pick<Deps, 'conversations' | 'entries' | 'turns' | 'settings' | 'users' | 'bus' | 'now'>;

export const appendMove =
  (deps: Needs) =>
  async (request: MoveRequest): Promise<Verdict> => {
    const { conversations, entries, bus } = deps;
    const { tenantId, conversationId, move, key, agentId } = request;
    const scope = { tenantId };
    const turn = request.turnId ? await deps.turns.get(scope, request.turnId) : null;
    const [author, body] = await Promise.all([authorOf(deps, request), bodyOf(deps, request, turn)]);
    const seen = turn && move === 'escalate' ? seenOf(turn) : null;

    for (;;) {
      const view = await conversations.project(scope, conversationId);
      if (!view) throw missingLog(conversationId);
      const stored = await entries.byKey(scope, conversationId, key);
      // A caller's key that something else in the log has is no repeat of this command.
      if (stored && stored.kind !== MOVE_ENTRY[move]) return { ...standingOf(view), accepted: false };
      if (stored) return { ...standingOf(view), accepted: true, ...promised(stored) };
      if (!afterMove(view, move, agentId) || closesOut(view, request)) return { ...standingOf(view), accepted: false };
      if (seen && !(await entries.byKey(scope, conversationId, seen.key))) {
        const stays = await entries.appendAfter(scope, seen, view.projectedSeq);
        if (stays.type === 'appended')
          bus.publish({ type: 'entry.appended', tenantId, conversationId, entryId: stays.entry._id, seq: stays.entry.seq });
        continue;
      }
      const kind = MOVE_ENTRY[move];
      const landed = await entries.appendAfter(scope, { conversationId, key, kind, author, body, dispatch: 'none' }, view.projectedSeq);
      if (landed.type === 'superseded') continue;
      const after = await conversations.project(scope, conversationId);
      bus.publish({ type: 'entry.appended', tenantId, conversationId, entryId: landed.entry._id, seq: landed.entry.seq });
      bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq: landed.entry.seq });
      if (request.turnId) await closeTurn(deps, request, request.turnId);
      return { ...standingOf(after ?? view), accepted: true, ...promised(landed.entry) };
    }
  };

const closesOut = ({ visitorSeqs, waiting }: Conversation, { heard, unlessWaiting }: MoveRequest): boolean =>
  (heard !== undefined && visitorSeqs.some((seq) => seq > heard)) || (unlessWaiting === true && !!waiting);

/** An escalation promises a first response, where the tenant does. */
const promised = ({ kind, body }: Entry): Pick<Verdict, 'respondBy'> => (kind === 'escalated' ? { respondBy: body.respondBy ?? null } : {});

const standingOf = ({ mode, status, since, takenBy }: Standing): Standing => ({ mode, status, since, takenBy });

async function authorOf({ users }: Needs, { agentId, keyId, move }: MoveRequest): Promise<Author> {
  if (!agentId) return move === 'escalate' ? { type: 'assistant' } : { type: 'system' };
  const user = await users.get(agentId);
  return { type: 'agent', id: agentId, name: user?.name ?? '', ...(keyId ? { keyId } : {}) };
}

/** The sentence that the visitor is told, and for an escalation what the agent should know. */
async function bodyOf({ settings, now }: Needs, { tenantId, move, reason, turnId, askedAt }: MoveRequest, turn: Turn | null): Promise<EntryBody> {
  if (move !== 'escalate') return { text: '' };
  const current = await settings.current({ tenantId });
  const summary = turn?.draft?.type === 'escalate' && turn.draft.summary ? turn.draft.summary : (turn?.question ?? '');
  const respondBy = firstResponseBy(current, askedAt ?? now().getTime());
  const { locale } = personaOf(current);
  const text = ownOr(current.handoverNotice, 'handover', turn ? (turn.request?.locale ?? visitorLocale([turn.question], locale)) : locale);
  return { text, reason: reason ?? 'modelUnsure', summary, respondBy, ...(turnId ? { turnId } : {}) };
}

/** What the visitor saw of an answer that then went to people: it stays where it was seen, and says that it answers nothing. */
function seenOf(turn: Turn): NewEntry | null {
  const { text, used } = saidIn(turn);
  const citations = citationsOf(used, passagesOf(turn), turn);
  const { _id: turnId, conversationId } = turn;
  const body = { text, citations, turnId };
  return text ? { conversationId, key: `${turnId}-seen`, kind: 'message', author: { type: 'assistant' }, body, dispatch: 'none' } : null;
}

async function closeTurn({ turns, bus, now }: Needs, { tenantId, conversationId, reason }: MoveRequest, turnId: TurnId): Promise<void> {
  await turns.update({ tenantId }, turnId, { outcome: 'escalated', reason: reason ?? 'modelUnsure', timings: { endedAt: now() } });
  bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
}
