/** Edits that would break conversations in flight, and which recorded histories see them: each sees only the path that it took. */

/** A file of `workflows/conversation`, a line of it, and what stands there instead. */
export type Edit = readonly [file: string, line: string, by: string];
export type PlantedEdit = { name: string; edits: readonly Edit[]; red: readonly string[]; green: readonly string[] };

const SEARCH = 'await search.searchKnowledge.executeWithOptions(';
const ASK = 'await next.ask.draftReply.executeWithOptions(';
const LOAD = 'await talk.load();';
const HOLD = "condition(over, HOLD, { summary: 'tell the visitor by then' })";

export const EDITS: PlantedEdit[] = [
  {
    name: 'an activity more in a turn',
    edits: [['turn.ts', SEARCH, `await store.loadConversation(turn);\n    ${SEARCH}`]],
    red: ['answer', 'tool-read', 'search-failed', 'budget-at-once'],
    green: ['escalate-by-word'],
  },
  {
    name: 'a timer before the first look at the log',
    edits: [['workflow.ts', LOAD, `await condition(() => false, 5_000);\n  ${LOAD}`]],
    red: ['answer', 'escalate-by-word', 'take-over', 'idle-close'],
    green: [],
  },
  {
    name: 'an activity less in a turn',
    edits: [['turn.ts', SEARCH, 'void (']],
    red: ['answer', 'tool-read', 'superseded'],
    green: ['escalate-by-word'],
  },
  {
    name: 'two activities in another order',
    edits: [
      ['turn.ts', SEARCH, 'await model.draftReply.executeWithOptions('],
      ['turn.ts', ASK, 'await search.searchKnowledge.executeWithOptions('],
    ],
    red: ['answer', 'nothing-found'],
    green: ['escalate-by-word'],
  },
  {
    name: 'an activity under another name',
    edits: [['tools.ts', 'await store.resolveEffect.executeWithOptions(', 'await store.settleEffect.executeWithOptions(']],
    red: ['send-unknown', 'send-resolved', 'send-not-done'],
    green: ['send-once', 'tool-read'],
  },
  {
    name: 'a timer that became a wait without end',
    edits: [['turn.ts', HOLD, 'condition(over)']],
    red: ['answer', 'delay-told'],
    green: ['escalate-by-word'],
  },
  {
    name: 'a look at the clock of the machine',
    edits: [
      ['turn.ts', 'import { CancellationScope,', 'import { workflowInfo, CancellationScope,'],
      ['turn.ts', SEARCH, `if (workflowInfo().unsafe.now() > Date.now() + 60_000) return { escalate: 'budget' };\n    ${SEARCH}`],
    ],
    red: ['answer', 'send-once'],
    green: ['escalate-by-word'],
  },
  {
    name: 'a search attribute that is not told any more',
    edits: [['lifecycle.ts', 'upsertSearchAttributes([\n      { key: SEARCH.mode', 'void ([\n      { key: SEARCH.mode']],
    red: ['answer', 'take-over', 'escalate-by-word', 'pause'],
    green: [],
  },
  {
    name: 'a side effect more in the handler of a command',
    edits: [
      [
        'lifecycle.ts',
        'const verdict = await this.append(move, id, { agentId, ...(keyId ? { keyId } : {}) });',
        'await this.look();\n    const verdict = await this.append(move, id, { agentId, ...(keyId ? { keyId } : {}) });',
      ],
    ],
    red: ['take-over', 'resolve', 'pause'],
    green: ['answer', 'escalate-by-word'],
  },
  {
    name: 'another hour for the next run',
    edits: [['lifecycle.ts', 'this.turns >= policy.turnsPerRun', 'this.turns > policy.turnsPerRun']],
    red: ['continue-as-new-1', 'seam-taken-1', 'tool-seam-1'],
    green: ['answer'],
  },
];
