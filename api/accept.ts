/**
 * The accept path: one insert into the log, then the acknowledgement. What follows (projection, fan-out, the ring) happens
 * behind it and may fail; the sweeper makes up for it. Needs MongoDB and nothing else.
 */
import { identityRequired, notFound, storeUnavailable, rateLimited, Problem, moveRefused } from '../workflows/domain/errors.ts';
import type { Author, Entry } from '../workflows/domain/entry.ts';
import { lifecycleOf } from '../workflows/domain/lifecycle.ts';
import type { ConversationId, TenantScope } from '../workflows/domain/ids.ts';
import { withoutCards } from '../workflows/domain/personal-data.ts';
import { doorOf } from '../workflows/domain/visitor-door.ts';
import type { LimitName } from '../infra/ports/identity.ts';
import type { ApiDeps } from './context.ts';
import type { Staff, Visitor } from './middleware/authenticate.ts';

export type AcceptDeps = Pick<ApiDeps, 'entries' | 'conversations' | 'settings' | 'users' | 'engine' | 'bus' | 'limits' | 'derivedId' | 'log'>;

export type Message = { clientMessageId: string; text: string };

/** Without a conversation the message opens one, whose id follows from the message's: a repeat finds the same. */
export async function acceptFromVisitor(
  deps: AcceptDeps,
  { scope, visitorId, verified, ip }: Visitor,
  { conversationId, ...message }: Message & { conversationId?: ConversationId | undefined },
): Promise<Entry> {
  const { tenantId } = scope;
  await admit(deps, 'visitorMessageFrom', `${tenantId}:${ip}`);
  await admit(deps, 'visitorMessageTo', tenantId);
  // The door is read for each message, so that a change of it counts for sessions that are open.
  const { messages, identifiedOnly } = doorOf(await deps.settings.current(scope));
  await admit(deps, 'visitorMessage', `${tenantId}:${visitorId}`, messages);
  if (identifiedOnly && !verified) throw identityRequired();
  const target = conversationId
    ? await whereItGoesOn(deps, scope, conversationId, message)
    : deps.derivedId('cnv', scope.tenantId, visitorId, message.clientMessageId);
  return accept(deps, scope, target, message, { type: 'visitor', id: visitorId, ...(verified ? { verified } : {}) });
}

/**
 * A resolved conversation stays closed where the tenant wants a new one. The id of the new one follows from the old one's, so that of
 * two messages at once the second joins the first, and a client that knows only the oldest gets to the newest. A repeat of what one
 * of them holds finds its first there.
 */
async function whereItGoesOn(
  { conversations, entries, settings, derivedId }: AcceptDeps,
  scope: TenantScope,
  oldest: ConversationId,
  { clientMessageId }: Message,
): Promise<ConversationId> {
  for (let conversationId = oldest; ;) {
    const view = await conversations.get(scope, conversationId);
    if (view?.status !== 'resolved' || lifecycleOf(await settings.current(scope)).afterResolve === 'reopen') return conversationId;
    if (await entries.byKey(scope, conversationId, clientMessageId)) return conversationId;
    conversationId = derivedId('cnv', scope.tenantId, conversationId, 'next');
  }
}

/** An agent's message. By the log's own rule it takes the conversation over, asked or not. */
export async function acceptFromAgent(
  deps: AcceptDeps,
  { scope, userId, keyId }: Staff,
  conversationId: ConversationId,
  message: Message,
): Promise<Entry> {
  await admit(deps, 'staffMessage', `${scope.tenantId}:${userId}`);
  const view = await deps.conversations.project(scope, conversationId);
  if (!view) throw notFound();
  if (view.status === 'resolved') throw moveRefused({ detail: 'The conversation is resolved. Reopen it before you answer.' });
  const user = await deps.users.get(userId);
  return accept(deps, scope, conversationId, message, { type: 'agent', id: userId, name: user?.name ?? '', ...(keyId ? { keyId } : {}) });
}

async function admit({ limits }: AcceptDeps, limit: LimitName, key: string, points?: number): Promise<void> {
  const waitSeconds = await limits.take(limit, key, points);
  if (waitSeconds === 0) return;
  const detail = `Too many messages at once. Wait ${waitSeconds} second${waitSeconds > 1 ? 's' : ''}, then send it again.`;
  throw rateLimited({ detail, retryAfterSeconds: waitSeconds });
}

async function accept(
  deps: AcceptDeps,
  scope: TenantScope,
  conversationId: ConversationId,
  { clientMessageId, text }: Message,
  author: Author,
): Promise<Entry> {
  try {
    const { entry } = await deps.entries.append(scope, {
      conversationId,
      key: clientMessageId,
      kind: 'message',
      author,
      // Nothing that is kept ever holds one.
      body: { text: withoutCards(text) },
      dispatch: 'pending',
    });
    if (entry.dispatch === 'pending') void announce(deps, entry);
    return entry;
  } catch (error) {
    if (error instanceof Problem) throw error;
    deps.log.error({ conversationId, reason: (error as Error).name }, 'a message could not be stored');
    throw storeUnavailable({ retryAfterSeconds: 2 });
  }
}

/** Behind the acknowledgement. Never throws: whatever fails here is done again by the sweeper. */
async function announce(
  { conversations, engine, entries, bus, log }: AcceptDeps,
  { tenantId, conversationId, seq, author, _id }: Entry,
): Promise<void> {
  const ref = { tenantId, conversationId };
  bus.publish({ type: 'entry.appended', ...ref, entryId: _id, seq });
  const from = author.type === 'visitor' || author.type === 'agent' ? { from: author.type } : {};
  const told = engine.ring(ref, { entryId: _id, seq, ...from }).then((rung) => (rung ? entries.markRung(ref, [_id]) : undefined));
  const projected = conversations.project(ref, conversationId).then(() => bus.publish({ type: 'conversation.projected', ...ref, seq }));
  for (const outcome of await Promise.allSettled([told, projected])) {
    if (outcome.status === 'rejected') log.warn({ conversationId, seq, reason: (outcome.reason as Error).name }, 'left to the sweeper');
  }
}
