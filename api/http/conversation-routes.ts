/** The inbox: conversations, their transcripts, answering and moving them. */
import { acceptFromAgent } from '../accept.ts';
import { notFound } from '../../workflows/domain/errors.ts';
import { entryId, type ConversationId, type TenantScope } from '../../workflows/domain/ids.ts';
import type { By, MoveCommand } from '../../workflows/contracts/conversation.ts';
import type { Staff } from '../middleware/authenticate.ts';
import { presentConversation, presentEntry } from '../present/conversation.ts';
import {
  ConversationPage,
  ConversationParams,
  ConversationsQuery,
  ConversationView,
  EntriesQuery,
  EntryPage,
  EntryView,
  MarkRead,
  SendAsAgent,
  SnoozeUntil,
} from '../protocol/conversation.ts';
import type { ApiDeps } from '../context.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listConversations',
  method: 'get',
  path: '/conversations',
  summary: 'Conversations of the tenant, newest activity first',
  policy: staff('conversation.read'),
  binds: { takenBy: 'tenant', visitorId: 'tenant' },
  query: ConversationsQuery,
  reply: ConversationPage,
  async handle({ staff: { scope }, query }, { conversations, engine }) {
    const { data, nextCursor } = await conversations.list(scope, query);
    return { data: data.map((view) => presentConversation(view, engine.urlOf({ ...scope, conversationId: view._id }))), nextCursor };
  },
});

const read = route({
  name: 'readConversation',
  method: 'get',
  path: '/conversations/{conversationId}',
  summary: 'One conversation',
  policy: staff('conversation.read'),
  binds: { conversationId: 'tenant' },
  params: ConversationParams,
  reply: ConversationView,
  handle: ({ staff: { scope }, params }, deps) => show(deps, scope, params.conversationId),
});

const entries = route({
  name: 'readEntries',
  method: 'get',
  path: '/conversations/{conversationId}/entries',
  summary: 'Entries of the log behind a seq, in order',
  policy: staff('conversation.read'),
  binds: { conversationId: 'tenant' },
  params: ConversationParams,
  query: EntriesQuery,
  reply: EntryPage,
  async handle({ staff: { scope }, params: { conversationId }, query: { after, limit } }, deps) {
    const data = await deps.entries.after(scope, conversationId, after, limit);
    return { data: data.map((entry) => presentEntry(entry, 'staff')), nextAfter: data.length === limit ? after + limit : null };
  },
});

const send = route({
  name: 'sendAsAgent',
  method: 'post',
  path: '/conversations/{conversationId}/messages',
  summary: 'Answers as an agent; the assistant falls silent with this message',
  policy: staff('conversation.answer'),
  binds: { conversationId: 'tenant' },
  params: ConversationParams,
  body: SendAsAgent,
  status: 201,
  reply: EntryView,
  audit: { instead: 'The entry of the log names its author.' },
  async handle({ staff: caller, params, body }, deps) {
    return presentEntry(await acceptFromAgent(deps, caller, params.conversationId, body), 'staff');
  },
});

const markRead = route({
  name: 'markRead',
  method: 'post',
  path: '/conversations/{conversationId}/read',
  summary: 'Agents have read up to a seq',
  policy: staff('conversation.answer'),
  binds: { conversationId: 'tenant' },
  params: ConversationParams,
  body: MarkRead,
  audit: { instead: 'Reading changes nothing that anybody answers for.' },
  async handle({ staff: { scope }, params: { conversationId }, body: { seq } }, { conversations, bus }) {
    const view = await conversations.get(scope, conversationId);
    if (!view) throw notFound();
    await conversations.markRead(scope, conversationId, Math.min(seq, view.projectedSeq));
    bus.publish({ type: 'conversation.projected', ...scope, conversationId, seq: view.projectedSeq });
  },
});

const askerOf = ({ userId, keyId }: Staff): Pick<By, 'agentId' | 'keyId'> => ({ agentId: userId, ...(keyId ? { keyId } : {}) });

/** Takes over, hands back, resolves or reopens: an Update of the workflow, with the request's key as its id. */
const command = (name: string, path: string, asked: MoveCommand, summary: string) =>
  route({
    name,
    method: 'post',
    path: `/conversations/{conversationId}/${path}`,
    summary,
    policy: staff('conversation.answer'),
    binds: { conversationId: 'tenant' },
    params: ConversationParams,
    reply: ConversationView,
    audit: { instead: 'The projection of the move writes the row, under its own key.' },
    async handle({ staff: caller, params: { conversationId }, requestKey }, deps) {
      const { scope } = caller;
      const view = await deps.conversations.project(scope, conversationId);
      if (!view) throw notFound();
      const seq = view.projectedSeq;
      await deps.engine.command({ ...scope, conversationId }, asked, requestKey, askerOf(caller), { entryId: entryId(conversationId, seq), seq });
      return show(deps, scope, conversationId);
    },
  });

const takeOver = command('takeOver', 'take-over', 'takeOver', 'The agent answers from now on; the assistant is silent');
const handBack = command('returnToAssistant', 'return', 'returnToAssistant', 'The assistant answers again, and what waited');
const resolve = command('resolve', 'resolve', 'resolve', 'The conversation is done');
const reopen = command('reopen', 'reopen', 'reopen', 'A resolved conversation goes on');
const pause = command('pause', 'pause', 'pause', 'The assistant is silent until it is resumed; nobody has taken over yet');
const resume = command('resume', 'resume', 'resume', 'The assistant goes on, and answers what waited');

const snooze = route({
  name: 'snoozeConversation',
  method: 'post',
  path: '/conversations/{conversationId}/snooze',
  summary: 'Put aside until an hour or a message of the visitor; with null it comes back now',
  policy: staff('conversation.answer'),
  binds: { conversationId: 'tenant' },
  params: ConversationParams,
  body: SnoozeUntil,
  reply: ConversationView,
  audit: { instead: 'The event of the snooze writes the row, under its own key.' },
  async handle({ staff: caller, params: { conversationId }, body, requestKey }, deps) {
    const { scope } = caller;
    const view = await deps.conversations.project(scope, conversationId);
    if (!view) throw notFound();
    const until = body.until === null ? null : Date.parse(body.until);
    const last = { entryId: entryId(conversationId, view.projectedSeq), seq: view.projectedSeq };
    await deps.engine.command({ ...scope, conversationId }, 'snooze', requestKey, { ...askerOf(caller), until }, last);
    return show(deps, scope, conversationId);
  },
});

async function show({ conversations, engine }: ApiDeps, scope: TenantScope, conversationId: ConversationId) {
  const view = await conversations.withRead(scope, conversationId);
  if (!view) throw notFound();
  return presentConversation(view, engine.urlOf({ ...scope, conversationId }));
}

export const conversationRoutes = [list, read, entries, send, markRead, takeOver, handBack, resolve, reopen, pause, resume, snooze];
