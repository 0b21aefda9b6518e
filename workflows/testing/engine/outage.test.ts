/** What a visitor hears when no model can be had: the truth within half a minute, then an answer of another, or a person; once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintId } from '../../../infra/ids/mint.ts';
import { NOTICES } from '../../domain/notices.ts';
import { unanswered, violations } from '../violations.ts';
import { anEngine, answer, replies, type EngineWorld, type Writes } from './engine-world.ts';
import type { TestTalk } from './test-talk.ts';

const fault = (kind: string, retryAfterMs?: number) => Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind, retryAfterMs }));
const quoted = 'The service that writes my answers is not available right now, so I quote our help centre word for word.\n\nWithin 30 days.';

let world: EngineWorld;
afterAll(() => world.close());

/** What a visitor may be left without a word, ms, and what the steps of this test's clock add. */
const TRUTH_MS = 30_000;
const STEP_MS = 2_000;

/** Lets the clock run until the conversation has come to rest. */
async function settles(talk: TestTalk): Promise<void> {
  while (unanswered(talk.log()).length > 0) await world.skip('1s');
  expect(violations(talk.log())).toEqual([]);
  const log = talk.log();
  for (const [i, { author, at }] of log.entries()) {
    const wasTold = log[i - 1]?.author.type === 'system' && log[i - 1]!.kind === 'message';
    if (author.type !== 'visitor' || wasTold) continue;
    const word = log.slice(i + 1).find((entry) => entry.author.type !== 'visitor')!;
    expect(word.at.getTime() - at.getTime()).toBeLessThan(TRUTH_MS + STEP_MS);
  }
}

const FAULTS: [string, Writes][] = [
  ['429 with a short Retry-After', () => fault('rateLimited', 3_000)],
  ['429 with an hour of Retry-After', () => fault('rateLimited', 300_000)],
  ['500 or 503', () => fault('unavailable')],
  ['a timeout', () => fault('timeout')],
  ['half a stream', () => fault('garbled')],
  ['a refusal', () => fault('refused')],
];

describe('without a stand-in and with nothing to quote', () => {
  beforeAll(async () => {
    world = await anEngine();
  });
  test.each(FAULTS)('%s: a person takes over, once', async (_name, writes) => {
    const talk = world.conversation({ writes });
    await talk.says();
    await settles(talk);
    expect(talk.wholeStory()).toMatch(/^visitor (system )?escalated$/);
    expect(talk.log().at(-1)!.body).toMatchObject({ reason: 'modelFailed', text: 'A person will answer.' });
  });

  test('whoever waits longer than twenty seconds is told so, once, and then answered', async () => {
    const talk = world.conversation({
      writes: (request, signal, call) => (call === 0 ? fault('rateLimited', 60_000) : replies(request, signal, call)),
    });
    await talk.says();
    await settles(talk);
    expect(talk.wholeStory()).toBe('visitor system assistant<1');
    const [asked, told] = talk.log();
    expect(told!.body.text).toBe(NOTICES.en.delayed);
    expect(told!.at.getTime()).toBeGreaterThanOrEqual(asked!.at.getTime());
  });

  test('the provider is asked again when it said that it may be, and not before', async () => {
    const asked: number[] = [];
    const talk = world.conversation({
      writes: (request, signal, call) => {
        asked.push(world.now().getTime());
        return call < 2 ? fault('rateLimited', 60_000) : replies(request, signal, call);
      },
    });
    await talk.says();
    await settles(talk);
    expect(talk.wholeStory()).toBe('visitor system assistant<1');
    const waits = asked.slice(1).map((at, i) => at - asked[i]!);
    expect(waits).toHaveLength(2);
    // The clock of this test follows the server's in steps; without the header the second try would come after one second.
    for (const wait of waits) expect(wait).toBeGreaterThan(50_000);
  });

  test('twenty minutes of 503: who asks within them is with a person at once and only once; who asks behind them is answered', async () => {
    let back = false;
    const writes: Writes = (...asked) => (back ? replies(...asked) : fault('unavailable'));
    const talks = Array.from({ length: 3 }, () => world.conversation({ writes }));
    for (const talk of talks) {
      await talk.says();
      await settles(talk);
      await world.skip('7m');
    }
    back = true;
    for (const talk of talks) expect(talk.wholeStory()).toMatch(/^visitor (system )?escalated$/);
    const late = world.conversation({ writes });
    await late.says();
    await settles(late);
    expect(late.story()).toBe('visitor assistant<1');
  });

  test('a newer message in the wait is answered with the older one, and the notice is not repeated', async () => {
    const talk = world.conversation({
      writes: (request, signal, call) => (call < 2 ? fault('rateLimited', 60_000) : replies(request, signal, call)),
    });
    await talk.says('one');
    while (talk.log().length < 2) await world.skip('1s');
    await talk.says('two');
    await settles(talk);
    expect(talk.wholeStory()).toBe('visitor system visitor assistant<3');
    expect(talk.story()).toBe('visitor visitor assistant<2');
    expect(talk.log().at(-1)!.body.text).toBe('About: one + two');
  });

  test('a takeover in the wait ends it', async () => {
    const talk = world.conversation({ writes: () => fault('rateLimited', 60_000) });
    await talk.says();
    while (talk.log().length < 2) await world.skip('1s');
    await talk.does('takeOver', mintId('usr'));
    await world.skip('10m');
    expect(talk.wholeStory()).toBe('visitor system takenOver');
  });

  test('a provider that is away for an hour costs each message a person, and the next one an answer', async () => {
    let back = false;
    const talk = world.conversation({ writes: (...asked) => (back ? replies(...asked) : fault('timeout')) });
    await talk.says();
    await settles(talk);
    await world.skip('1h');
    expect(talk.wholeStory()).toBe('visitor escalated');
    back = true;
    await talk.does('returnToAssistant');
    await talk.says();
    await settles(talk);
    expect(talk.wholeStory()).toBe('visitor escalated returned visitor assistant<4');
  });
  afterAll(() => world.close());
});

describe('with a stand-in', () => {
  let asked = 0;
  beforeAll(async () => {
    world = await anEngine({ fallback: async () => (asked++, answer('From the stand-in.')), quotes: async () => answer('Within 30 days.') });
  });
  test.each(FAULTS)('%s: the stand-in answers, asked once', async (_name, writes) => {
    asked = 0;
    const talk = world.conversation({ writes });
    await talk.says();
    await settles(talk);
    expect(talk.wholeStory()).toMatch(/^visitor (system )?assistant<\d$/);
    expect(talk.log().at(-1)!.body.text).toBe('From the stand-in.');
    expect(asked).toBe(1);
  });
  afterAll(() => world.close());
});

test('when the stand-in fails too, the help centre is quoted, and says what it is', async () => {
  world = await anEngine({ fallback: () => fault('unavailable'), quotes: async () => answer('Within 30 days.') });
  const talk = world.conversation({ writes: () => fault('unavailable') });
  await talk.says();
  await settles(talk);
  expect(talk.wholeStory()).toMatch(/^visitor (system )?assistant<\d$/);
  expect(talk.log().at(-1)!.body.text).toBe(quoted);
});
