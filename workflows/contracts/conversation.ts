/** What may be said to a running conversation, and what it answers. Ids, numbers and enums only: never text. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ApiKeyId } from '../domain/api-key.ts';
import type { Move, Standing } from '../domain/conversation.ts';
import type { Limits } from '../domain/lifecycle.ts';
import type { EntryId, ConversationRef, UserId } from '../domain/ids.ts';

/**
 * `from` says whose turn it is now; a ring without it says only that there is something. `waits`: by the log a visitor has been
 * waiting for long, whatever the run remembers.
 */
export type EntryRef = { entryId: EntryId; seq: number; from?: 'visitor' | 'agent'; waits?: true };

/** When a run is followed by the next; looked at between turns, so a last turn stays under 500 events. */
export type Policy = { turnsPerRun: number; eventsPerRun: number };
export const DEFAULT_POLICY: Policy = { turnsPerRun: 50, eventsPerRun: 450 };

/** Beside the log: until when the conversation is put aside, ms of the epoch, and how often it was. */
export type Snooze = { until: number | null; n: number };

/** What one run hands to the next. Under 10 KB. */
export type Carry = Standing & {
  heard: number;
  answered: number;
  superseded: number;
  /** Deadlines follow from these and from `limits`: times in ms of the epoch. */
  bornAt: number;
  activeAt: number;
  movedAt: number;
  warnedAt: number | null;
  /** As far as this run knows; the log is asked before anything is closed. */
  waitsForUs: boolean;
  snooze: Snooze & { woken: boolean };
  /** A first response that is promised, for the escalation at `seq`. */
  respond: { by: number; seq: number } | null;
  limits: Limits;
  settingsVersion: number;
  /** Marks of the last command ids that were accepted: a repeat passes the validator in any run. */
  commands: number[];
};
export type ConversationStart = ConversationRef & { policy: Policy; carry?: Carry };

/**
 * Who asks; null for an operator's command line. `keyId`: a program asks in the agent's name. `until` is of a snooze: ms of the epoch, null wakes. `seen` is the last move that the
 * caller has seen in the log: a run that has not seen it yet lets the log decide.
 */
export type By = { agentId: UserId | null; keyId?: ApiKeyId; until?: number | null; seen?: number };
/** `respondBy` is of an escalation: when a first response is promised, ms of the epoch. */
export type Verdict = Standing & { accepted: boolean; respondBy?: number | null };

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
/** Puts the conversation aside until an hour or a message of the visitor; not in the log, since visitors are not told. */
export const snooze = defineUpdate<Verdict, [By]>('snooze');
export const MOVE_COMMANDS = { takeOver, returnToAssistant, resolve, reopen, pause, resume } as const;
export type MoveCommand = Extract<Move, keyof typeof MOVE_COMMANDS>;
export const COMMANDS = { ...MOVE_COMMANDS, snooze } as const;
export type Command = keyof typeof COMMANDS;

/** The type of the failure by which a command is refused; its details are the standing that won. */
export const CONFLICT = 'Conflict';
