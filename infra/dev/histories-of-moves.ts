/**
 * More conversations to record: every edge of the table of moves (docs/transitions.md), what the clock does, and each activity failing
 * once. The story of each is its name.
 */
import { mintId } from '../ids/mint.ts';
import type { Command } from '../../workflows/contracts/conversation.ts';
import { isMove } from '../../workflows/domain/entry.ts';
import { CANARY } from '../../workflows/testing/history-words.ts';
import { gate, slowModel, type ActivityName, type EngineWorld, type TalkOptions } from '../../workflows/testing/engine/engine-world.ts';
import type { TestTalk } from '../../workflows/testing/engine/test-talk.ts';

export type Case = { play: (world: EngineWorld) => Promise<TestTalk>; runs?: 'all' };

const asked = `May I ask about the ${CANARY}?`;
/** A server does not keep shorter timers than a second. */
const SOON_MS = 1_200;
const until = (ms = SOON_MS): number => Date.now() + ms;

type Step = Command | 'says' | 'agentSays' | 'snoozeSoon' | 'wake';

/** An answered conversation to which these things happen one after the other; `tells` is how its story then ends. */
const after = (steps: Step[], tells: RegExp, options: TalkOptions = {}): Case => ({
  async play(world) {
    const talk = world.conversation(options);
    await talk.says(asked);
    await talk.tells('visitor assistant<1');
    return carryOn(talk, steps, tells);
  },
});

/** The same with an escalated conversation. */
const afterEscalation = (steps: Step[], tells: RegExp, options: TalkOptions = {}): Case => ({
  async play(world) {
    const talk = world.conversation(options);
    await talk.says(`${asked} I want a human.`);
    await talk.tells('visitor escalated');
    return carryOn(talk, steps, tells);
  },
});

async function carryOn(talk: TestTalk, steps: Step[], tells: RegExp): Promise<TestTalk> {
  const agent = mintId('usr');
  // A run that has not read the last move yet would refuse what follows on it.
  const moved = (): number => talk.log().findLast(({ kind }) => isMove(kind))?.seq ?? 0;
  await talk.until(async () => (await talk.handle.query<{ since: number }>('view')).since >= moved());
  for (const step of steps) {
    if (step === 'says') await talk.says(asked);
    else if (step === 'agentSays') await talk.agentSays(agent);
    else if (step === 'snoozeSoon') await talk.does('snooze', agent, undefined, until());
    else if (step === 'wake') await talk.does('snooze', agent, undefined, null);
    else if (step === 'snooze') await talk.does('snooze', agent, undefined, until(3_600_000));
    else await talk.does(step, agent);
  }
  await talk.tells(tells);
  const heard = talk.log().findLast(({ author, kind }) => kind === 'message' && (author.type === 'visitor' || author.type === 'agent'))!.seq;
  await talk.until(async () => (await talk.handle.query<{ heard: number }>('view')).heard >= heard);
  return talk;
}

/** The clock goes on until the last run has ended. */
const toItsEnd = (one: Case): Case => ({
  ...one,
  async play(world) {
    const talk = await one.play(world);
    await talk.ends();
    return talk;
  },
});

const eventOf = (one: Case, type: string): Case => ({
  async play(world) {
    const talk = await one.play(world);
    await talk.until(async () => (await world.stores.events.ofConversation(talk.ref, talk.ref.conversationId)).some((event) => event.type === type));
    return talk;
  },
});

/** The first attempt of one activity fails: Temporal tries again. */
const failsOnce = (name: ActivityName): TalkOptions => ({
  before: (running, attempt) => {
    if (running === name && attempt === 1) throw new Error('weather');
  },
});

const quick = { reopenMs: SOON_MS, sessionGraceMs: SOON_MS };
const warned = { idleWarningMs: SOON_MS, autoResolveMs: { unresolved: 2 * SOON_MS, escalated: 2 * SOON_MS }, reopenMs: SOON_MS };
const allRuns = (one: Case): Case => ({ ...one, runs: 'all' });

export const MOVES_PLAYED: Record<string, Case> = {
  'take-over': after(['takeOver'], /takenOver$/),
  'taken-by-a-word': after(['agentSays'], /agent$/),
  'taken-resolve': after(['takeOver', 'resolve'], /takenOver resolved$/),
  'taken-agent-answers': after(['takeOver', 'says', 'agentSays'], /visitor agent$/),
  'taken-end': toItsEnd(after(['takeOver', 'agentSays'], /agent/, { lifecycle: quick })),
  'escalated-take-over': afterEscalation(['takeOver', 'agentSays'], /takenOver agent$/),
  'escalated-return': afterEscalation(['returnToAssistant', 'says'], /returned visitor assistant<4$/),
  'escalated-resolve': afterEscalation(['resolve'], /escalated resolved$/),
  'escalated-answered-end': toItsEnd(afterEscalation(['agentSays'], /agent/, { lifecycle: quick })),
  'escalated-auto-resolve': toItsEnd(afterEscalation(['agentSays'], /agent/, { lifecycle: warned })),
  pause: after(['pause', 'says'], /paused visitor$/),
  resume: after(['pause', 'says', 'resume'], /paused visitor resumed assistant<5$/),
  'resume-with-nothing-owed': after(['pause', 'resume'], /paused resumed$/),
  'paused-take-over': after(['pause', 'takeOver'], /paused takenOver$/),
  'paused-resolve': after(['pause', 'resolve'], /paused resolved$/),
  'paused-agent-answers': after(['pause', 'says', 'agentSays'], /visitor agent$/),
  'paused-end': toItsEnd(after(['pause'], /paused/, { lifecycle: quick })),
  'pause-while-drafting': {
    async play(world) {
      const slow = slowModel();
      const talk = world.conversation({ writes: slow.writes });
      await talk.says(asked);
      await slow.reached;
      await talk.does('pause');
      await slow.cancelled;
      return talk;
    },
  },
  'resolve-while-committing': {
    async play(world) {
      const held = gate('commitReply');
      const talk = world.conversation({ before: held.before });
      await talk.says(asked);
      await held.reached;
      await talk.does('resolve');
      held.open();
      await talk.says(asked);
      await talk.tells(/visitor reopened assistant<4$/);
      return talk;
    },
  },
  'reopen-after-the-end': {
    async play(world) {
      const talk = await toItsEnd(after(['resolve'], /resolved/, { lifecycle: quick })).play(world);
      await talk.does('reopen');
      return talk;
    },
  },
  'message-after-the-end': {
    async play(world) {
      const talk = await toItsEnd(after(['resolve'], /resolved/, { lifecycle: quick })).play(world);
      await talk.says(asked);
      await talk.tells(/ended visitor reopened assistant<6/);
      return talk;
    },
  },
  'warned-and-resolved': toItsEnd(after([], /assistant<1/, { lifecycle: warned })),
  'warned-and-speaks': after(['says'], /visitor assistant<3 system$/, {
    lifecycle: { ...warned, autoResolveMs: { unresolved: null, escalated: null } },
  }),
  'life-over': toItsEnd(after([], /assistant<1/, { lifecycle: { maxLifeMs: 2 * SOON_MS } })),
  'waits-for-us': {
    async play(world) {
      const talk = world.conversation({ lifecycle: quick });
      await talk.says(`${asked} I want a human.`);
      await talk.tells('visitor escalated');
      await talk.saysUnheard(asked);
      await new Promise((later) => setTimeout(later, 2 * SOON_MS));
      await talk.tells('visitor escalated visitor');
      return talk;
    },
  },
  snooze: after(['snooze'], /assistant<1$/),
  'snooze-over': eventOf(after(['snoozeSoon'], /assistant<1$/), 'conversation.woken'),
  'snooze-woken-by-message': eventOf(after(['snooze', 'says'], /visitor assistant<3$/), 'conversation.woken'),
  'snooze-woken-by-hand': after(['snooze', 'wake'], /assistant<1$/),
  'snooze-then-resolve': eventOf(after(['snooze', 'resolve'], /resolved$/), 'conversation.woken'),
  'first-response-overdue': eventOf(
    afterEscalation([], /escalated$/, { lifecycle: { firstResponseMs: SOON_MS } }),
    'conversation.firstResponseOverdue',
  ),
  'first-response-in-time': afterEscalation(['agentSays'], /agent$/, { lifecycle: { firstResponseMs: 3_600_000 } }),
  'first-response-returned': afterEscalation(['returnToAssistant'], /returned$/, { lifecycle: { firstResponseMs: 3_600_000 } }),
  'load-failed-once': after([], /assistant<1$/, failsOnce('loadConversation')),
  'open-failed-once': after([], /assistant<1$/, failsOnce('openTurn')),
  'search-failed-once': after([], /assistant<1$/, failsOnce('searchKnowledge')),
  'commit-failed-once': after([], /assistant<1$/, failsOnce('commitReply')),
  'move-failed-once': after(['takeOver'], /takenOver$/, failsOnce('appendMove')),
  'snooze-failed-once': after(['snooze'], /assistant<1$/, failsOnce('snoozeConversation')),
  'warning-failed-once': after([], /assistant<1 system$/, { ...failsOnce('warnIdle'), lifecycle: { idleWarningMs: SOON_MS } }),
  'seam-taken': allRuns(after(['takeOver', 'says', 'returnToAssistant'], /returned assistant<5$/, { policy: { turnsPerRun: 1 } })),
  'seam-paused': allRuns(after(['pause', 'says', 'resume'], /resumed assistant<5$/, { policy: { turnsPerRun: 1 } })),
  'seam-snoozed': allRuns(after(['snooze', 'says', 'says'], /assistant<\d$/, { policy: { turnsPerRun: 1 } })),
};
