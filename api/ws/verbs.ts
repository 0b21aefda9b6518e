/**
 * What a client may ask over the socket: one declaration a verb, with the same guard as a route. A verb without a declaration, or with an
 * unbound id, does not compile or refuses at start.
 */
import { acceptFromAgent, acceptFromVisitor } from '../accept.ts';
import { invalidRequest, unauthenticated } from '../../workflows/domain/errors.ts';
import type { ConversationId } from '../../workflows/domain/ids.ts';
import type { Permission } from '../../workflows/domain/roles.ts';
import type { ApiDeps } from '../context.ts';
import { idPositions, mustBindAll, type Binds } from '../guard/bindings.ts';
import { mustMay, mustOwn } from '../guard/guard.ts';
import { isKnownOwner, owns, type Caller } from '../guard/owners.ts';
import { staffByToken, standingOf } from '../middleware/authenticate.ts';
import { isVisitorToken, visitorByToken, visitorStill } from '../middleware/visitor-session.ts';
import { presentEntry } from '../present/conversation.ts';
import { ClientFrame } from '../protocol/frames.ts';
import type { Fanout } from './fanout.ts';
import type { Client } from './sockets.ts';

/** Conversations that one socket may hear at once. */
const WATCHED = 50;
/** Of a visitor's conversations that its client does not name, the newest so many are sent from their beginning. */
const SENT_WHOLE = 3;
/** How long a visitor counts as typing after the last word of it, ms. */
const TYPING_MS = 5_000;

type VerbName = ClientFrame['type'];
type FrameOf<T extends VerbName> = Extract<ClientFrame, { type: T }>;
type Said<T extends VerbName> = { client: Client; frame: FrameOf<T>; deps: ApiDeps; fanout: Fanout };

export type Verb<T extends VerbName = VerbName> = {
  /** `anyone`: said before there is a caller, so its ids are checked where the caller is made. */
  who: 'anyone' | 'known';
  /** Whose its ids must be when a visitor says it. */
  visitor: { binds: Binds<FrameOf<T>> };
  /** When staff says it: what their role must have, and whose the ids must be. */
  staff: { permission: Permission | null; binds: Binds<FrameOf<T>> };
  /** The credential is looked up again, since the hello may be long ago. */
  fresh?: true;
  obey(said: Said<T>): Promise<void> | void;
};

const declare = <T extends VerbName>(verb: Verb<T>): Verb<T> => verb;

/** @throws {Problem} `auth.required` for a dead or unknown credential */
const hello = declare<'hello'>({
  who: 'anyone',
  visitor: { binds: { 'cursors{}': 'visitor' } },
  staff: { permission: 'conversation.read', binds: { 'cursors{}': 'tenant' } },
  async obey({ client, frame: { token, cursors }, deps, fanout }) {
    if (client.caller) throw invalidRequest({ detail: 'This socket has said hello already.' });
    const caller = await callerOf(token, client.ip, deps);
    if (!caller) throw unauthenticated();
    client.caller = caller;
    fanout.join(client);
    client.send({ type: 'welcome', kind: caller.kind });
    const own = caller.kind === 'visitor' ? await deps.conversations.ofVisitor(caller.scope, caller.visitorId, WATCHED) : [];
    // Its newest are sent whole unless it names how far it is: an answer may have come before the client learnt the conversation's id.
    const after = new Map<ConversationId, number>(own.map(({ _id, projectedSeq }, i) => [_id, i < SENT_WHOLE ? 0 : projectedSeq]));
    // What the client names is checked against the log: its newest conversation may not be projected yet. Of a foreign one nothing is said.
    const binding = VERBS.hello[caller.kind].binds['cursors{}'];
    for (const [conversationId, seq] of (Object.entries(cursors) as [ConversationId, number][]).slice(0, WATCHED))
      if (typeof binding === 'string' && (await owns(binding, caller, conversationId, deps))) after.set(conversationId, seq);
    await Promise.all([...after].map(([conversationId, seq]) => fanout.watch(client, conversationId, seq)));
  },
});

async function callerOf(token: string, ip: string, deps: ApiDeps): Promise<Caller | null> {
  if (isVisitorToken(token)) return { kind: 'visitor', ...(await visitorByToken(token, ip, deps)) };
  const staff = await staffByToken(token, deps);
  return staff ? { kind: 'staff', ...staff } : null;
}

const send = declare<'send'>({
  who: 'known',
  visitor: { binds: { conversationId: 'visitor' } },
  staff: { permission: 'conversation.answer', binds: { conversationId: 'tenant' } },
  // Who is banned or gone since the hello writes no more.
  fresh: true,
  async obey({ client, frame: { clientMessageId, conversationId, text }, deps, fanout }) {
    const caller = callerIn(client);
    if (caller.kind === 'staff' && !conversationId)
      throw invalidRequest({ fields: [{ path: 'conversationId', message: 'An agent answers in a conversation.' }] });
    const entry =
      caller.kind === 'visitor'
        ? await acceptFromVisitor(deps, caller, { clientMessageId, conversationId, text })
        : await acceptFromAgent(deps, caller, conversationId!, { clientMessageId, text });
    setTyping(deps, caller, entry.conversationId, false);
    client.send({ type: 'ack', clientMessageId, conversationId: entry.conversationId, entry: presentEntry(entry, caller.kind) });
    // Acknowledged is acknowledged: a log that cannot be read behind it is read again, and does not look like a refusal.
    if (caller.kind === 'visitor' && !client.cursors.has(entry.conversationId)) await fanout.watch(client, entry.conversationId, 0);
  },
});

const typing = declare<'typing'>({
  who: 'known',
  // Only where the socket listens already: nothing is looked up for a keystroke.
  visitor: { binds: { conversationId: 'heard' } },
  staff: { permission: 'conversation.answer', binds: { conversationId: 'heard' } },
  obey: ({ client, frame, deps }) => setTyping(deps, callerIn(client), frame.conversationId, frame.typing),
});

function setTyping({ bus }: ApiDeps, { kind, scope }: Caller, conversationId: ConversationId, isTyping: boolean): void {
  if (kind === 'visitor') bus.setTyping(conversationId, isTyping ? TYPING_MS : 0);
  bus.publish({ type: 'typing', ...scope, conversationId, author: kind === 'visitor' ? 'visitor' : 'agent', typing: isTyping });
}

const watch = declare<'watch'>({
  who: 'known',
  visitor: { binds: { conversationId: 'visitor' } },
  staff: { permission: 'conversation.read', binds: { conversationId: 'tenant' } },
  async obey({ client, frame: { conversationId, after }, fanout }) {
    if (client.cursors.size >= WATCHED && !client.cursors.has(conversationId))
      throw invalidRequest({ detail: `A socket hears at most ${WATCHED} conversations.` });
    await fanout.watch(client, conversationId, after);
  },
});

const NOT_HEARD = { conversationId: { unchecked: 'It ends what this socket hears, and nothing where it hears nothing.' } };
const unwatch = declare<'unwatch'>({
  who: 'known',
  visitor: { binds: NOT_HEARD },
  staff: { permission: 'conversation.read', binds: NOT_HEARD },
  obey: ({ client, frame, fanout }) => fanout.unwatch(client, frame.conversationId),
});

export const VERBS: { readonly [T in VerbName]: Verb<T> } = { hello, send, typing, watch, unwatch };

for (const { shape } of ClientFrame.options) {
  const name = shape.type.value;
  for (const kind of ['visitor', 'staff'] as const)
    mustBindAll(`${name} of ${kind}`, idPositions(ClientFrame.options.find((one) => one.shape === shape)), VERBS[name][kind].binds, isKnownOwner);
}

/** Obeys one frame, if its sender may. @throws {Problem} */
export async function obey<T extends VerbName>(said: Said<T>): Promise<void> {
  const { client, frame, deps } = said;
  const verb = VERBS[frame.type] as Verb<T>;
  if (verb.who === 'known') {
    const caller = verb.fresh ? await lookedUpAgain(client, deps) : callerIn(client);
    if (caller.kind === 'staff') mustMay(caller, verb.staff.permission);
    await mustOwn(caller, verb[caller.kind].binds, [frame], deps, client.cursors);
  }
  await verb.obey(said);
}

/** Who writes stays: a visitor's session grows longer by it. */
async function lookedUpAgain(client: Client, deps: ApiDeps): Promise<Caller> {
  const caller = callerIn(client);
  if (caller.kind === 'visitor') return (client.caller = { kind: 'visitor', ...(await visitorStill(caller, deps)) });
  const role = await standingOf({ ...caller, tenantId: caller.scope.tenantId }, deps);
  if (!role) throw unauthenticated();
  return (client.caller = { ...caller, role });
}

function callerIn(client: Client): Caller {
  const { caller } = client;
  if (!caller) throw unauthenticated({ detail: 'The first frame is hello.' });
  const expiresAt = caller.kind === 'staff' ? caller.expiresAt : caller.expiresAt.getTime();
  if (expiresAt <= Date.now()) throw unauthenticated({ detail: 'The credential has expired.' });
  return caller;
}
