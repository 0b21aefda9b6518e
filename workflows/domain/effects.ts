/**
 * The names of what a turn does to the outside. A key comes from workflow state alone, never from an attempt or a clock, so a step
 * that runs twice finds its first under it, in the store or at the provider where the effect lives.
 */
import type { ConversationId, ConversationRef, TurnId } from './ids.ts';

/** `{conversation}/{turn}/{step}`. */
export type EffectKey = `${ConversationId}/${TurnId}/${string}`;

/** What every activity of a turn is told. */
export type TurnRef = ConversationRef & { turnId: TurnId; effectKey?: EffectKey };

/** One answer of a model, counted from 1 within its turn, or one of the tool calls that it asked for, counted from 1 within the step. */
export type EffectStep = 'open' | 'search' | 'delay' | 'reply' | `draft-${number}` | `tool-${number}-${number}`;

export const effectKey = ({ conversationId, turnId }: { conversationId: ConversationId; turnId: TurnId }, step: EffectStep): EffectKey =>
  `${conversationId}/${turnId}/${step}`;

/**
 * How a tool may be run again. `read`: at will. `keyed`: its provider knows the effect key and does a thing once. `once`: its provider
 * knows no keys, so it is never run again while it is not known whether the first run had its effect.
 */
export type ToolKind = 'read' | 'keyed' | 'once';

/** `intent` is written before a send and `done` or `failed` behind it; `unknown` when nobody can tell any more. */
export type EffectState = 'intent' | 'done' | 'failed' | 'unknown';

/** The record of a tool call with side effects. */
export type Effect = {
  _id: EffectKey;
  conversationId: ConversationId;
  turnId: TurnId;
  tool: string;
  state: EffectState;
  /** What the tool said, for the model; empty before it did. */
  result: string;
  at: Date;
};
