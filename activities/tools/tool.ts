/**
 * What a tool is. A model sees its name, what it says of itself and its parameters; whose conversation it acts in, it learns from the
 * conversation itself and never from arguments.
 */
import type { EffectKey, ToolKind } from '../../workflows/domain/effects.ts';
import type { ConversationRef, TurnId } from '../../workflows/domain/ids.ts';
import type { Passage, ToolSpec, Turn } from '../../workflows/domain/turn.ts';

export type Arguments = Record<string, string | number | boolean>;

export type ToolContext = ConversationRef & {
  turnId: TurnId;
  /** Handed to a provider that does a thing once a key. */
  effectKey: EffectKey;
  /** The turn as it is stored, with everything found and called so far. */
  turn: Turn;
  /** Aborts when the turn was overtaken; tools with side effects are never cut off. */
  signal: AbortSignal;
};

/** `text` is for the model. Passages join those of the turn, numbered on from them. */
export type ToolSaid = { text: string; found?: Passage[] };

/** What the tool's own system knows of a call; `unknown` when it knows nothing. */
export type Resolution = { type: 'done'; text: string } | { type: 'notDone' } | { type: 'unknown' };

/**
 * Whose data a tool reaches: all that its tenant has published, or the conversation that it is called in as well. Which those are stands
 * in the context of the call, so no parameter may name an id.
 */
export type ToolPolicy = { reaches: 'tenant' | 'conversation' };
export type Offered = ToolSpec & { policy: ToolPolicy };

export type Tool = Offered & {
  kind: ToolKind;
  /**
   * @throws {ToolRefused} when nothing was done and nothing will be; any other error leaves open whether it was
   */
  run(args: Arguments, context: ToolContext): Promise<ToolSaid>;
  /** Asked behind a run of which nobody knows how it ended. */
  resolve?(effectKey: EffectKey): Promise<Resolution>;
};

/** Thrown by a tool whose system said no. The model is told the message. */
export class ToolRefused extends Error {
  override readonly name = 'ToolRefused';
}
