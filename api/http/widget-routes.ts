/** The visitor's door over HTTP: sessions, sending, reading back, sources. The same guards stand at the socket. */
import { acceptFromVisitor } from '../accept.ts';
import { identityRefused, notFound, rateLimited } from '../../workflows/domain/errors.ts';
import { entryId, type TenantScope } from '../../workflows/domain/ids.ts';
import { ownOr } from '../../workflows/domain/notices.ts';
import { personaOf } from '../../workflows/domain/persona.ts';
import { doorOf } from '../../workflows/domain/visitor-door.ts';
import { foreignOrigins } from '../middleware/origins.ts';
import { presentEntry } from '../present/conversation.ts';
import { ConversationParams, EntriesQuery, EntryPage } from '../protocol/conversation.ts';
import {
  Accepted,
  CurrentSessionView,
  DoorQuery,
  IdentifiedView,
  Identify,
  OpenSession,
  SendAsVisitor,
  SessionView,
  SourceParams,
  SourceView,
} from '../protocol/widget.ts';
import type { ApiDeps } from '../context.ts';
import { admitSession, doorFor, endVisitorSessions, openVisitorSession, refuseBanned } from '../visitor-sessions.ts';
import { anyone, route, visitor } from './route.ts';

const CONVERSATIONS = 20;

const checkDoor = route({
  name: 'checkDoor',
  method: 'get',
  path: '/widget/door',
  summary: 'Whether the page that asks may show the chat of a tenant; asked before a launcher is shown',
  policy: anyone('A page asks before anybody has a credential; the answer says no more than that there is a chat.'),
  query: DoorQuery,
  async handle({ query, request, response }, deps) {
    const origin = request.get('origin');
    await doorFor(deps, query.tenant, foreignOrigins([origin, query.host], request.get('host'), deps.publicUrl()));
    response.set({ 'access-control-allow-origin': origin ?? '*', vary: 'Origin' });
  },
});

const openSession = route({
  name: 'openSession',
  method: 'post',
  path: '/widget/sessions',
  summary: 'Opens a visitor session for a tenant',
  policy: anyone('A visitor has no credential before the first session; tenant and page are checked and the address is limited.'),
  body: OpenSession,
  status: 201,
  reply: SessionView,
  async handle({ body, request }, deps) {
    const foreign = foreignOrigins([request.get('origin'), body.host], request.get('host'), deps.publicUrl());
    const { tenant, door } = await doorFor(deps, body.tenant, foreign);
    const scope = { tenantId: tenant._id };
    await admitSession(deps, scope, request.ip ?? 'unknown');
    const session = await openVisitorSession(deps, scope, { visitorId: deps.mintId('vis'), verified: false, door });
    return { ...session, expiresAt: session.expiresAt.toISOString(), settings: await widgetSettings(deps, scope) };
  },
});

const currentSession = route({
  name: 'currentSession',
  method: 'get',
  path: '/widget/session',
  summary: "The session of the presented token, with the visitor's conversations",
  policy: visitor,
  reply: CurrentSessionView,
  async handle({ visitor: { scope, visitorId, verified, expiresAt } }, deps) {
    const [settings, conversations] = await Promise.all([widgetSettings(deps, scope), deps.conversations.ofVisitor(scope, visitorId, CONVERSATIONS)]);
    return {
      visitorId,
      verified,
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

const endSession = route({
  name: 'endSession',
  method: 'delete',
  path: '/widget/session',
  summary: 'Ends the session on this device: whoever uses it next sees nothing of it',
  policy: visitor,
  handle: ({ visitor: { scope, visitorId, sessionId } }, deps) => endVisitorSessions(deps, scope, { visitorId, sessionId }, 'ended'),
});

const identify = route({
  name: 'identify',
  method: 'post',
  path: '/widget/identify',
  summary: 'Binds the session to a person by a proof of the customer; the token is replaced',
  policy: visitor,
  body: Identify,
  reply: IdentifiedView,
  async handle({ visitor: caller, body }, deps) {
    const { scope, visitorId: before, sessionId, ip } = caller;
    const waitSeconds = await deps.limits.take('identify', `${scope.tenantId}:${ip}`);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const [secrets, tenant, settings] = await Promise.all([
      deps.secrets.live(scope, 'visitor-identity'),
      deps.tenants.get(scope.tenantId),
      deps.settings.current(scope),
    ]);
    const proven = await deps.visitorProofs.check(body, secrets, [scope.tenantId, tenant!.slug]);
    if (!proven) throw identityRefused();
    // The same person is the same visitor on every device. What was written before the proof stays where it was: nothing is merged.
    const visitorId = deps.derivedId('vis', scope.tenantId, 'external', proven.externalId);
    await refuseBanned(deps, scope, visitorId);
    await deps.visitors.verified(scope, visitorId, { ...proven, at: deps.now() });
    // A page proves again at each load: the other tabs of the same person keep their token.
    if (caller.verified && visitorId === before) return { token: null, visitorId, expiresAt: caller.expiresAt.toISOString() };
    const session = await openVisitorSession(deps, scope, { visitorId, verified: true, door: doorOf(settings) });
    await endVisitorSessions(deps, scope, { visitorId: before, sessionId }, 'replaced');
    return { ...session, expiresAt: session.expiresAt.toISOString() };
  },
});

const sendAsVisitor = route({
  name: 'sendAsVisitor',
  method: 'post',
  path: '/widget/messages',
  summary: 'Sends a message; the answer means that it is stored',
  policy: visitor,
  binds: { conversationId: 'visitor' },
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
  binds: { conversationId: 'visitor' },
  params: ConversationParams,
  query: EntriesQuery,
  reply: EntryPage,
  async handle({ visitor: { scope }, params: { conversationId }, query: { after, limit } }, deps) {
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
  binds: { conversationId: 'visitor' },
  params: SourceParams,
  reply: SourceView,
  async handle({ visitor: { scope }, params: { conversationId, seq, n } }, deps) {
    const entry = await deps.entries.get(scope, entryId(conversationId, seq));
    const citation = entry?.body.citations?.find((one) => one.n === n);
    const turn = entry?.body.turnId ? await deps.turns.get(scope, entry.body.turnId) : null;
    // From the turn's record: the passage as the assistant read it, whatever became of the document.
    const passage = turn?.passages.find((one) => one.chunkId === citation?.chunkId);
    if (!citation || !passage) throw notFound();
    return { n, title: citation.title, section: citation.section, pages: citation.pages ?? null, url: citation.url ?? null, text: passage.text };
  },
});

async function widgetSettings({ settings, tenants }: ApiDeps, scope: TenantScope) {
  const [tenant, current] = await Promise.all([tenants.get(scope.tenantId), settings.current(scope)]);
  const { assistantName, suggestions } = current;
  const { brand, locale } = personaOf(current);
  return { companyName: brand || (tenant?.name ?? ''), assistantName, greeting: ownOr(current.greeting, 'greeting', locale), suggestions };
}

export const widgetRoutes = [checkDoor, openSession, currentSession, endSession, identify, sendAsVisitor, readAsVisitor, readSource];
