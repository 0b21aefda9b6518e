/** What is kept of a turn: its record, what it has used, and what its tools did. */
import type { Amounts } from '../../workflows/domain/budget.ts';
import type { Effect, EffectKey, EffectState } from '../../workflows/domain/effects.ts';
import type { ConversationId, DocumentId, TenantScope, TurnId } from '../../workflows/domain/ids.ts';
import type { Turn, TurnStep } from '../../workflows/domain/turn.ts';

export interface TurnStore {
  /** Stores a turn under its id; a second run keeps the first. */
  open(scope: TenantScope, turn: Turn): Promise<Turn>;
  get(scope: TenantScope, turnId: TurnId): Promise<Turn | null>;
  update(
    scope: TenantScope,
    turnId: TurnId,
    patch: Partial<Omit<Turn, '_id' | 'tenantId' | 'conversationId' | 'steps' | 'timings'>> & { timings?: Partial<Turn['timings']> },
  ): Promise<Turn>;
  /** Adds a step under its effect key; of two with one key the first counts. @returns the turn with both what counts and what was there */
  addStep(scope: TenantScope, turnId: TurnId, step: TurnStep): Promise<Turn>;
  /** Takes the words of deleted documents out of every record (`forgotten-documents.ts`). May be repeated. @returns how many held some */
  forgetDocuments(scope: TenantScope, documentIds: readonly DocumentId[]): Promise<number>;
}

/** Whose counter is meant. A day is one of UTC. */
export type UsageOf = `conversation:${ConversationId}` | `turn:${TurnId}` | `day:${string}`;

export interface UsageStore {
  /** Adds in one atomic step. @returns what stands then */
  add(scope: TenantScope, of: UsageOf, amounts: Amounts): Promise<Amounts>;
  get(scope: TenantScope, of: UsageOf): Promise<Amounts>;
  /** Notes what a call has cost in the end. @returns false when that was noted before under the same key */
  settle(scope: TenantScope, key: string, amounts: Amounts): Promise<boolean>;
}

export interface EffectStore {
  /** Writes the intent. @returns what stands there, and whether it was written now */
  begin(scope: TenantScope, intent: Pick<Effect, '_id' | 'conversationId' | 'turnId' | 'tool'>): Promise<{ effect: Effect; fresh: boolean }>;
  get(scope: TenantScope, key: EffectKey): Promise<Effect | null>;
  finish(scope: TenantScope, key: EffectKey, state: Exclude<EffectState, 'intent'>, result?: string): Promise<void>;
  /** The tool's own system knows that nothing happened: it may begin anew. */
  forget(scope: TenantScope, key: EffectKey): Promise<void>;
}
