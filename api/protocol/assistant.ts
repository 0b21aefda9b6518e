/** The switch of the assistant and the operations that move it. */
import { z } from 'zod';
import { OPERATION_STATES, SWITCH_MOVES } from '../../workflows/domain/assistant.ts';
import { OperationIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { Time } from './common.ts';

const count = z.number().int().min(0);

export const OperationView = z
  .object({
    id: OperationIdSchema,
    move: z.enum(SWITCH_MOVES),
    state: z.enum(OPERATION_STATES).meta({ description: 'superseded: another one was asked for before it had visited everybody' }),
    total: count.nullable().meta({ description: 'Open conversations when it began' }),
    done: count,
    skipped: count.meta({ description: 'Did not need it, or a person was first' }),
    failed: count.meta({ description: 'Could not be reached' }),
    askedAt: Time,
    endedAt: Time.nullable(),
  })
  .meta({ id: 'Operation' });
export type OperationView = z.infer<typeof OperationView>;

export const AssistantView = z
  .object({
    paused: z.enum(['tenant', 'everywhere']).nullable().meta({ description: 'Who paused the assistant; null while it answers' }),
    since: Time.nullable(),
    operation: OperationView.nullable().meta({ description: 'What moved the switch of the tenant last' }),
  })
  .meta({ id: 'Assistant' });
export type AssistantView = z.infer<typeof AssistantView>;

export const OperationParams = z.strictObject({ operationId: OperationIdSchema });
