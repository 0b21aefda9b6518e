/** How a conversation ends, begins again and follows itself with a new run; how documents are ingested, and sites removed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../../activities/index.ts';
import { mintId } from '../../../infra/ids/mint.ts';
import { ingestionAsked, type IngestionStart } from '../../contracts/ingestion.ts';
import { TASK_QUEUES } from '../../contracts/task-queues.ts';
import { siteRemovalWorkflowId } from '../../domain/ids.ts';
import { unanswered, violations } from '../violations.ts';
import { anEngine, gate, type EngineWorld } from './engine-world.ts';

const steps: string[] = [];
/** Holds up what comes by until it is opened. */
const gatedPromise = () => {
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const pass = () => (reached.resolve(), opened.promise);
  return { reached: reached.promise, open: () => opened.resolve(), pass };
};
let failing: ReturnType<typeof gatedPromise> | null = null;
/** Tries for which an index is away: an hour or so. */
const AWAY = 60;
/** How a file behaves is written in its version id. */
const ingestionFakes: Partial<Activities> = {
  async extractDocument({ versionId }) {
    steps.push('extract');
    if (versionId.endsWith('empty')) throw ApplicationFailure.nonRetryable('The document holds no text.', 'document.empty');
    if (versionId.endsWith('storm')) throw new Error('weather');
    return versionId.endsWith('replaced') ? null : { chunks: 3 };
  },
  async embedChunks() {
    steps.push('embed');
    return { remaining: steps.filter((step) => step === 'embed').length < 3 ? 1 : 0 };
  },
  async publishRevision() {
    steps.push('publish');
    return { revisionId: 'rev_a' };
  },
  async failDocument({ code }) {
    await failing?.pass();
    steps.push(`fail ${code}`);
  },
  async removeSitePages() {
    steps.push('remove');
    if (steps.length <= AWAY) throw new Error('The index cannot be reached.');
    return { left: 0 };
  },
};

let world: EngineWorld;
beforeAll(async () => {
  world = await anEngine({ fakes: ingestionFakes });
});
afterAll(() => world.close());

const runsOf = async (workflowId: string): Promise<string[]> => {
  const { firstExecutionRunId, events } = await world.client.workflow
    .getHandle(workflowId)
    .fetchHistory()
    .then(({ events }) => ({ events, firstExecutionRunId: events![0]!.workflowExecutionStartedEventAttributes!.firstExecutionRunId! }));
  return [firstExecutionRunId, events![0]!.workflowExecutionStartedEventAttributes!.originalExecutionRunId!];
};

describe('the end', () => {
  test('comes after thirty idle days, with an entry that says so', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    const { startTime } = await talk.handle.describe();
    await talk.ends();
    const { closeTime, status } = await talk.handle.describe();
    expect(status.name).toBe('COMPLETED');
    expect(closeTime!.getTime() - startTime.getTime()).toBeGreaterThanOrEqual(30 * 86_400_000);
    expect(talk.story()).toBe('visitor assistant<1 ended');
  });

  test('is put off by each message', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    await world.skip('20 days');
    await talk.says();
    await talk.tells('visitor assistant<1 visitor assistant<3');
    await world.skip('20 days');
    expect((await talk.handle.describe()).status.name).toBe('RUNNING');
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 visitor assistant<3 ended');
  });

  test('of a resolved conversation comes when the grace time is over', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.does('resolve');
    const { startTime } = await talk.handle.describe();
    await talk.ends();
    const livedMs = (await talk.handle.describe()).closeTime!.getTime() - startTime.getTime();
    expect(livedMs).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(livedMs).toBeLessThan(29 * 86_400_000);
    expect(talk.story()).toBe('visitor assistant<1 resolved ended');
  });

  test('does not lose a message that comes while it is written', async () => {
    const ending = gate('appendMove');
    const talk = world.conversation({ lifecycle: { sessionGraceMs: 60_000 }, before: ending.before });
    await talk.says();
    await talk.tells('visitor assistant<1');
    const skipped = world.skip('2 minutes');
    await ending.reached;
    await talk.says('still there?');
    ending.open();
    await skipped;
    await talk.tells(/^visitor assistant<1 visitor assistant<3/);
    expect(violations(talk.log())).toEqual([]);
    expect(unanswered(talk.log())).toEqual([]);
  });

  test('does not close out a message whose ring was lost', async () => {
    const talk = world.conversation({ lifecycle: { sessionGraceMs: 60_000 } });
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.saysUnheard();
    await talk.ends();
    expect(talk.story()).toBe('visitor assistant<1 visitor assistant<3 ended');
  });

  test('is followed by a new run when somebody writes later', async () => {
    const talk = world.conversation({ lifecycle: { sessionGraceMs: 60_000 } });
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.ends();
    await talk.says();
    await talk.tells('visitor assistant<1 ended visitor reopened assistant<5');
  });
});

describe('resolve and reopen', () => {
  test('a message in the grace time reopens and is answered', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.does('resolve');
    await world.skip('1 day');
    await talk.says();
    await talk.tells('visitor assistant<1 resolved visitor reopened assistant<5');
    expect(violations(talk.log())).toEqual([]);
  });

  test('an agent reopens, also after the end, and the assistant waits for the visitor', async () => {
    const talk = world.conversation({ lifecycle: { reopenMs: 60_000 } });
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.does('resolve');
    await talk.ends();
    expect(await talk.does('reopen')).toMatchObject({ accepted: true, mode: 'ai', status: 'unresolved' });
    await talk.says();
    await talk.tells('visitor assistant<1 resolved ended reopened visitor assistant<6');
  });
});

describe('a new run', () => {
  test('takes everything along: what is heard and answered, the standing, and the commands', async () => {
    const talk = world.conversation({ policy: { turnsPerRun: 1 } });
    const [agent, id] = [mintId('usr'), mintId('evt')];
    await talk.says();
    await talk.tells('visitor assistant<1');
    const first = await talk.does('takeOver', agent, id);
    await talk.does('returnToAssistant', agent);
    await talk.says();
    await talk.tells('visitor assistant<1 takenOver returned visitor assistant<5');
    const [firstRun, thisRun] = await runsOf(talk.handle.workflowId);
    expect(thisRun).not.toBe(firstRun);
    // The verdict of a command is the same in any run, and it is not obeyed again.
    expect(await talk.does('takeOver', agent, id)).toMatchObject({ accepted: true });
    expect(first).toMatchObject({ takenBy: agent });
    expect(talk.story()).toBe('visitor assistant<1 takenOver returned visitor assistant<5');
  });

  test('begins where the log is, though every ring before it was lost', async () => {
    const talk = world.conversation();
    await talk.saysUnheard('one');
    await talk.saysUnheard('two');
    await talk.ring(1);
    await talk.tells('visitor visitor assistant<2');
  });

  test('of a resolved conversation with a message that nobody heard reopens and answers', async () => {
    const talk = world.conversation({ lifecycle: { reopenMs: 60_000 } });
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.does('resolve');
    await talk.ends();
    await talk.saysUnheard();
    await talk.ring(1);
    await talk.tells('visitor assistant<1 resolved ended visitor reopened assistant<6');
  });
});

describe('a command', () => {
  test('repeated after its run has closed and another has begun is obeyed once, and its verdict is the first', async () => {
    const talk = world.conversation({ lifecycle: { reopenMs: 60_000 } });
    const [agent, id] = [mintId('usr'), mintId('evt')];
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.does('resolve', agent, id);
    await talk.ends();
    await talk.does('reopen');
    await talk.does('resolve');
    expect(await talk.does('resolve', agent, id)).toMatchObject({ accepted: true, status: 'resolved' });
    expect(talk.story()).toBe('visitor assistant<1 resolved ended reopened resolved');
  });

  test('that the log allows is obeyed, though the run does not know yet what the log holds', async () => {
    const talk = world.conversation();
    const agent = mintId('usr');
    await talk.says();
    await talk.tells('visitor assistant<1');
    await talk.agentSaysUnheard(agent);
    expect(await talk.does('returnToAssistant', agent)).toMatchObject({ accepted: true, mode: 'ai' });
    expect(talk.story()).toBe('visitor assistant<1 agent returned');
  });

  test('under a key that something else in the log has is refused', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    await expect(talk.does('takeOver', mintId('usr'), 'm1')).rejects.toMatchObject({ kind: { code: 'conversation.moveRefused' } });
    expect(talk.story()).toBe('visitor assistant<1');
  });
});

describe('an ingestion', () => {
  const ingest = async (content: string): Promise<string[]> => {
    steps.length = 0;
    const documentId = mintId('doc');
    const start: IngestionStart = { tenantId: mintId('tnt'), documentId, versionId: `${documentId}@${content}` };
    await world.client.workflow.execute('ingestion', { workflowId: `ingest/${documentId}`, taskQueue: TASK_QUEUES.bulk, args: [start] });
    return [...steps];
  };

  test('extracts, embeds until nothing is missing, and publishes', async () => {
    expect(await ingest('good')).toEqual(['extract', 'embed', 'embed', 'embed', 'publish']);
  });

  test('ends with the reason of the document itself', async () => {
    expect(await ingest('empty')).toEqual(['extract', 'fail document.empty']);
  });

  test('is tried three times in bad weather, and then says that it was not the document', async () => {
    expect(await ingest('storm')).toEqual(['extract', 'extract', 'extract', 'fail null']);
  });

  test('leaves a version alone that has been replaced', async () => {
    expect(await ingest('replaced')).toEqual(['extract']);
  });

  test('asked for again while it ends, begins anew; asked for once, it ends', async () => {
    steps.length = 0;
    const documentId = mintId('doc');
    const workflowId = `ingest/${documentId}`;
    const ask = async (wish: string) => {
      const start: IngestionStart = { tenantId: 'tnt_a', documentId, versionId: `${documentId}@empty`, ask: wish };
      const options = {
        workflowId,
        taskQueue: TASK_QUEUES.bulk,
        args: [start] as [IngestionStart],
        signal: ingestionAsked,
        signalArgs: [wish] as [string],
      };
      return world.client.workflow.signalWithStart('ingestion', options);
    };
    failing = gatedPromise();
    const handle = await ask('first');
    await failing.reached;
    await ask('second');
    failing.open();
    await handle.result();
    expect(steps).toEqual(['extract', 'fail document.empty', 'extract', 'fail document.empty']);
  });
});

test('a site that was removed goes in the end, however long a store is away', async () => {
  steps.length = 0;
  const [tenantId, siteId] = [mintId('tnt'), mintId('sit')];
  const workflowId = siteRemovalWorkflowId(tenantId, siteId);
  await world.client.workflow.execute('siteRemoval', { workflowId, taskQueue: TASK_QUEUES.bulk, args: [{ tenantId, siteId }] });
  expect(steps).toHaveLength(AWAY + 1);
});
