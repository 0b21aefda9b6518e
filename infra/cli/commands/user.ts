/** `parley user create`: a person with a role in a tenant, or one who runs the installation. Without a password one is made and shown this once. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PLATFORM, SYSTEM } from '../../../workflows/domain/audit.ts';
import { ROLES, type Role } from '../../../workflows/domain/roles.ts';
import { argon2Passwords } from '../../identity/passwords.ts';
import { mintId } from '../../ids/mint.ts';
import { Misuse, type Run } from '../command.ts';
import { withParts } from '../with-parts.ts';

const SHORTEST = 10;

export const run: Run = ({ config, args, json }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      tenant: { type: 'string' },
      role: { type: 'string', default: 'agent' },
      operator: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
    },
  });
  if (positionals.join(' ') !== 'create') throw new Misuse('Say what to do: create.');
  const { email, name, tenant: slug, role } = values;
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email) || !name) throw new Misuse('Give --email and --name.');
  if (!ROLES.includes(role as Role)) throw new Misuse(`A role is one of ${ROLES.join(', ')}.`);
  const given = values['password-stdin'] ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : null;
  if (given !== null && given.length < SHORTEST) throw new Misuse(`A password has at least ${SHORTEST} characters.`);

  return withParts(config, async ({ users, tenants, audit }) => {
    const tenant = slug ? await tenants.bySlug(slug) : null;
    if (slug && !tenant) throw new Misuse(`There is no tenant "${slug}".`);
    if (await users.byEmail(email)) throw new Misuse(`There is an account with the address ${email} already: invite it from the console.`);
    const password = given ?? randomBytes(12).toString('base64url');
    const _id = mintId('usr');
    if (tenant)
      await audit.append(
        { tenantId: tenant._id },
        { key: `${_id}:made`, at: new Date(), actor: SYSTEM, action: 'member.joined', subject: _id, detail: `role=${role}` },
      );
    if (values.operator)
      await audit.append(
        { tenantId: PLATFORM },
        { key: `${_id}:operator`, at: new Date(), actor: SYSTEM, action: 'operator.granted', subject: _id, detail: '' },
      );
    await users.create({
      _id,
      email,
      name,
      passwordHash: await argon2Passwords().hash(password),
      // Whoever runs this installation vouches for the address.
      emailVerifiedAt: new Date(),
      operatorSince: values.operator ? new Date() : null,
    });
    if (tenant) await users.addMember({ tenantId: tenant._id }, _id, role as Role);
    const shown = given === null ? { password } : {};
    console.log(
      json
        ? JSON.stringify({ id: _id, email, ...shown })
        : `${email} is made: ${_id}.${given === null ? ` Password, shown this once: ${password}` : ''}`,
    );
    return 0;
  });
};
