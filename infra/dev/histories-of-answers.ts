/** Conversations to record: how they are answered, overtaken, handed over and closed. The story of each is its name. */
import { CANARY } from '../../workflows/testing/history-words.ts';
import { answer, gate, slowModel, type EngineWorld } from '../../workflows/testing/engine/engine-world.ts';
import type { TestTalk } from '../../workflows/testing/engine/test-talk.ts';
import type { Case } from './histories-of-moves.ts';

const asked = `May I ask about the ${CANARY}?`;
const fault = (kind: string) => Promise.reject(Object.assign(new Error(kind), { name: 'ModelFault', kind }));
const answered = async (world: EngineWorld, options: Parameters<EngineWorld['conversation']>[0] = {}): Promise<TestTalk> => {
  const talk = world.conversation(options);
  await talk.says(asked);
  await talk.tells('visitor assistant<1');
  return talk;
};

export const ANSWERS_PLAYED: Record<string, Case> = {
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
