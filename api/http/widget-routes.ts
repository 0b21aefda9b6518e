/** The visitor's door over HTTP: sessions, sending, reading back, sources. The same guards stand at the socket. */
import { isOwner, acceptFromVisitor } from '../accept.ts';
import { notFound, rateLimited, tenantUnknown } from '../../workflows/domain/errors.ts';
import { entryId, type TenantScope } from '../../workflows/domain/ids.ts';
import { presentEntry } from '../present/conversation.ts';
import { ConversationParams, EntriesQuery, EntryPage } from '../protocol/conversation.ts';
import { Accepted, CurrentSessionView, OpenSession, SendAsVisitor, SessionView, SourceParams, SourceView } from '../protocol/widget.ts';
import type { ApiDeps } from '../context.ts';
import { anyone, route, visitor } from './route.ts';

/** A session's life, ms. */
const SESSION_MS = 7 * 86_400_000;
const CONVERSATIONS = 20;

const openSession = route({
  name: 'openSession',
  method: 'post',
  path: '/widget/sessions',
  summary: 'Opens a visitor session for a tenant',
  policy: anyone('A visitor has no credential before the first session; the tenant is checked and the address is limited.'),
  body: OpenSession,
  status: 201,
  reply: SessionView,
  async handle({ body, request }, deps) {
    const waitSeconds = await deps.limits.take('openSession', request.ip ?? 'unknown');
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const tenant = await deps.tenants.bySlug(body.tenant);
    if (!tenant) throw tenantUnknown();
    const scope = { tenantId: tenant._id };
    const token = deps.mintToken('ses');
    const visitorId = deps.mintId('vis');
    const createdAt = deps.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
    await deps.visitorSessions.create(scope, {
      _id: deps.mintId('ses'),
      ...scope,
      visitorId,
      tokenHash: deps.hashToken(token),
      createdAt,
      expiresAt,
    });
    return { token, visitorId, expiresAt: expiresAt.toISOString(), settings: await widgetSettings(deps, scope) };
  },
});

const currentSession = route({
  name: 'currentSession',
  method: 'get',
  path: '/widget/session',
  summary: "The session of the presented token, with the visitor's conversations",
  policy: visitor,
  reply: CurrentSessionView,
  async handle({ visitor: { scope, visitorId, expiresAt } }, deps) {
    const [settings, conversations] = await Promise.all([widgetSettings(deps, scope), deps.conversations.ofVisitor(scope, visitorId, CONVERSATIONS)]);
    return {
      visitorId,
      expiresAt: expiresAt.toISOString(),
      settings,
      conversations: conversations.map(({ _id, projectedSeq, lastActivityAt }) => ({
        id: _id,
        lastSeq: projectedSeq,
        lastActivityAt: lastActivityAt.toISOString(),
      })),
    };
  },
});

const sendAsVisitor = route({
  name: 'sendAsVisitor',
  method: 'post',
  path: '/widget/messages',
  summary: 'Sends a message; the answer means that it is stored',
  policy: visitor,
  body: SendAsVisitor,
  status: 201,
  reply: Accepted,
  async handle({ visitor: caller, body }, deps) {
    const entry = await acceptFromVisitor(deps, caller, body);
    return { conversationId: entry.conversationId, entry: presentEntry(entry, 'visitor') };
  },
});

const readAsVisitor = route({
  name: 'readAsVisitor',
  method: 'get',
  path: '/widget/conversations/{conversationId}/entries',
  summary: "Entries of the visitor's own conversation, in order",
  policy: visitor,
  params: ConversationParams,
  query: EntriesQuery,
  reply: EntryPage,
  async handle({ visitor: { scope, visitorId }, params: { conversationId }, query: { after, limit } }, deps) {
    if (!(await isOwner(deps, scope, visitorId, conversationId))) throw notFound();
    const entries = await deps.entries.after(scope, conversationId, after, limit);
    return { data: entries.map((entry) => presentEntry(entry, 'visitor')), nextAfter: entries.length === limit ? after + limit : null };
  },
});

const readSource = route({
  name: 'readSource',
  method: 'get',
  path: '/widget/conversations/{conversationId}/entries/{seq}/citations/{n}',
  summary: 'The passage behind a citation of an answer that the visitor got',
  policy: visitor,
  params: SourceParams,
  reply: SourceView,
  async handle({ visitor: { scope, visitorId }, params: { conversationId, seq, n } }, deps) {
    if (!(await isOwner(deps, scope, visitorId, conversationId))) throw notFound();
    const entry = await deps.entries.get(scope, entryId(conversationId, seq));
    const citation = entry?.body.citations?.find((one) => one.n === n);
    const turn = entry?.body.turnId ? await deps.turns.get(scope, entry.body.turnId) : null;
    // From the turn's record: the passage as the assistant read it, whatever became of the document.
    const passage = turn?.passages.find((one) => one.chunkId === citation?.chunkId);
    if (!citation || !passage) throw notFound();
    return { n, title: citation.title, section: citation.section, text: passage.text };
  },
});

async function widgetSettings({ settings, tenants }: ApiDeps, scope: TenantScope) {
  const [tenant, { assistantName, greeting, suggestions }] = await Promise.all([tenants.get(scope.tenantId), settings.current(scope)]);
  return { companyName: tenant?.name ?? '', assistantName, greeting, suggestions };
}

export const widgetRoutes = [openSession, currentSession, sendAsVisitor, readAsVisitor, readSource];
