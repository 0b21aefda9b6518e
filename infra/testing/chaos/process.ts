/**
 * One process of the product as the ledger run starts it: `parley serve` or `parley worker` with crash points between its
 * parts, or `prepare`, which makes indexes, the demo tenant and the people of the play.
 */
import { givenAddresses } from '../../cli/given-addresses.ts';
import { closeParts, openParts } from '../../cli/compose/open-parts.ts';
import type { Parts } from '../../cli/compose/parts.ts';
import { prepareData } from '../../cli/prepare-data.ts';
import { loadConfig, type Config } from '../../config/config.ts';
import { argon2Passwords } from '../../identity/passwords.ts';
import { mintId } from '../../ids/mint.ts';
import { DEFAULT_POLICY } from '../../../workflows/contracts/conversation.ts';
import { errandTools } from './errands.ts';
import { instrument, type Order } from './instrument.ts';
import { plant, type PlantName } from './plants.ts';
import { PEOPLE, STRANGER } from './people.ts';

const [role] = process.argv.slice(2) as ['api' | 'worker' | 'prepare'];
const { closesMs, ...asked } = JSON.parse(process.env.CHAOS_POLICY ?? '{}') as Partial<typeof DEFAULT_POLICY> & { closesMs?: number };
const policy = { ...DEFAULT_POLICY, ...asked };
const bug = (process.env.CHAOS_PLANT ?? null) as PlantName | null;

process.on('disconnect', () => process.exit(1)); // the supervisor is gone
process.exitCode = await (role === 'prepare' ? prepare() : perform(role));
process.disconnect?.();

async function perform(part: 'api' | 'worker'): Promise<number> {
  const { run } = part === 'api' ? await import('../../cli/commands/serve.ts') : await import('../../cli/commands/worker.ts');
  const open = async (config: Config, addresses: Parameters<typeof openParts>[1]): Promise<Parts> => {
    const opened = await openParts(config, addresses, { policy, tools: errandTools(process.env.CHAOS_ERRANDS!) });
    const hasty = closesMs ? { ...opened, settings: closingAfter(closesMs, opened.settings) } : opened;
    const { parts, controls } = instrument(part, bug ? plant(bug, part, hasty) : hasty, () => process.kill(process.pid, 'SIGKILL'));
    process.on('message', (order: Order) => controls.obey(order));
    return parts;
  };
  return run({ config: loadConfig(), args: [], json: false, open });
}

/** The tenant's settings, with conversations that end after so much silence. */
function closingAfter(ms: number, settings: Parts['settings']): Parts['settings'] {
  const lifecycle = { sessionGraceMs: ms, reopenMs: ms };
  return {
    ...settings,
    current: async (scope) => ({ ...(await settings.current(scope)), lifecycle }),
    version: async (scope, version) => {
      const found = await settings.version(scope, version);
      return found && { ...found, lifecycle };
    },
  };
}

async function prepare(): Promise<number> {
  const config = loadConfig();
  const parts = await openParts(config, givenAddresses(config), { policy });
  try {
    await prepareData(config, parts);
    const tenant = (await parts.tenants.bySlug('demo'))!;
    await hire(parts, tenant._id, PEOPLE);
    const other = await parts.tenants.create({ _id: mintId('tnt'), slug: 'other', name: 'Another company' });
    await hire(parts, other._id, [STRANGER]);
    for (;;) {
      const { data } = await parts.documents.list({ tenantId: tenant._id }, { limit: 100 });
      if (data.length > 0 && data.every(({ state }) => state === 'searchable')) return 0;
      await new Promise((soon) => setTimeout(soon, 100));
    }
  } finally {
    await closeParts(parts);
  }
}

async function hire(parts: Parts, tenantId: `tnt_${string}`, people: readonly { email: string; password: string }[]): Promise<void> {
  for (const { email, password } of people) {
    const user = await parts.users.create({
      _id: mintId('usr'),
      email,
      name: email.split('@')[0]!,
      passwordHash: await argon2Passwords().hash(password),
    });
    await parts.users.addMember({ tenantId }, user._id, 'owner');
  }
}
