/**
 * `npm run record:histories`: plays each case on a dev server of its own, with the product's workflows and stores with memory, and
 * writes its history to `workflows/testing/histories/<workflow>/<case>@<version>.json`. Files of earlier versions stay: they are what a change
 * must still be able to replay. The conversations are synthetic.
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
import { MOVES_PLAYED, type Case } from './histories-of-moves.ts';
import { mintId } from '../ids/mint.ts';
import { TASK_QUEUES } from '../../workflows/contracts/task-queues.ts';
import { CANARY } from '../../workflows/testing/history-words.ts';
import { anEngine, answer, gate, slowModel, type EngineWorld } from '../../workflows/testing/engine/engine-world.ts';
import type { TestTalk } from '../../workflows/testing/engine/test-talk.ts';

const asked = `May I ask about the ${CANARY}?`;
const fault = (kind: string) => Promise.reject(Object.assign(new Error(kind), { name: 'ModelFault', kind }));
const answered = async (world: EngineWorld, options: Parameters<EngineWorld['conversation']>[0] = {}): Promise<TestTalk> => {
  const talk = world.conversation(options);
  await talk.says(asked);
  await talk.tells('visitor assistant<1');
  return talk;
};

/** The last run of each is recorded, and with `runs` those before it. */
const CONVERSATIONS: Record<string, Case> = {
  ...MOVES_PLAYED,
  answer: { play: answered },
  'two-answers': {
    async play(world) {
      const talk = await answered(world);
      await talk.says(asked);
      await talk.tells(/assistant<3$/);
      return talk;
    },
  },
  'escalate-by-word': {
    async play(world) {
      const talk = world.conversation();
      await talk.says(`${asked} I want a human.`);
      await talk.tells('visitor escalated');
      return talk;
    },
  },
  'nothing-found': {
    async play(world) {
      const draft = {
        type: 'escalate',
        reason: 'nothingFound',
        summary: asked,
        model: 'scripted',
        usage: { inputTokens: 1, outputTokens: 1 },
      } as const;
      const talk = world.conversation({ writes: async () => draft });
      await talk.says(asked);
      await talk.tells('visitor escalated');
      return talk;
    },
  },
  'model-refused': {
    async play(world) {
      const talk = world.conversation({ writes: () => fault('refused') });
      await talk.says(asked);
      await talk.tells('visitor escalated');
      return talk;
    },
  },
  'model-exhausted': {
    async play(world) {
      const talk = world.conversation({ writes: () => fault('unavailable') });
      await talk.says(asked);
      await talk.tells('visitor escalated');
      return talk;
    },
  },
  'model-failed-once': {
    async play(world) {
      const talk = world.conversation({ writes: (_request, _signal, call) => (call === 0 ? fault('garbled') : Promise.resolve(answer(asked))) });
      await talk.says(asked);
      await talk.tells('visitor assistant<1');
      return talk;
    },
  },
  superseded: {
    async play(world) {
      const slow = slowModel();
      const talk = world.conversation({
        writes: (request, signal, call) => (call ? Promise.resolve(answer(asked)) : slow.writes(request, signal, call)),
      });
      await talk.says(asked);
      await slow.reached;
      await talk.says(asked);
      await talk.tells('visitor visitor assistant<2');
      return talk;
    },
  },
  'superseded-twice': {
    async play(world) {
      const drafts = Array.from({ length: 4 }, slowModel);
      const talk = world.conversation({ writes: (request, signal, call) => drafts[call]!.writes(request, signal, call) });
      await talk.says(asked);
      for (const draft of drafts.slice(0, 3)) {
        await draft.reached;
        await talk.says(asked);
      }
      drafts[2]!.answer();
      drafts[3]!.answer();
      await talk.tells(/assistant<3 assistant<5$/);
      return talk;
    },
  },
  'takeover-while-drafting': {
    async play(world) {
      const slow = slowModel();
      const talk = world.conversation({ writes: slow.writes });
      await talk.says(asked);
      await slow.reached;
      await talk.does('takeOver');
      await slow.cancelled;
      return talk;
    },
  },
  'takeover-while-committing': {
    async play(world) {
      const held = gate('commitReply');
      const talk = world.conversation({ before: held.before });
      await talk.says(asked);
      await held.reached;
      await talk.does('takeOver');
      held.open();
      await talk.says(asked);
      await talk.until(async () => (await talk.handle.query<{ heard: number }>('view')).heard === 3);
      return talk;
    },
  },
  return: {
    async play(world) {
      const talk = await answered(world);
      await talk.does('takeOver');
      await talk.says(asked);
      await talk.does('returnToAssistant');
      await talk.tells(/assistant<5$/);
      return talk;
    },
  },
  'return-with-nothing-owed': {
    async play(world) {
      const talk = await answered(world);
      await talk.does('takeOver');
      await talk.does('returnToAssistant');
      await talk.until(async () => (await talk.handle.query<{ answered: number }>('view')).answered === 4);
      return talk;
    },
  },
  resolve: {
    async play(world) {
      const talk = await answered(world);
      await talk.does('resolve');
      return talk;
    },
  },
  'reopen-by-message': {
    async play(world) {
      const talk = await answered(world);
      await talk.does('resolve');
      await talk.says(asked);
      await talk.tells(/reopened assistant<5$/);
      return talk;
    },
  },
  'reopen-by-agent': {
    async play(world) {
      const talk = await answered(world);
      await talk.does('resolve');
      await talk.does('reopen');
      return talk;
    },
  },
  'grace-over': {
    async play(world) {
      const talk = await answered(world, { lifecycle: { reopenMs: 1_000 } });
      await talk.does('resolve');
      await talk.ends();
      return talk;
    },
  },
  'idle-close': {
    async play(world) {
      const talk = await answered(world, { lifecycle: { sessionGraceMs: 1_500 } });
      await talk.ends();
      return talk;
    },
  },
  'spoken-while-closing': {
    async play(world) {
      const ending = gate('appendMove');
      const talk = world.conversation({ lifecycle: { sessionGraceMs: 1_500 }, before: ending.before });
      await talk.says(asked);
      await ending.reached;
      await talk.saysUnheard(asked);
      ending.open();
      await talk.tells(/assistant<3/);
      await talk.ends();
      return talk;
    },
  },
  'begun-by-a-late-ring': {
    async play(world) {
      const talk = world.conversation();
      await talk.saysUnheard(asked);
      await talk.saysUnheard(asked);
      await talk.ring(1);
      await talk.tells('visitor visitor assistant<2');
      return talk;
    },
  },
  'continue-as-new': {
    runs: 'all',
    async play(world) {
      const talk = world.conversation({ policy: { turnsPerRun: 1 } });
      await talk.says(asked);
      await talk.tells('visitor assistant<1');
      await talk.does('takeOver');
      await talk.does('returnToAssistant');
      await talk.says(asked);
      await talk.tells(/assistant<5$/);
      return talk;
    },
  },
};

/** How a file behaves is written in its version id. */
const FAKES: Partial<Activities> = {
  async extractDocument({ versionId }) {
    if (versionId.endsWith('empty')) throw ApplicationFailure.nonRetryable('The document holds no text.', 'document.empty');
    if (versionId.endsWith('storm')) throw new Error('weather');
    return versionId.endsWith('replaced') ? null : { chunks: 300 };
  },
  embedChunks: (() => {
    let calls = 0;
    return async () => ({ remaining: calls++ % 2 ? 0 : 44 });
  })(),
  publishRevision: async () => ({ revisionId: mintId('rev') }),
  failDocument: async () => {},
  sweepUndispatched: async () => ({ rung: 2 }),
};
const INGESTIONS = { searchable: 'good', 'failed-empty': 'empty', 'failed-weather': 'storm', replaced: 'replaced' };

const FOLDER = join(root, 'workflows', 'testing', 'histories');

async function record(version: string): Promise<void> {
  process.env.PARLEY_TEST_WORKFLOW_BUNDLE = await ensureWorkflowBundle();
  const home = mkdtempSync(join(tmpdir(), 'parley-record-'));
  const { PATH, PARLEY_TEMPORAL_CLI } = process.env;
  const server = await startTemporal({ home, namespace: 'default', inMemory: true, cli: PARLEY_TEMPORAL_CLI, path: PATH });
  const world = await anEngine({ address: server.address, fakes: FAKES });
  try {
    for (const [name, { play, runs }] of Object.entries(CONVERSATIONS)) {
      const { workflowId } = (await play(world)).handle;
      const played = await runsOf(world.client, workflowId);
      for (const [i, runId] of (runs === 'all' ? played : played.slice(-1)).entries()) {
        await write(world.client, 'conversation', runs === 'all' ? `${name}-${i + 1}` : name, version, workflowId, runId);
      }
    }
    for (const [name, content] of Object.entries(INGESTIONS)) {
      const documentId = mintId('doc');
      const start = { tenantId: mintId('tnt'), documentId, versionId: `${documentId}@${content}` } as const;
      const workflowId = `ingest/${start.tenantId}/${start.versionId}`;
      await world.client.workflow.execute('ingestion', { workflowId, taskQueue: TASK_QUEUES.bulk, args: [start] });
      await write(world.client, 'ingestion', name, version, workflowId);
    }
    await world.client.workflow.execute('sweeper', { workflowId: 'sweep-undispatched', taskQueue: TASK_QUEUES.core });
    await write(world.client, 'sweeper', 'round', version, 'sweep-undispatched');
  } finally {
    await world.close();
    await server.kept?.stop();
    rmSync(home, { recursive: true, force: true });
  }
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
  await record(version);
}
