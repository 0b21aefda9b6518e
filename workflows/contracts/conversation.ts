/** What may be said to a running conversation, and what it answers. Ids, numbers and enums only: never text. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Move, Standing } from '../domain/conversation.ts';
import type { EntryId, ConversationRef, UserId } from '../domain/ids.ts';

export type EntryRef = { entryId: EntryId; seq: number };

/** When a run closes and when it is followed by the next; milliseconds, turns and events. */
export type Policy = { idleMs: number; graceMs: number; turnsPerRun: number; eventsPerRun: number };
export const DEFAULT_POLICY: Policy = { idleMs: 30 * 86_400_000, graceMs: 3 * 86_400_000, turnsPerRun: 50, eventsPerRun: 500 };

/** What one run hands to the next. Under 10 KB. */
export type Carry = Standing & {
  heard: number;
  answered: number;
  superseded: number;
  activeAt: number;
  movedAt: number;
  /** The last 256 command ids that were accepted: a repeat passes the validator in any run. */
  commands: string[];
};
export type ConversationStart = ConversationRef & { policy: Policy; carry?: Carry };

export type By = { agentId: UserId };
export type Verdict = Standing & { accepted: boolean };

/** The doorbell: "look at your log". Twice, late or shuffled, it does no harm. */
export const entryAppended = defineSignal<[EntryRef]>('entryAppended');
export const view = defineQuery<Carry>('view');

export const takeOver = defineUpdate<Verdict, [By]>('takeOver');
export const returnToAssistant = defineUpdate<Verdict, [By]>('returnToAssistant');
export const resolve = defineUpdate<Verdict, [By]>('resolve');
export const reopen = defineUpdate<Verdict, [By]>('reopen');
/** The assistant falls silent, and nobody has taken over yet. */
export const pause = defineUpdate<Verdict, [By]>('pause');
/** It goes on, and answers what waited. */
export const resume = defineUpdate<Verdict, [By]>('resume');
export const COMMANDS = { takeOver, returnToAssistant, resolve, reopen, pause, resume } as const;
export type Command = Extract<Move, keyof typeof COMMANDS>;

/** The type of the failure by which a command is refused; its details are the standing that won. */
export const CONFLICT = 'Conflict';
