/** More conversations to record: turns that call tools, act on the world, run out of budget, or find no model. The story of each is its name. */
import type { Resolution, Tool } from '../../activities/tools/tool.ts';
import type { BudgetSettings } from '../../workflows/domain/budget.ts';
import type { ToolKind } from '../../workflows/domain/effects.ts';
import { CANARY } from '../../workflows/testing/history-words.ts';
import {
  answer,
  calls,
  gate,
  type ActivityName,
  type EngineOptions,
  type EngineWorld,
  type TalkOptions,
  type Writes,
} from '../../workflows/testing/engine/engine-world.ts';
import type { TestTalk } from '../../workflows/testing/engine/test-talk.ts';
import type { Case } from './histories-of-moves.ts';

const asked = `May I ask about the ${CANARY}?`;
const fault = (kind: string, retryAfterMs?: number) => Promise.reject(Object.assign(new Error(kind), { name: 'ModelFault', kind, retryAfterMs }));
const lost = () => Promise.reject(new Error('lost'));

/** How a tool ends in one conversation: the number counts its runs there from 1. */
type Ends = (run: number) => Promise<string>;
const scenes = new Map<string, { runs: number; ends: Ends; resolves: Resolution }>();
const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false } as const;
const tool = (name: string, kind: ToolKind): Tool => ({
  name,
  description: '',
  policy: { reaches: 'conversation' },
  parameters,
  kind,
  async run(_args, { conversationId }) {
    const scene = scenes.get(conversationId)!;
    return { text: await scene.ends(++scene.runs) };
  },
});
const resolve: Tool['resolve'] = async (key) => scenes.get(key.slice(0, key.indexOf('/')))!.resolves;
export const TOOLS: readonly Tool[] = [tool('look_up', 'read'), { ...tool('send', 'once'), resolve }, tool('send_keyed', 'keyed')];

const order = JSON.stringify({ order: CANARY });
/** Calls once, and then answers. */
const callsOnce =
  (name: string, ...args: string[]): Writes =>
  async ({ messages }) =>
    messages.at(-1)!.role === 'tool' ? answer(asked) : calls(name, ...(args.length > 0 ? args : [order]));

type Scene = {
  ends?: Ends;
  resolves?: Resolution;
  tells?: RegExp;
  budget?: BudgetSettings;
  before?: TalkOptions['before'];
  policy?: TalkOptions['policy'];
};

function begun(
  world: EngineWorld,
  writes: Writes,
  { ends = async () => asked, resolves = { type: 'unknown' }, tells: _tells, ...options }: Scene = {},
): TestTalk {
  const talk = world.conversation({ writes, ...options });
  scenes.set(talk.ref.conversationId, { runs: 0, ends, resolves });
  return talk;
}

/** One message, told to its end. */
const turn = (writes: Writes, scene: Scene = {}): Case => ({
  async play(world) {
    const talk = begun(world, writes, scene);
    await talk.says(asked);
    await tellsInTime(talk, scene.tells ?? /^visitor assistant<1$/);
    return talk;
  },
});

/** The notice of a delay alone takes as long as a test waits. */
const tellsInTime = (talk: TestTalk, story: RegExp): Promise<void> =>
  talk
    .tells(story)
    .catch(() => talk.tells(story))
    .catch(() => talk.tells(story));
const escalated = /^visitor (system )?escalated$/;

/** Something happens while a tool runs. */
const whileRunning = (name: string, happens: (talk: TestTalk) => Promise<unknown>, tells: RegExp): Case => ({
  async play(world) {
    const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const talk = begun(world, callsOnce(name), {
      async ends(run) {
        if (run > 1) return asked;
        reached.resolve();
        await opened.promise;
        return asked;
      },
    });
    await talk.says(asked);
    await reached.promise;
    await happens(talk);
    opened.resolve();
    await talk.tells(tells);
    return talk;
  },
});

const failsOnce = (name: ActivityName): Pick<TalkOptions, 'before'> => ({
  before: (running, attempt) => {
    if (running === name && attempt === 1) throw new Error('weather');
  },
});
const fails = (name: ActivityName): Pick<TalkOptions, 'before'> => ({
  before: (running) => {
    if (running === name) throw new Error('weather');
  },
});
const always: Writes = async () => calls('look_up', order);

export const TURNS_PLAYED: Record<string, Case> = {
  'tool-search': turn(callsOnce('search_knowledge', JSON.stringify({ query: CANARY }))),
  'tool-read': turn(callsOnce('look_up')),
  'tool-read-failed-once': turn(callsOnce('look_up'), failsOnce('runTool')),
  'tool-read-failed': turn(callsOnce('look_up'), { ends: lost }),
  'tool-two-calls': turn(callsOnce('look_up', order, order)),
  'tool-two-steps': turn(async (_request, _signal, call) => (call < 2 ? calls('look_up', order) : answer(asked))),
  'tool-then-escalate': turn(async (_request, _signal, call) => (call === 0 ? calls('look_up', order) : calls('escalate', '{}')), {
    tells: escalated,
  }),
  'tool-repaired': turn(callsOnce('refundEverything')),
  'tool-repaired-beside-a-good-one': turn(callsOnce('look_up', order, '{}')),
  'tool-unknown-twice': turn(async () => calls('refundEverything', '{}'), { tells: escalated }),
  'tool-superseded': whileRunning('look_up', (talk) => talk.says(asked), /^visitor visitor assistant<2$/),
  'tool-seam': { ...turn(callsOnce('look_up'), { policy: { turnsPerRun: 1 } }), runs: 'all' },
  'send-once': turn(callsOnce('send')),
  'send-not-cancelled': whileRunning('send', (talk) => talk.says(asked), /^visitor visitor assistant<1 assistant<3$/),
  'send-taken-over': whileRunning('send', (talk) => talk.does('takeOver'), /^visitor takenOver$/),
  'send-unknown': turn(callsOnce('send'), { ends: lost, tells: escalated }),
  'send-resolved': turn(callsOnce('send'), { ends: lost, resolves: { type: 'done', text: asked } }),
  'send-resolve-failed-once': turn(callsOnce('send'), { ends: lost, resolves: { type: 'done', text: asked }, ...failsOnce('resolveEffect') }),
  'send-not-done': turn(callsOnce('send'), { ends: (run) => (run === 1 ? lost() : Promise.resolve(asked)), resolves: { type: 'notDone' } }),
  'send-never-done': turn(callsOnce('send'), { ends: lost, resolves: { type: 'notDone' } }),
  'send-keyed-again': turn(callsOnce('send_keyed'), { ends: (run) => (run === 1 ? lost() : Promise.resolve(asked)) }),
  'send-then-model-refused': turn(async (_request, _signal, call) => (call === 0 ? calls('send', order) : fault('refused')), { tells: escalated }),
  'budget-model-calls': turn(always, { tells: escalated }),
  'budget-tool-calls': turn(always, { tells: escalated, budget: { turn: { toolCalls: 2 } } }),
  'budget-at-once': turn(async () => answer(asked), { tells: escalated, budget: { tenantDay: { modelCalls: 0 } } }),
  'search-failed': turn(async () => answer(asked), { tells: escalated, ...fails('searchKnowledge') }),
  'delay-told': turn((_request, _signal, call) => (call === 0 ? fault('rateLimited', 22_000) : Promise.resolve(answer(asked))), {
    tells: /^visitor system assistant<\d$/,
  }),
  'delay-failed-once': turn((_request, _signal, call) => (call === 0 ? fault('rateLimited', 26_000) : Promise.resolve(answer(asked))), {
    tells: /^visitor system assistant<\d$/,
    ...failsOnce('tellDelay'),
  }),
  'delay-then-taken-over': {
    async play(world) {
      const talk = begun(world, () => fault('rateLimited', 60_000));
      await talk.says(asked);
      await tellsInTime(talk, /^visitor system$/);
      await talk.does('takeOver');
      await talk.tells(/takenOver$/);
      return talk;
    },
  },
  'search-overtaken': {
    async play(world) {
      const held = gate('searchKnowledge');
      const talk = begun(world, async () => answer(asked), { before: held.before });
      await talk.says(asked);
      await held.reached;
      await talk.says(asked);
      held.open();
      await talk.tells(/^visitor visitor assistant<2$/);
      return talk;
    },
  },
};

/** The stand-in fails when it is told to; so has the help centre nothing to quote. */
const NO_STAND_IN = 'without a stand-in';
const NO_QUOTES = 'and nothing to quote';
export const outage: EngineOptions = {
  tools: TOOLS,
  fallback: async ({ question }) => (question.includes(NO_STAND_IN) ? fault('refused') : answer(asked)),
  quotes: async ({ question }) =>
    question.includes(NO_QUOTES)
      ? { type: 'escalate', reason: 'nothingFound', summary: '', model: 'extractive', usage: { inputTokens: 0, outputTokens: 0 } }
      : answer(asked),
};

const without = (words: string, writes: Writes, tells = /^visitor assistant<1$/): Case => ({
  async play(world) {
    const talk = begun(world, writes);
    await talk.says(`${asked} ${words}`);
    await tellsInTime(talk, tells);
    return talk;
  },
});
const refused: Writes = () => fault('refused');
const refusedBehindATool: Writes = (_request, _signal, call) => (call === 0 ? Promise.resolve(calls('look_up', order)) : fault('refused'));

export const OUTAGES_PLAYED: Record<string, Case> = {
  'stand-in': without('', refused),
  'stand-in-behind-a-tool': without('', refusedBehindATool),
  'stand-in-after-all-tries': without('', () => fault('unavailable')),
  quotes: without(NO_STAND_IN, refused),
  'quotes-behind-a-tool': without(NO_STAND_IN, refusedBehindATool),
  'nothing-to-quote': without(`${NO_STAND_IN} ${NO_QUOTES}`, refused, escalated),
};
