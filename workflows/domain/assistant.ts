/**
 * The switch of the assistant: one a tenant and one for the whole installation. A conversation is paused while one of the two is off.
 * What moves a switch is an operation, which then visits every open conversation.
 */
import type { ConversationId, OperationId, TenantId, UserId } from './ids.ts';

export const EVERYWHERE = 'everywhere';
export type SwitchTarget = TenantId | typeof EVERYWHERE;

export const SWITCH_MOVES = ['pause', 'resume'] as const;
export type SwitchMove = (typeof SWITCH_MOVES)[number];

export type AssistantSwitch = {
  target: SwitchTarget;
  paused: boolean;
  /** The operation that moved it last. */
  operationId: OperationId;
  /** Null: the operator's command line. */
  by: UserId | null;
  at: Date;
};

/** `superseded`: another one was asked for before it had visited everybody. */
export const OPERATION_STATES = ['asked', 'running', 'done', 'superseded'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** Conversations that were moved, that did not need it, and that could not be reached. */
export type Counts = { done: number; skipped: number; failed: number };

export type Operation = Counts & {
  _id: OperationId;
  target: SwitchTarget;
  move: SwitchMove;
  by: UserId | null;
  state: OperationState;
  /** Open conversations when it began; null when they were not counted. */
  total: number | null;
  askedAt: Date;
  endedAt: Date | null;
};

/** The command id of an operation's move in one conversation: a repeat finds its first, and everybody sees who moved it. */
export const operationKey = (operationId: OperationId, conversationId: ConversationId): string => `${operationId}/${conversationId}`;

/** Of the key of an entry: whether an operation moved the conversation there. */
export const isOperationKey = (entryKey: string): boolean => /^cnv_\w+:opr_\w+\//.test(entryKey);
