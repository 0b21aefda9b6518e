/** `parley all`, which is `npm start`: everything on one machine, until it is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import type { Run } from '../command.ts';
import { startOnOneMachine, type Roots, type Running } from '../one-machine.ts';
import type { Parts } from '../compose/parts.ts';

/** A second Ctrl-C means it; one that arrives with the first, from the terminal and from npm, does not. */
const SAME_WISH_MS = 1_000;

export const run: Run = async ({ config }) => {
  const say = (line: string): void => console.error(line);
  const asked = untilAskedToStop();
  const starting = startOnOneMachine(config, () => loadRoots(say), say);
  // Asked while still starting: what has been started is stopped when it is there.
  const running = await Promise.race([starting, asked.then(() => null)]);
  if (!running) {
    await starting.then(({ stop }) => stop()).catch(() => undefined);
    return 0;
  }
  announce(running);
  const code = await Promise.race([
    asked.then(() => 0),
    running.failed.catch((error: Error) => {
      say(`Parley stops: ${error.message}`);
      return 1;
    }),
  ]);
  if (code === 0) say('Stopping ...');
  await running.stop();
  return code;
};

async function loadRoots(say: (line: string) => void): Promise<Roots<Parts>> {
  const [{ openParts: open, closeParts }, { startServer }, { startWorkers }, { prepareData }, { openChecked }] = await Promise.all([
    import('../compose/open-parts.ts'),
    import('../compose/start-server.ts'),
    import('../compose/start-workers.ts'),
    import('../prepare-data.ts'),
    import('../self-check.ts'),
  ]);
  const settle = (config: Config, parts: Parts): Promise<void> => (config.PARLEY_DEMO ? untilSearchable(parts, say) : Promise.resolve());
  const openParts: Roots<Parts>['openParts'] = (config, servers) => openChecked(config, () => open(config, servers));
  return { openParts, prepareData, startServer, startWorkers, closeParts, settle };
}

/** The demo page answers as soon as we call ourselves ready; a first run has to read its help centre for that. */
async function untilSearchable({ tenants, documents }: Parts, say: (line: string) => void): Promise<void> {
  const { DEMO_TENANT } = await import('../../dev/demo/settings.ts');
  const tenant = await tenants.bySlug(DEMO_TENANT.slug);
  if (!tenant) return;
  let told = 0;
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
    const { data } = await documents.list({ tenantId: tenant._id }, { limit: 100 });
    const open = data.filter(({ state }) => state !== 'searchable' && state !== 'failed').length;
    if (open === 0) return;
    if (Date.now() - told > 2_000) say(`Reading the help centre of the demo: ${data.length - open} of ${data.length} articles`);
    if (Date.now() - told > 2_000) told = Date.now();
  }
  say('The help centre of the demo is still being read; answers get better when it is.');
}

function announce({ url, servers, login }: Running): void {
  const pages: [string, string | null][] = [
    ['Demo page', `${url}/demo`],
    ['Console', `${url}/admin`],
    ['API docs', `${url}/docs`],
    ['Temporal UI', servers.temporalUiUrl],
    ['MongoDB', `${servers.notes.mongo.adapter}: ${servers.notes.mongo.note}`],
    ['Demo login', login && `${login.email} / ${login.password}`],
  ];
  for (const [name, value] of pages) if (value) console.log(`  ${name.padEnd(12)} ${value}`);
  console.log(`Parley is ready: ${url}`);
}

/** By Ctrl-C, by SIGTERM, or because the bootstrap that started us is gone. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    const ask = (): void => {
      if (first && Date.now() - first > SAME_WISH_MS) process.exit(130); // our servers end with us all the same
      first ||= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    if (process.channel) {
      process.once('disconnect', ask);
      process.channel.unref();
    }
  });
}
