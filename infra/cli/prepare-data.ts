/** What an installation's servers must hold before the first request: indexes, the sweeper's schedule, and the demo tenant. */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepOnce } from '../../activities/conversation/sweep-undispatched.ts';
import { storeUpload } from '../../api/http/store-upload.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import type { Config } from '../config/config.ts';
import { DEMO_ARTICLES, DEMO_SETTINGS, DEMO_TENANT } from '../dev/demo/settings.ts';
import { argon2Passwords } from '../identity/passwords.ts';
import { mintId } from '../ids/mint.ts';
import { migrate } from '../mongo/migrations/migrate.ts';
import type { Parts } from './compose/parts.ts';
import { workerDeps } from './compose/worker-deps.ts';
import { DEMO_LOGIN } from './demo-login.ts';

/** Running it again changes nothing. */
export async function prepareData(config: Config, parts: Parts): Promise<{ login: typeof DEMO_LOGIN | null }> {
  await Promise.all([migrate(parts.connection), scheduleSweeper(parts)]);
  // What a killed process had accepted and not yet rung for is rung now, not at the next minute.
  await sweepOnce(workerDeps(parts));
  if (!config.PARLEY_DEMO) return { login: null };
  await seedDemo(parts);
  return { login: DEMO_LOGIN };
}

/** Id of the sweeper's schedule, and the beginning of the ids of its runs. */
export const SWEEPER = 'sweep-undispatched';

/** Each minute a run that looks every 5 s; one run a minute, because each costs storage at the server. */
export async function scheduleSweeper({ engine: { client } }: Pick<Parts, 'engine'>): Promise<void> {
  try {
    await client.withDeadline(Date.now() + 30_000, () =>
      client.schedule.create({
        scheduleId: SWEEPER,
        spec: { intervals: [{ every: '1m' }] },
        action: {
          type: 'startWorkflow',
          workflowType: 'sweeper',
          taskQueue: TASK_QUEUES.core,
          workflowId: SWEEPER,
          workflowExecutionTimeout: '2m',
        },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
        state: { note: 'Rings again for messages whose ring was lost.', triggerImmediately: true },
      }),
    );
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

/** The demo shop with its people and help centre. Each step looks first, so a seed that was killed goes on. */
export async function seedDemo(parts: Parts): Promise<void> {
  const { tenants, users, settings } = parts;
  const tenant = (await tenants.bySlug(DEMO_TENANT.slug)) ?? (await tenants.create({ _id: mintId('tnt'), ...DEMO_TENANT }));
  const scope = { tenantId: tenant._id };
  if (!(await hasSettings(parts, tenant._id))) await settings.save(scope, DEMO_SETTINGS);
  const passwordHash = async (): Promise<string> => argon2Passwords().hash(DEMO_LOGIN.password);
  const owner =
    (await users.byEmail(DEMO_LOGIN.email)) ??
    (await users.create({ _id: mintId('usr'), email: DEMO_LOGIN.email, name: 'Robin Fernwood', passwordHash: await passwordHash() }));
  await users.addMember(scope, owner._id, 'owner');
  const { data: known } = await parts.documents.list(scope, { limit: 100 });
  const done = new Set(known.filter((document) => document.state === 'searchable').map((document) => document.fileName));
  for (const fileName of (await readdir(DEMO_ARTICLES)).filter((name) => name.endsWith('.md')).sort()) {
    if (done.has(fileName)) continue;
    const bytes = await readFile(join(DEMO_ARTICLES, fileName));
    // One revision for all of them.
    await storeUpload({ ...parts, mintId }, scope, { fileName, mediaType: 'text/markdown', bytes, batch: 'demo' });
  }
}

const hasSettings = async ({ settings }: Parts, tenantId: `tnt_${string}`): Promise<boolean> => (await settings.version({ tenantId }, 1)) !== null;
