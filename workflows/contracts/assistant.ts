/** What may be said to the workflow that moves a switch of the assistant, and what it remembers: ids, numbers and enums. */
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { ApiKeyId } from '../domain/api-key.ts';
import type { Counts, Operation, SwitchTarget } from '../domain/assistant.ts';
import type { ConversationId, TenantId } from '../domain/ids.ts';

/** `keyId`: a program asks, in the name of `by`. */
export type AssistantOperation = Pick<Operation, 'target' | 'move' | 'by'> & { operationId: Operation['_id']; keyId?: ApiKeyId };

/** The next page: conversations of `tenantId` behind `after`. */
export type Cursor = { tenantId: TenantId; after: ConversationId | null };

/** `visited` is null before the first operation of the queue has begun. */
export type AssistantCarry = { queue: AssistantOperation[]; visited: { counts: Counts; cursor: Cursor } | null };

/** When a run is followed by the next, in pages. */
export type AssistantStart = { target: SwitchTarget; pagesPerRun: number; carry?: AssistantCarry };
export const PAGES_PER_RUN = 20;

/** Asks for an operation; twice does no harm. One that is under way gives way to it. */
export const operationAsked = defineSignal<[AssistantOperation]>('operationAsked');
export const visiting = defineQuery<AssistantCarry>('visiting');
