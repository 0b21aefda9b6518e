/** Two workspaces with people, keys, a conversation and a document each, and the credentials to knock with. */
import { randomBytes } from 'node:crypto';
import { storeUpload } from '../../../api/http/store-upload.ts';
import type { ApiKeyView } from '../../../api/protocol/api-keys.ts';
import { KEY_PERMISSIONS } from '../../../api/protocol/api-keys.ts';
import type { StaffSession } from '../../../api/protocol/staff.ts';
import type { SessionView } from '../../../api/protocol/widget.ts';
import type { TenantId, UserId } from '../../../workflows/domain/ids.ts';
import { ROLES } from '../../../workflows/domain/roles.ts';
import { FIRST_SETTINGS } from '../../cli/first-settings.ts';
import { mintId } from '../../ids/mint.ts';
import { call, messageId } from '../people.ts';
import { agreeableEngine, type ApiAlone } from './api-alone.ts';
import type { Pool } from './schema-values.ts';

const PASSWORD = 'a-password-of-the-cast';

/** What each can read while it stands. */
const WITNESS: Record<string, string> = { visitor: '/widget/session', key: '/conversations' };

export type Cast = {
  /** By who it is: each role, `key`, `visitor`, `operator` of the installation, and `stranger`, the owner of the other workspace. */
  credentials: Record<string, string>;
  cookie: string;
  pool: Pool;
  /** False when what was sent has ended one of the sessions, the membership or the workspace. */
  stands(): Promise<boolean>;
};

export async function aCast(api: ApiAlone): Promise<Cast> {
  const [shop, other] = [await aShop(api), await aShop(api)];
  const credentials = { ...shop.credentials, stranger: other.credentials.owner!, operator: await anOperator(api) };
  const ids: Record<string, string[]> = {};
  // Mostly its own: what is foreign ends at the guard, and behind it is more to be found.
  for (const id of [...shop.ids, ...shop.ids, ...shop.ids, ...other.ids]) (ids[id.slice(0, 3)] ??= []).push(id);
  const named = {
    ...{ tenant: [shop.slug], slug: [shop.slug, `new-${shop.slug}`], email: shop.words.filter((word) => word.includes('@')) },
    ...{ password: [PASSWORD], currentPassword: [PASSWORD], newPassword: [PASSWORD, `${PASSWORD}-2`], current: [PASSWORD] },
    ...{
      basedOn: [1, 2],
      version: [1],
      seq: [1],
      n: [1],
      limit: [1, 50],
      host: ['http://localhost'],
      value: ['a-secret-that-is-long-enough-to-be-one'],
    },
  };
  const words = [shop.slug, other.slug, PASSWORD, ...shop.words, 'returns.md', 'model-key', 'visitor-identity', messageId()];
  return {
    credentials,
    cookie: shop.cookie,
    pool: { ids, words, named },
    async stands() {
      const asks = Object.entries(credentials).map(async ([who, authorization]) => {
        const path = WITNESS[who] ?? '/me';
        return (await call(api.url, `/api/v1${path}`, { authorization })).status === 200;
      });
      return (await Promise.all(asks)).every(Boolean);
    },
  };
}

async function anOperator({ parts, url }: ApiAlone): Promise<string> {
  const userId: UserId = mintId('usr');
  const email = `${userId}@platform.example`;
  await parts.users.create({ _id: userId, email, name: 'operator', passwordHash: `plain:${PASSWORD}`, operatorSince: new Date() });
  const { body } = await call<StaffSession>(url, '/api/v1/auth/sign-in', { method: 'POST', body: { email, password: PASSWORD } });
  return `Bearer ${body.accessToken}`;
}

async function aShop(api: ApiAlone) {
  const { parts, url } = api;
  const slug = `shop-${randomBytes(5).toString('hex')}`;
  const tenantId: TenantId = mintId('tnt');
  const scope = { tenantId };
  await parts.tenants.create({ _id: tenantId, slug, name: `The ${slug}` });
  await parts.settings.save(scope, { ...FIRST_SETTINGS, author: 'cast' });
  const credentials: Record<string, string> = {};
  const words: string[] = [];
  const ids: string[] = [tenantId];
  let cookie = '';
  for (const role of ROLES) {
    const userId: UserId = mintId('usr');
    const email = `${role}-${slug}@people.example`;
    await parts.users.create({ _id: userId, email, name: role, passwordHash: `plain:${PASSWORD}` });
    await parts.users.addMember(scope, userId, role);
    const { body, headers } = await call<StaffSession>(url, '/api/v1/auth/sign-in', { method: 'POST', body: { email, password: PASSWORD } });
    credentials[role] = `Bearer ${body.accessToken}`;
    words.push(email, body.sessionId);
    ids.push(userId);
    cookie ||= (headers.getSetCookie()[0] ?? '').split(';')[0]!;
  }
  const asOwner = { method: 'POST', authorization: credentials.owner! };
  const key = await call<ApiKeyView & { key: string }>(url, '/api/v1/api-keys', { ...asOwner, body: { name: 'key', permissions: KEY_PERMISSIONS } });
  credentials.key = `Bearer ${key.body.key}`;
  const invited = await call<{ id: string }>(url, '/api/v1/invitations', {
    ...asOwner,
    body: { email: `new-${slug}@people.example`, role: 'agent' },
  });
  const session = await call<SessionView>(url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: slug } });
  credentials.visitor = `Visitor ${session.body.token}`;
  words.push(session.body.token);
  const said = await call<{ conversationId: string }>(url, '/api/v1/widget/messages', {
    method: 'POST',
    authorization: credentials.visitor,
    body: { clientMessageId: messageId(), text: 'Can I return it?' },
  });
  const text = Buffer.from('# Returns\n\nWithin 30 days.\n');
  const document = await storeUpload({ ...parts, engine: agreeableEngine, mintId }, scope, {
    fileName: 'returns.md',
    mediaType: 'text/markdown',
    bytes: text,
  });
  ids.push(key.body.id, invited.body.id, session.body.visitorId, said.body.conversationId, document._id);
  return { slug, credentials, words, ids, cookie };
}
