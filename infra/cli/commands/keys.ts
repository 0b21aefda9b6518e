/**
 * `parley key create|list|revoke`: keys for programs, of one tenant or of the whole installation. The latter are made here only,
 * by whoever runs the installation.
 */
import { parseArgs } from 'node:util';
import { makeApiKey } from '../../../api/make-api-key.ts';
import { isOfPlatform, KEY_PERMISSIONS, PLATFORM_PERMISSIONS, type ApiKey, type ApiKeyId } from '../../../workflows/domain/api-key.ts';
import { hashToken, mintToken } from '../../identity/opaque-tokens.ts';
import { mintId } from '../../ids/mint.ts';
import { Misuse, printer, type Run } from '../command.ts';
import type { Parts } from '../compose/parts.ts';
import { withParts } from '../with-parts.ts';

type Given = { tenant?: string; name?: string; permissions?: string; email?: string; id?: string; days?: string };

export const run: Run = ({ config, args, json }) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: 'string' },
      name: { type: 'string' },
      permissions: { type: 'string' },
      email: { type: 'string' },
      id: { type: 'string' },
      days: { type: 'string' },
    },
  });
  const [verb] = positionals;
  const print = printer(json);
  return withParts(config, async (parts) => {
    const tenant = values.tenant ? await parts.tenants.bySlug(values.tenant) : null;
    if (values.tenant && !tenant) throw new Misuse(`There is no tenant ${values.tenant}.`);
    const scope = tenant ? { tenantId: tenant._id } : ({ everyTenant: true } as const);
    switch (verb) {
      case 'create': {
        const { token, key } = await create(parts, tenant?._id ?? null, values);
        return print({ id: key._id, key: token }, `${key._id} ${key.name}\n${token}\nThe key is shown this once.`);
      }
      case 'list': {
        const keys = await parts.apiKeys.list(scope);
        return print(keys.map(shown), keys.map((key) => Object.values(shown(key)).join('  ')).join('\n'));
      }
      case 'revoke': {
        const revoked = await parts.apiKeys.revoke(scope, (values.id ?? '') as ApiKeyId, new Date());
        if (!revoked) throw new Misuse('There is no such key here. Name it with --id, and its tenant with --tenant.');
        return print(shown(revoked), `${revoked._id} is revoked.`);
      }
      default:
        throw new Misuse('Say what to do: create, list or revoke.');
    }
  });
};

async function create(parts: Parts, tenantId: ApiKey['tenantId'], { name, permissions = '', email = '', days }: Given) {
  const wanted = permissions.split(',').filter(Boolean);
  const offered = tenantId === null ? [...KEY_PERMISSIONS, ...PLATFORM_PERMISSIONS] : KEY_PERMISSIONS;
  const known = offered.filter((permission) => wanted.includes(permission));
  if (!name || wanted.length === 0 || known.length !== wanted.length)
    throw new Misuse(`Give --name, --email and --permissions, a list of: ${offered.join(',')}.`);
  const expiresInDays = days === undefined ? null : Number(days);
  if (expiresInDays !== null && !(Number.isInteger(expiresInDays) && expiresInDays > 0)) throw new Misuse('--days is a whole number above 0.');
  const user = await parts.users.byEmail(email);
  if (!user) throw new Misuse('--email names nobody: a key acts in the name of a user.');
  if (known.some(isOfPlatform) && !user.operatorSince)
    throw new Misuse('A key that manages tenants acts in the name of an operator: parley operator grant.');
  const needs = { apiKeys: parts.apiKeys, mintId, mintToken, hashToken, now: () => new Date() };
  return makeApiKey(needs, { tenantId, name, permissions: known, createdBy: user._id, expiresInDays });
}

const shown = ({ _id, name, start, permissions, revokedAt }: ApiKey) => ({
  id: _id,
  start: `${start}…`,
  name,
  permissions: permissions.join(','),
  state: revokedAt ? 'revoked' : 'live',
});
