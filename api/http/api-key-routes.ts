/** Keys for programs: made, listed, revoked, by people. A key cannot make or see keys. */
import { forbidden, notFound } from '../../workflows/domain/errors.ts';
import { PageQuery } from '../protocol/common.ts';
import { allows } from '../protocol/abilities.ts';
import { makeApiKey } from '../make-api-key.ts';
import { presentApiKey } from '../present/api-key.ts';
import { ApiKeyPage, ApiKeyParams, ApiKeyView, MadeApiKey, MakeApiKey } from '../protocol/api-keys.ts';
import { pageOf } from './page-of.ts';
import { route, staff } from './route.ts';

const list = route({
  name: 'listApiKeys',
  method: 'get',
  path: '/api-keys',
  summary: 'Keys of the tenant, newest first, revoked ones too',
  policy: staff('key.manage'),
  query: PageQuery,
  reply: ApiKeyPage,
  async handle({ staff: { scope }, query }, { apiKeys }) {
    const { data, nextCursor } = pageOf(await apiKeys.list(scope), query, ({ _id }) => _id, 'falling');
    return { data: data.map(presentApiKey), nextCursor };
  },
});

const make = route({
  name: 'makeApiKey',
  method: 'post',
  path: '/api-keys',
  summary: 'Makes a key; the answer is the only time that it is shown',
  policy: staff('key.manage'),
  audit: { security: true, action: 'key.made', detail: ({ body }) => ({ permissions: body.permissions.join(',') }) },
  body: MakeApiKey,
  status: 201,
  reply: MadeApiKey,
  async handle({ staff: { scope, userId, role }, body, newId }, deps) {
    // Nobody gives away what they do not have.
    const beyond = body.permissions.filter((permission) => !allows(role, permission));
    if (beyond.length > 0) throw forbidden({ detail: `Your role does not have: ${beyond.join(', ')}.` });
    const { token, key } = await makeApiKey({ ...deps, mintId: newId }, { ...body, tenantId: scope.tenantId, createdBy: userId });
    return { key: token, ...presentApiKey(key) };
  },
});

const revoke = route({
  name: 'revokeApiKey',
  method: 'delete',
  path: '/api-keys/{keyId}',
  summary: 'Revokes a key: its next call is refused',
  policy: staff('key.manage'),
  binds: { keyId: 'tenant' },
  audit: { security: true, action: 'key.revoked' },
  params: ApiKeyParams,
  reply: ApiKeyView,
  async handle({ staff: { scope }, params: { keyId } }, { apiKeys, now }) {
    const revoked = await apiKeys.revoke(scope, keyId, now());
    if (!revoked) throw notFound();
    return presentApiKey(revoked);
  },
});

export const apiKeyRoutes = [list, make, revoke];
