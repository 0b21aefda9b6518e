/** `parley tenant create|list|suspend|resume|delete`: the companies of this installation, without a look at what they hold. */
import { parseArgs } from 'node:util';
import { deleteTenant, setTenantOpen } from '../../../api/tenancy.ts';
import { createWorkspace } from '../../../api/workspaces.ts';
import { SYSTEM } from '../../../workflows/domain/audit.ts';
import { mintId } from '../../ids/mint.ts';
import { FIRST_SETTINGS } from '../first-settings.ts';
import { Misuse, printer, type Run } from '../command.ts';
import type { Parts } from '../compose/parts.ts';
import { withParts } from '../with-parts.ts';

const SLUG = /^[a-z0-9][a-z0-9-]{1,39}$/;

export const run: Run = ({ config, args, json }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: 'string' }, slug: { type: 'string' }, owner: { type: 'string' }, yes: { type: 'boolean' } },
  });
  const [action, slug, ...more] = positionals;
  if (more.length > 0) throw new Misuse(`What is "${more.join(' ')}"?`);
  const print = printer(json);
  switch (action) {
    case 'list':
      return withParts(config, async ({ tenantDesk }) => {
        const tenants = (await tenantDesk.list()).map(({ _id, slug: short, name, status = 'active', createdAt }) => ({
          id: _id,
          slug: short,
          name,
          status,
          createdAt,
        }));
        return print(
          { tenants },
          tenants.map((one) => `${one.slug.padEnd(24)} ${one.status.padEnd(10)} ${one.name}`).join('\n') || 'There is no tenant yet.',
        );
      });
    case 'create':
      if (!values.name || !values.slug || !SLUG.test(values.slug)) throw new Misuse('Give --name and a --slug of a-z, 0-9 and -.');
      return withParts(config, async (parts) => {
        const owner = values.owner ? await parts.users.byEmail(values.owner) : null;
        if (values.owner && !owner) throw new Misuse(`Nobody has the address ${values.owner}: parley user create makes a person.`);
        const id = await createWorkspace(depsOf(parts), { name: values.name!, slug: values.slug, ownerId: owner?._id ?? null, actor: SYSTEM });
        return print({ id, slug: values.slug }, `The tenant ${values.slug} is made: ${id}.`);
      });
    case 'suspend':
    case 'resume':
      return withParts(config, async (parts) => {
        const done = await setTenantOpen(depsOf(parts), (await bySlug(parts, slug))._id, action === 'resume', SYSTEM);
        return done ? print({ slug, status: action === 'resume' ? 'active' : 'suspended' }, `${slug}: done.`) : 1;
      });
    case 'delete':
      if (!values.yes) throw new Misuse('This deletes everything of the tenant and cannot be undone: add --yes.');
      return withParts(config, async (parts) => {
        const { _id } = await bySlug(parts, slug);
        await deleteTenant(depsOf(parts), _id, SYSTEM);
        return print({ id: _id, status: 'deleting' }, `${slug} is closed; a running worker erases what it holds.`);
      });
    default:
      throw new Misuse('Say what to do: create, list, suspend, resume or delete.');
  }
};

const depsOf = (parts: Parts) => ({ ...parts, mintId, now: () => new Date(), firstSettings: FIRST_SETTINGS });

async function bySlug({ tenants }: Parts, slug: string | undefined) {
  const tenant = slug ? await tenants.bySlug(slug) : null;
  if (!tenant) throw new Misuse(slug ? `There is no tenant "${slug}".` : 'Name a tenant by its short name.');
  return tenant;
}
