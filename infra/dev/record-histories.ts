/**
 * `npm run record:histories`: plays each case on a dev server of its own, with the product's workflows and stores with memory, and
 * writes its history to `workflows/testing/histories/<workflow>/<case>@<version>.json`. Files of earlier versions stay: they are what a change
 * must still be able to replay. The conversations are synthetic. Words behind `--` choose cases; `operations`, `sites`, `encoders`, `others` and `tenants` are five.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Client } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import { ensureWorkflowBundle } from './build-bundle.ts';
import { startTemporal } from './temporal-server.ts';
import { root } from './tools.ts';
import { ENCODER_FAKES, playEncoders } from './histories-of-encoders.ts';
import { ANSWERS_PLAYED } from './histories-of-answers.ts';
import { MOVES_PLAYED, type Case } from './histories-of-moves.ts';
import { playOperations } from './histories-of-operations.ts';
import { playSites, SITE_FAKES } from './histories-of-sites.ts';
import { OUTAGES_PLAYED, outage, TOOLS, TURNS_PLAYED } from './histories-of-turns.ts';
import { mintId } from '../ids/mint.ts';
import { ingestionAsked, type IngestionStart } from '../../workflows/contracts/ingestion.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { tenantDeletionWorkflowId } from '../../workflows/domain/ids.ts';
import { anEngine, type EngineOptions, type EngineWorld } from '../../workflows/testing/engine/engine-world.ts';

/** How a file behaves is written in its version id. */
const FAKES: Partial<Activities> = {
  async extractDocument({ versionId }) {
    if (versionId.endsWith('empty')) throw ApplicationFailure.nonRetryable('The document holds no text.', 'document.empty');
    if (versionId.endsWith('storm')) throw new Error('weather');
    if (versionId.endsWith('again')) await new Promise((later) => setTimeout(later, 1_500));
    return versionId.endsWith('replaced') ? null : { chunks: 300 };
  },
  embedChunks: (() => {
    let calls = 0;
    return async () => ({ remaining: calls++ % 2 ? 0 : 44 });
  })(),
  publishRevision: async () => ({ revisionId: mintId('rev') }),
  failDocument: async () => {},
  sweepUndispatched: async () => ({ rung: 2 }),
  eraseTenant: async () => ({ workflows: 2, chunks: 3, people: 1, records: 4 }),
  closeTenant: async () => {},
  ...SITE_FAKES,
  ...ENCODER_FAKES,
};
const INGESTIONS = { searchable: 'good', 'failed-empty': 'empty', 'failed-weather': 'storm', replaced: 'replaced' };

const FOLDER = join(root, 'workflows', 'testing', 'histories');

/** @param words of which a case must have one in its name; none for all */
async function record(version: string, words: readonly string[]): Promise<void> {
  const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));
  process.env.PARLEY_TEST_WORKFLOW_BUNDLE = await ensureWorkflowBundle();
  const home = mkdtempSync(join(tmpdir(), 'parley-record-'));
  const { PATH, PARLEY_TEMPORAL_CLI } = process.env;
  const server = await startTemporal({ home, namespace: 'default', inMemory: true, cli: PARLEY_TEMPORAL_CLI, path: PATH });
  const play = async (options: EngineOptions, cases: Record<string, Case>, more: (world: EngineWorld) => Promise<void> = async () => {}) => {
    const world = await anEngine({ address: server.address, ...options });
    try {
      const wanted = Object.entries(cases).filter(([name]) => isWanted(name));
      await inGroups(wanted, async ([name, { play: playIt, runs }]) =>
        recordRuns(world, version, 'conversation', name, (await playIt(world)).handle.workflowId, runs),
      );
      await more(world);
    } finally {
      await world.close();
    }
  };
  try {
    await play({ fakes: FAKES, tools: TOOLS }, { ...ANSWERS_PLAYED, ...MOVES_PLAYED, ...TURNS_PLAYED }, async (world) => {
      if (isWanted('operations')) await playOperations(world, (story, name, id, runs) => recordRuns(world, version, story, name, id, runs));
      if (isWanted('sites')) await playSites(world, (story, name, id, runs) => recordRuns(world, version, story, name, id, runs));
      if (isWanted('encoders')) await playEncoders(world, (story, name, id, runs) => recordRuns(world, version, story, name, id, runs));
      if (isWanted('others')) await recordOthers(world, version);
      if (isWanted('tenants')) await recordDeletion(world, version);
    });
    await play(outage, OUTAGES_PLAYED);
  } finally {
    await server.kept?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Many conversations at once would make each of them slow, and slow ones have other histories. */
const AT_ONCE = 4;

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) await Promise.all(all.slice(i, i + AT_ONCE).map(work));
}

/** The last run is recorded, and with `runs` those before it. */
async function recordRuns({ client }: EngineWorld, version: string, story: string, name: string, workflowId: string, runs?: 'all'): Promise<void> {
  const played = await runsOf(client, workflowId);
  for (const [i, runId] of (runs === 'all' ? played : played.slice(-1)).entries()) {
    await write(client, story, runs === 'all' ? `${name}-${i + 1}` : name, version, workflowId, runId);
  }
}

async function recordOthers(world: EngineWorld, version: string): Promise<void> {
  const { client } = world;
  for (const [name, content] of Object.entries(INGESTIONS)) {
    const documentId = mintId('doc');
    const start = { tenantId: mintId('tnt'), documentId, versionId: `${documentId}@${content}` } as const;
    const workflowId = `ingest/${start.tenantId}/${start.versionId}`;
    await client.workflow.execute('ingestion', { workflowId, taskQueue: TASK_QUEUES.bulk, args: [start] });
    await write(client, 'ingestion', name, version, workflowId);
  }
  const documentId = mintId('doc');
  const start: IngestionStart = { tenantId: mintId('tnt'), documentId, versionId: `${documentId}@again`, ask: 'first' };
  const workflowId = `ingest/${start.tenantId}/${start.versionId}`;
  const options = { workflowId, taskQueue: TASK_QUEUES.bulk, args: [start] as [IngestionStart], signal: ingestionAsked };
  await client.workflow.signalWithStart('ingestion', { ...options, signalArgs: ['first'] });
  const handle = await client.workflow.signalWithStart('ingestion', { ...options, signalArgs: ['second'] });
  await handle.result();
  await recordRuns(world, version, 'ingestion', 'asked-again', workflowId, 'all');
  await client.workflow.execute('sweeper', { workflowId: 'sweep-undispatched', taskQueue: TASK_QUEUES.core });
  await write(client, 'sweeper', 'round', version, 'sweep-undispatched');
}

async function recordDeletion({ client }: EngineWorld, version: string): Promise<void> {
  const tenantId = mintId('tnt');
  const workflowId = tenantDeletionWorkflowId(tenantId);
  await client.workflow.execute('tenantDeletion', { workflowId, taskQueue: TASK_QUEUES.core, args: [{ tenantId, quietMs: 500 }] });
  await write(client, 'tenantDeletion', 'deleted', version, workflowId);
}

/** All runs of an id, oldest first, found by following them back from the newest. */
async function runsOf(client: Client, workflowId: string): Promise<string[]> {
  const runs: string[] = [];
  let runId: string | undefined = (await client.workflow.getHandle(workflowId).describe()).runId;
  while (runId) {
    runs.unshift(runId);
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runId = events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId || undefined;
  }
  return runs;
}

async function write(client: Client, story: string, name: string, version: string, workflowId: string, runId?: string): Promise<void> {
  const file = join(FOLDER, story, `${name}@${version}.json`);
  mkdirSync(dirname(file), { recursive: true });
  // Not JSON.stringify of the fetched history: that does not load again.
  const fetched = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  // A run that has only just been made has nothing to replay, and a replay of it would never end.
  if (!fetched.events!.some((event) => event.workflowTaskCompletedEventAttributes)) return;
  const history = historyToJSON(fetched);
  writeFileSync(file, `${JSON.stringify(JSON.parse(history, withoutMachine))}\n`);
  process.stdout.write(`${story}/${name}@${version}\n`);
}

/** Replay needs neither who did it nor where in our files something was thrown. */
const withoutMachine = (key: string, value: unknown): unknown => (key === 'stackTrace' ? '' : key === 'identity' ? 'recorder' : value);

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  await record(version, process.argv.slice(2));
}
