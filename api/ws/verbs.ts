/** What a client may ask over the socket, with the same guards as over HTTP. */
import { acceptFromAgent, acceptFromVisitor, isOwner } from '../accept.ts';
import { forbidden, invalidRequest, notFound, unauthenticated } from '../../workflows/domain/errors.ts';
import { entryId, type ConversationId } from '../../workflows/domain/ids.ts';
import { may } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';
import { staffByToken } from '../middleware/authenticate.ts';
import { isVisitorToken, visitorByToken, visitorStill } from '../middleware/visitor-session.ts';
import { presentEntry } from '../present/conversation.ts';
import type { ClientFrame } from '../protocol/frames.ts';
import type { Fanout } from './fanout.ts';
import type { Caller, Client } from './sockets.ts';

/** Conversations that one socket may hear at once. */
const WATCHED = 50;
/** Of a visitor's conversations that its client does not name, the newest so many are sent from their beginning. */
const SENT_WHOLE = 3;
/** How long a visitor counts as typing after the last word of it, ms. */
const TYPING_MS = 5_000;

type FrameOf<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>;

/** @throws {Problem} `auth.required` for a dead or unknown credential */
export async function hello(client: Client, { token, cursors }: FrameOf<'hello'>, deps: ApiDeps, fanout: Fanout): Promise<void> {
  if (client.caller) throw invalidRequest({ detail: 'This socket has said hello already.' });
  const caller = await callerOf(token, client.ip, deps);
  if (!caller) throw unauthenticated();
  client.caller = caller;
  fanout.join(client);
  client.send({ type: 'welcome', kind: caller.kind });
  const known = Object.entries(cursors) as [ConversationId, number][];
  if (caller.kind === 'visitor') {
    const own = await deps.conversations.ofVisitor(caller.scope, caller.visitorId, WATCHED);
    // Its newest are sent whole unless it names how far it is: an answer may have come before the client learnt the conversation's id.
    const after = new Map<ConversationId, number>(own.map(({ _id, projectedSeq }, i) => [_id, i < SENT_WHOLE ? 0 : projectedSeq]));
    // What the client names is checked against the log: its newest conversation may not be projected yet.
    for (const [conversationId, seq] of known.slice(0, WATCHED))
      if (await isOwner(deps, caller.scope, caller.visitorId, conversationId)) after.set(conversationId, seq);
    await Promise.all([...after].map(([conversationId, seq]) => fanout.watch(client, conversationId, seq)));
  } else {
    for (const [conversationId, seq] of known.slice(0, WATCHED)) await watch(client, { type: 'watch', conversationId, after: seq }, deps, fanout);
  }
}

async function callerOf(token: string, ip: string, deps: ApiDeps): Promise<Caller | null> {
  if (isVisitorToken(token)) return { kind: 'visitor', ...(await visitorByToken(token, ip, deps)) };
  const staff = await staffByToken(token, deps);
  return staff ? { kind: 'staff', ...staff } : null;
}

export async function send(client: Client, { clientMessageId, conversationId, text }: FrameOf<'send'>, deps: ApiDeps, fanout: Fanout): Promise<void> {
  const caller = callerIn(client);
  let entry;
  if (caller.kind === 'visitor') {
    // The hello may be long ago: who is banned or gone since then writes no more, and who writes stays.
    client.caller = { kind: 'visitor', ...(await visitorStill(caller, deps)) };
    entry = await acceptFromVisitor(deps, client.caller, { clientMessageId, conversationId, text });
  } else {
    if (!may(caller.role, 'conversation.answer')) throw forbidden();
    if (!conversationId) throw invalidRequest({ fields: [{ path: 'conversationId', message: 'An agent answers in a conversation.' }] });
    entry = await acceptFromAgent(deps, caller, conversationId, { clientMessageId, text });
  }
  setTyping(deps, caller, entry.conversationId, false);
  client.send({ type: 'ack', clientMessageId, conversationId: entry.conversationId, entry: presentEntry(entry, caller.kind) });
  // Acknowledged is acknowledged: a log that cannot be read behind it is read again, and does not look like a refusal.
  if (caller.kind === 'visitor' && !client.cursors.has(entry.conversationId)) await fanout.watch(client, entry.conversationId, 0);
}

export async function typing(client: Client, frame: FrameOf<'typing'>, deps: ApiDeps): Promise<void> {
  const caller = callerIn(client);
  // Only where the socket listens already: nothing is looked up for a keystroke.
  if (!client.cursors.has(frame.conversationId)) throw notFound();
  setTyping(deps, caller, frame.conversationId, frame.typing);
}

function setTyping({ bus }: ApiDeps, { kind, scope }: Caller, conversationId: ConversationId, isTyping: boolean): void {
  if (kind === 'visitor') bus.setTyping(conversationId, isTyping ? TYPING_MS : 0);
  bus.publish({ type: 'typing', ...scope, conversationId, author: kind === 'visitor' ? 'visitor' : 'agent', typing: isTyping });
}

export async function watch(client: Client, { conversationId, after }: FrameOf<'watch'>, deps: ApiDeps, fanout: Fanout): Promise<void> {
  const caller = callerIn(client);
  const first = await deps.entries.get(caller.scope, entryId(conversationId, 1));
  const allowed =
    caller.kind === 'staff' ? may(caller.role, 'conversation.read') : first?.author.type === 'visitor' && first.author.id === caller.visitorId;
  if (!first || !allowed) throw notFound();
  if (client.cursors.size >= WATCHED && !client.cursors.has(conversationId))
    throw invalidRequest({ detail: `A socket hears at most ${WATCHED} conversations.` });
  await fanout.watch(client, conversationId, after);
}

export function callerIn(client: Client): Caller {
  const { caller } = client;
  if (!caller) throw unauthenticated({ detail: 'The first frame is hello.' });
  const expiresAt = caller.kind === 'staff' ? caller.expiresAt : caller.expiresAt.getTime();
  if (expiresAt <= Date.now()) throw unauthenticated({ detail: 'The credential has expired.' });
  return caller;
}
