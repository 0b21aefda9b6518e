/**
 * A tenant with one of everything that an id can name, and with people, visitors and keys who may ask for it. What it holds carries its
 * canary, so that a glimpse of it in the answer to a stranger shows.
 */
import { randomBytes } from 'node:crypto';
import { makeApiKey } from '../../../api/make-api-key.ts';
import type { ApiKey, KeyPermission } from '../../../workflows/domain/api-key.ts';
import {
  entryId,
  type ChunkId,
  type ConversationId,
  type DocumentId,
  type TenantId,
  type TenantScope,
  type TurnId,
  type UserId,
  type VisitorId,
} from '../../../workflows/domain/ids.ts';
import type { VersionId } from '../../../workflows/domain/document.ts';
import { NO_PROGRESS, type Site } from '../../../workflows/domain/site.ts';
import { ROLES, type Role } from '../../../workflows/domain/roles.ts';
import { SESSION } from '../../../workflows/domain/refresh.ts';
import type { NounPrefix } from '../../../api/guard/bindings.ts';
import { FIRST_SETTINGS } from '../../cli/first-settings.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Somebody who is signed in: as whom, and by which session. */
export type Person = { userId: UserId; sessionId: string; tenantId: TenantId };
export type AtChat = { visitorId: VisitorId; token: string; conversationId: ConversationId };
export type Shop = {
  scope: TenantScope;
  slug: string;
  canary: string;
  people: Record<Role, Person>;
  /** Two, each with a conversation of their own. */
  visitors: [AtChat, AtChat];
  /** One of each noun; of a session of staff, the one of nobody in `people`. */
  objects: Record<string, string>;
};

export const unknownId = (prefix: NounPrefix): string => (prefix === 'fam' ? mintToken('fam') : mintId(prefix));

export async function aShop(parts: Parts, name: string): Promise<Shop> {
  const tenantId: TenantId = mintId('tnt');
  const scope = { tenantId };
  const canary = `canary${name}${randomBytes(6).toString('hex')}`;
  const slug = `shop-${name}-${randomBytes(4).toString('hex')}`.toLowerCase();
  await parts.tenants.create({ _id: tenantId, slug, name: `Shop ${slug}` });
  await parts.settings.save(scope, { ...FIRST_SETTINGS, greeting: `Hello from ${canary}`, author: 'matrix' });
  const people = {} as Record<Role, Person>;
  for (const role of ROLES) people[role] = await aPerson(parts, scope, role, canary);
  const visitors: Shop['visitors'] = [await atChat(parts, scope, canary), await atChat(parts, scope, `${canary} other`)];
  const objects: Record<string, string> = { tnt: tenantId, vis: visitors[0].visitorId };
  for (const prefix of ['cnv', 'trn', 'doc', 'rev', 'usr', 'key', 'inv', 'opr', 'can', 'sit', 'fam'] as const)
    objects[prefix] = await anObject(parts, { scope, canary }, prefix, people.owner);
  return { scope, slug, canary, people, visitors, objects };
}

/** A new one of a noun; sessions are those of `owner`, everything else is the tenant's. */
export async function anObject(
  parts: Parts,
  { scope, canary }: Pick<Shop, 'scope' | 'canary'>,
  prefix: NounPrefix,
  owner: Pick<Person, 'userId'>,
): Promise<string> {
  const at = new Date();
  switch (prefix) {
    case 'tnt': {
      const tenantId: TenantId = mintId('tnt');
      await parts.tenants.create({ _id: tenantId, slug: `spare-${randomBytes(5).toString('hex')}`, name: 'Spare' });
      return tenantId;
    }
    case 'cnv':
      return aConversation(parts, scope, mintId('vis'), canary);
    case 'vis': {
      const visitorId: VisitorId = mintId('vis');
      await aConversation(parts, scope, visitorId, canary);
      return visitorId;
    }
    case 'trn':
      return aTurn(parts, scope, mintId('cnv'), canary);
    case 'doc': {
      const upload = { fileName: `${randomBytes(5).toString('hex')}-${canary}.md`, title: canary, mediaType: 'text/markdown', bytes: 9 } as const;
      return (await parts.documents.put(scope, { ...upload, contentHash: randomBytes(32).toString('hex') }, mintId('doc')))._id;
    }
    case 'rev': {
      const documentId = (await anObject(parts, { scope, canary }, 'doc', owner)) as DocumentId;
      return (await parts.revisions.publish(scope, { add: `${documentId}@1` }))._id;
    }
    case 'usr':
      return (await aPerson(parts, scope, 'agent', canary)).userId;
    case 'key':
      return (await aKey(parts, scope.tenantId, owner.userId, ['conversation.read'])).key._id;
    case 'inv': {
      const email = `${randomBytes(5).toString('hex')}@${canary}.example`;
      const times = { createdAt: at, expiresAt: new Date(at.getTime() + DAY) };
      const tokenHash = hashToken(mintToken('inv'));
      return (await parts.invitations.create(scope, { _id: mintId('inv'), email, role: 'agent', tokenHash, invitedBy: owner.userId, ...times }))._id;
    }
    case 'opr': {
      const counts = { total: 0, done: 0, skipped: 0, failed: 0 };
      const asked = { target: scope.tenantId, move: 'resume', by: owner.userId, state: 'done', askedAt: at, endedAt: at } as const;
      return (await parts.assistant.ask(scope, { _id: mintId('opr'), ...asked, ...counts }))._id;
    }
    case 'can': {
      const shortcut = `c${randomBytes(6).toString('hex')}`;
      return (await parts.cannedResponses.create(scope, { _id: mintId('can'), shortcut, text: canary, createdAt: at, updatedBy: owner.userId }))._id;
    }
    case 'sit':
      return (await parts.sites.create(scope, aSite(`https://${randomBytes(5).toString('hex')}.${canary}.example/`, owner.userId)))._id;
    case 'fam':
      return aSession(parts, scope.tenantId, owner.userId);
    default:
      throw new RangeError(`The matrix cannot make an object for the prefix ${prefix}: add it to infra/testing/matrix/shop.ts.`);
  }
}

/** One that was never synced. */
const aSite = (address: string, createdBy: UserId): Omit<Site, 'tenantId'> => ({
  _id: mintId('sit'),
  address,
  everyHours: null,
  state: 'waiting',
  failure: null,
  limit: null,
  sync: 0,
  run: null,
  robots: { rules: [], delayMs: 0 },
  progress: NO_PROGRESS,
  startedAt: null,
  endedAt: null,
  createdAt: new Date(),
  createdBy,
});

export async function aPerson(parts: Parts, scope: TenantScope, role: Role, canary: string): Promise<Person> {
  const userId: UserId = mintId('usr');
  await parts.users.create({ _id: userId, email: `${userId}@${canary}.example`, name: `${role} ${canary}`, passwordHash: 'plain:matrix-password' });
  await parts.users.addMember(scope, userId, role);
  return { userId, tenantId: scope.tenantId, sessionId: await aSession(parts, scope.tenantId, userId) };
}

/** @param livesMs below zero: it is over */
export async function aSession(parts: Parts, tenantId: TenantId, userId: UserId, livesMs: number = SESSION.idle): Promise<string> {
  const at = new Date();
  const times = { rotatedAt: at, createdAt: at, expiresAt: new Date(at.getTime() + livesMs), endsAt: new Date(at.getTime() + SESSION.absolute) };
  return (
    await parts.refreshFamilies.create({ _id: mintToken('fam'), userId, tenantId, generation: 1, ...times, device: { userAgent: 'matrix', ip: '' } })
  )._id;
}

/** @param expiresInDays below zero: it is over */
export const aKey = (
  parts: Parts,
  tenantId: TenantId | null,
  createdBy: UserId,
  permissions: readonly KeyPermission[],
  expiresInDays: number | null = null,
): Promise<{ token: string; key: ApiKey }> =>
  makeApiKey(
    { apiKeys: parts.apiKeys, mintId, mintToken, hashToken, now: () => new Date() },
    { tenantId, name: 'matrix', permissions: [...permissions], createdBy, expiresInDays },
  );

export async function atChat(parts: Parts, scope: TenantScope, canary: string): Promise<AtChat> {
  const visitorId: VisitorId = mintId('vis');
  return { visitorId, token: await aVisitorSession(parts, scope, visitorId), conversationId: await aConversation(parts, scope, visitorId, canary) };
}

/** @param livesMs below zero: it is over */
export async function aVisitorSession(parts: Parts, scope: TenantScope, visitorId: VisitorId, livesMs = 20 * HOUR): Promise<string> {
  const token = mintToken('ses');
  const now = Date.now();
  // Far from the last quarter of its idle life: using it writes nothing.
  const times = { createdAt: new Date(now), expiresAt: new Date(now + livesMs), idleMs: DAY, absoluteMs: 30 * DAY };
  const session = { _id: mintId('ses'), ...scope, visitorId, verified: false, tokenHash: hashToken(token), ...times, endedBecause: null };
  await parts.visitorSessions.create(scope, session);
  return token;
}

/** A question of the visitor and an answer with a source. */
export async function aConversation(parts: Parts, scope: TenantScope, visitorId: VisitorId, canary: string): Promise<ConversationId> {
  const conversationId: ConversationId = mintId('cnv');
  const turnId = await aTurn(parts, scope, conversationId, canary);
  const message = { conversationId, kind: 'message', dispatch: 'none' } as const;
  await parts.entries.append(scope, {
    ...message,
    key: 'question',
    author: { type: 'visitor', id: visitorId },
    body: { text: `Question ${canary}` },
  });
  const source = { documentId: 'doc_matrix', chunkId: 'chk_matrix', revisionId: 'rev_matrix' } as const;
  const citations = [{ n: 1, ...source, title: canary, section: '' }];
  const body = { text: `Answer ${canary} [1]`, citations, turnId, answers: 1 };
  await parts.entries.append(scope, { ...message, key: turnId, author: { type: 'assistant' }, body });
  await parts.conversations.project(scope, conversationId);
  return conversationId;
}

export async function aTurn(parts: Parts, scope: TenantScope, conversationId: ConversationId, canary: string): Promise<TurnId> {
  const found = { chunkId: 'chk_matrix', versionId: 'doc_matrix@1', documentId: 'doc_matrix', score: 1, dense: 1, keyword: null } as const;
  const turn = await parts.turns.open(scope, {
    ...scope,
    _id: mintId('trn'),
    conversationId,
    answers: [1],
    upTo: 1,
    settingsVersion: 1,
    revisionId: null,
    question: `Question ${canary}`,
    passages: [{ ...found, n: 1, title: canary, section: '', text: `Source ${canary}` }],
    request: null,
    steps: [],
    draft: null,
    citations: [],
    outcome: 'replied',
    reason: null,
    timings: { openedAt: new Date() },
  });
  return turn._id;
}

export const QUESTION = 'Can I return a gift that I bought on sale?';

/** One page of knowledge, which answers the question, findable. */
export async function publish(parts: Parts, { scope, canary }: Shop): Promise<void> {
  const documentId: DocumentId = mintId('doc');
  const versionId: VersionId = `${documentId}@0000000000000000`;
  const text = `You can return a gift that you bought on sale within 30 days. ${canary}`;
  const place = { documentId, versionId, ordinal: 0, title: 'Returns', section: 'Gifts', start: 0, end: text.length, tokens: 20 };
  const _id: ChunkId = mintId('chk');
  await parts.chunks.put(scope, versionId, [{ ...place, ...scope, _id, text }]);
  const encoder = await parts.encoders.inUse(scope);
  await parts.vectors.put({ ...scope, encoder }, [{ chunkId: _id, versionId, heading: 'Returns', text, vector: null }]);
  await parts.revisions.publish(scope, { add: versionId });
}

/** What nobody of another tenant may see: ids of a shop's objects and everything that carries its canary. */
export const marksOf = ({ scope, canary, objects, visitors, people }: Shop): string[] => [
  canary,
  scope.tenantId,
  ...Object.values(objects),
  ...visitors.flatMap(({ visitorId, conversationId }) => [visitorId, conversationId, entryId(conversationId, 1)]),
  ...Object.values(people).map(({ userId }) => userId),
];
