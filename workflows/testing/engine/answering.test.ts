/** How a conversation answers: bursts, superseding, phases of a takeover, escalation. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mintId } from '../../../infra/ids/mint.ts';
import { view } from '../../contracts/conversation.ts';
import { unanswered, violations } from '../violations.ts';
import type { TestTalk } from './test-talk.ts';
import { anEngine, answer, gate, slowModel, type ActivityName, type EngineWorld } from './engine-world.ts';

let world: EngineWorld;
beforeAll(async () => {
  world = await anEngine();
});
afterAll(() => world.close());

test('a message is answered once, and the answer says how far it goes', async () => {
  const talk = world.conversation();
  await talk.says();
  await talk.tells('visitor assistant<1');
  expect(violations(talk.log())).toEqual([]);
});

test('a burst is one reply that answers all of it', async () => {
  const opened = gate('openTurn');
  const talk = world.conversation({ before: opened.before });
  await talk.says('one');
  await opened.reached;
  await talk.says('two');
  await talk.says('three');
  opened.open();
  await talk.tells('visitor visitor visitor assistant<3');
  expect(talk.log().at(-1)!.body.text).toBe('About: one + two + three');
});

describe('a newer message', () => {
  test('cancels the draft, and the next one answers both', async () => {
    const slow = slowModel();
    const talk = world.conversation({
      writes: (request, signal, call) => (call === 0 ? slow.writes(request, signal, call) : Promise.resolve(answer('both'))),
    });
    await talk.says();
    await slow.reached;
    await talk.says();
    await slow.cancelled;
    await talk.tells('visitor visitor assistant<2');
    expect(violations(talk.log())).toEqual([]);
  });

  test('cancels at most twice in a row: the third draft is finished and passes the visitor', async () => {
    const drafts = Array.from({ length: 4 }, slowModel);
    const talk = world.conversation({ writes: (request, signal, call) => drafts[call]!.writes(request, signal, call) });
    await talk.says();
    for (const draft of drafts.slice(0, 3)) {
      await draft.reached;
      await talk.says();
    }
    drafts[2]!.answer();
    drafts[3]!.answer();
    await talk.tells('visitor visitor visitor visitor assistant<3 assistant<5');
    expect(drafts.map((draft) => draft.calls())).toEqual([1, 1, 1, 1]);
    expect(violations(talk.log())).toEqual([]);
  });
});

describe('a takeover', () => {
  const phases: ActivityName[] = ['openTurn', 'searchKnowledge', 'draftReply', 'commitReply'];
  test.each(phases)('while %s runs is followed by no word of the assistant', async (phase) => {
    const held = gate(phase);
    const talk = world.conversation({ before: held.before });
    await talk.says();
    await held.reached;
    const agent = mintId('usr');
    expect(await talk.does('takeOver', agent)).toMatchObject({ accepted: true, mode: 'human', takenBy: agent });
    held.open();
    await talk.says();
    await talk.until(async () => (await talk.handle.query<{ heard: number }>('view')).heard === 3);
    await talk.does('returnToAssistant', agent);
    await talk.tells('visitor takenOver visitor returned assistant<4');
    expect(violations(talk.log())).toEqual([]);
  });

  test('and the return answer what waited, and not what the person answered', async () => {
    const talk = world.conversation();
    const agent = mintId('usr');
    await talk.says('one');
    await talk.tells('visitor assistant<1');
    await talk.does('takeOver', agent);
    await talk.says('two');
    await talk.agentSays(agent);
    await talk.says('three');
    await talk.does('returnToAssistant', agent);
    await talk.tells('visitor assistant<1 takenOver visitor agent visitor returned assistant<7');
    expect(talk.log().at(-1)!.body.text).toBe('About: three');
  });

  test('is refused to the second agent, who is told who won, and nothing of it is recorded', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    const [one, two] = [mintId('usr'), mintId('usr')];
    await talk.does('takeOver', one);
    const before = await recorded(talk);
    await expect(talk.does('takeOver', two)).rejects.toMatchObject({ kind: { code: 'conversation.taken' }, details: { extra: { takenBy: one } } });
    await expect(talk.does('reopen', two)).rejects.toMatchObject({ kind: { code: 'conversation.moveRefused' } });
    expect(await recorded(talk)).toBe(before);
  });

  test('by the same command id twice is one move with one verdict', async () => {
    const talk = world.conversation();
    await talk.says();
    await talk.tells('visitor assistant<1');
    const [agent, id] = [mintId('usr'), mintId('evt')];
    const first = await talk.does('takeOver', agent, id);
    expect(await talk.does('takeOver', agent, id)).toEqual(first);
    expect(talk.story()).toBe('visitor assistant<1 takenOver');
  });
});

describe('a conversation goes to people', () => {
  test('when the visitor uses one of the words for it, without asking the model', async () => {
    const talk = world.conversation({
      writes: () => {
        throw new Error('The model was asked.');
      },
    });
    await talk.says('Can I talk to a Human, please?');
    await talk.tells('visitor escalated');
    expect(talk.log()[1]!.body).toMatchObject({ reason: 'askedForPerson', text: 'A person will answer.' });
    await talk.says();
    await talk.until(async () => (await talk.handle.query<{ heard: number }>('view')).heard === 3);
    expect(talk.story()).toBe('visitor escalated visitor');
  });

  test('when the model says so, with what the agent should know', async () => {
    const talk = world.conversation({
      writes: async () => ({
        type: 'escalate',
        reason: 'nothingFound',
        summary: 'About a swallow.',
        model: 'scripted',
        usage: { inputTokens: 1, outputTokens: 1 },
      }),
    });
    await talk.says();
    await talk.tells('visitor escalated');
    expect(talk.log()[1]!.body).toMatchObject({ reason: 'nothingFound', summary: 'About a swallow.' });
  });

  test('when the model refuses for good', async () => {
    const talk = world.conversation({ writes: () => Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind: 'refused' })) });
    await talk.says();
    await talk.tells('visitor escalated');
    expect(talk.log()[1]!.body).toMatchObject({ reason: 'modelFailed' });
  });

  test('when the model has failed as often as it may', async () => {
    let calls = 0;
    const talk = world.conversation({
      writes: () => {
        calls++;
        return Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind: 'unavailable' }));
      },
    });
    await talk.says();
    while (talk.log().length < 2) await world.skip('10s');
    expect(talk.story()).toBe('visitor escalated');
    expect(calls).toBe(4);
    expect(unanswered(talk.log())).toEqual([]);
  });

  test('but not when the model fails and then answers', async () => {
    const talk = world.conversation({
      writes: (_request, _signal, call) =>
        call === 0 ? Promise.reject(Object.assign(new Error(), { name: 'ModelFault', kind: 'garbled' })) : Promise.resolve(answer('Here you are.')),
    });
    await talk.says();
    while (talk.log().length < 2) await world.skip('5s');
    expect(talk.story()).toBe('visitor assistant<1');
  });
});

/** Updates and activities in the history; on the dev server a refusal leaves no event at all (seams.test.ts). */
async function recorded({ handle }: TestTalk): Promise<number> {
  const { events } = await handle.fetchHistory();
  return events!.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes ?? event.activityTaskScheduledEventAttributes).length;
}

test('a reply that the store forgot is made again: who waits by the log is answered, whatever the run remembers', async () => {
  let forgets = true;
  const forgetful = await anEngine({
    fakes: {
      async commitReply({ tenantId, conversationId, turnId, upTo }) {
        if (forgets) return { committed: true, seq: 2 };
        const body = { text: 'Said again.', turnId, answers: upTo };
        const reply = { conversationId, key: turnId, kind: 'message', author: { type: 'assistant' }, body, dispatch: 'none' } as const;
        const { entry } = await forgetful.stores.entries.append({ tenantId }, reply);
        return { committed: true, seq: entry.seq };
      },
    },
  });
  try {
    const talk = forgetful.conversation();
    const { _id: entryId, seq } = await talk.says();
    await talk.until(async () => (await talk.handle.query(view)).answered === seq);
    forgets = false;
    await talk.engine.ring(talk.ref, { entryId, seq, waits: true });
    await talk.tells('visitor assistant<1');
  } finally {
    await forgetful.close();
  }
});
