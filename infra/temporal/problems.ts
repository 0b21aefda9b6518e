/** What the client of the engine throws, in the terms of our own problems. */
import { WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { CONFLICT } from '../../workflows/contracts/conversation.ts';
import type { Standing } from '../../workflows/domain/conversation.ts';
import { conversationTaken, engineUnavailable, moveRefused } from '../../workflows/domain/errors.ts';

/** @param asked what the engine was asked for, such as `takeOver` */
export function asProblem(error: unknown, asked: string): Error {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && error.cause.type === CONFLICT) {
    const [standing] = (error.cause.details ?? []) as [Standing?];
    const extra = {
      mode: standing?.mode ?? null,
      status: standing?.status ?? null,
      since: standing?.since ?? null,
      takenBy: standing?.takenBy ?? null,
    };
    return asked === 'takeOver' && standing?.takenBy ? conversationTaken({ extra }) : moveRefused({ extra });
  }
  if (error instanceof WorkflowNotFoundError) return moveRefused({ detail: 'The conversation is closed.' });
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return engineUnavailable({ retryAfterSeconds: 2 });
  return Object.assign(engineUnavailable({ retryAfterSeconds: 2 }), { cause: error });
}
