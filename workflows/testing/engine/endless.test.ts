/** A conversation without end: messages under constant signals, in many short runs. PARLEY_ENDLESS=5000 sends more of them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unanswered, violations } from '../violations.ts';
import { anEngine, type EngineWorld } from './engine-world.ts';

const MESSAGES = Number(process.env.PARLEY_ENDLESS ?? 1_000);
/** What is under way before the next are sent: constant signals, and not one burst. */
const BURST = 100;

let world: EngineWorld;
beforeAll(async () => {
  world = await anEngine({ address: process.env.PARLEY_TEST_TEMPORAL_ADDRESS! });
});
afterAll(() => world.close());

test(`${MESSAGES} messages are all answered in order; each run stays short and hands on less than 10 KB`, async () => {
  const talk = world.conversation();
  for (let sent = 0; sent < MESSAGES; sent += BURST) {
    for (let i = 0; i < BURST; i++) await talk.says();
    await talk.until(() => unanswered(talk.log()).length === 0);
  }
  const log = talk.log();
  expect(violations(log)).toEqual([]);
  expect(log.filter(({ author }) => author.type === 'visitor')).toHaveLength(MESSAGES);

  let runs = 0;
  let longest = 0;
  let carried = 0;
  let runId: string | undefined = (await talk.handle.describe()).runId;
  for (; runId; runs++) {
    const handle: typeof talk.handle = world.client.workflow.getHandle(talk.handle.workflowId, runId);
    const history = await handle.fetchHistory();
    const { continuedExecutionRunId, input } = history.events![0]!.workflowExecutionStartedEventAttributes!;
    longest = Math.max(longest, history.events!.length);
    carried = Math.max(carried, input!.payloads![0]!.data!.length);
    runId = continuedExecutionRunId || undefined;
  }
  expect(carried).toBeLessThan(10_000);
  // Fewer than 500 at human pace; a burst comes on top, each of it a signal and, when it is heard alone, a task of three events.
  expect(longest).toBeLessThan(500 + 5 * BURST);
  expect(runs).toBeGreaterThan(1);
});
