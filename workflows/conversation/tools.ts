/** The tools that a step of a turn asks for, one after the other. What acts on the world is never cut off, and never sent twice blindly. */
import { CancellationScope, CancelledFailure, isCancellation } from '@temporalio/workflow';
import type { ToolOutcome, ToolRequest } from '../../activities/index.ts';
import { effectKey, type ToolKind, type TurnRef } from '../domain/effects.ts';
import type { EscalationReason } from '../domain/entry.ts';
import { read, sendKeyed, sendOnce, store } from '../retry-profiles.ts';

/** `acted`: a tool with side effects runs or has run in this turn. */
export type Progress = { acted: boolean };

/** A call of which its system says each time that nothing happened is given up. */
const SENDS = 2;

/**
 * @param calls how each call of the step may be run; null when it may not, which the model is told
 * @returns why people take over; null when the model may go on
 */
export async function runTools(
  turn: TurnRef,
  step: number,
  calls: readonly (ToolKind | null)[],
  progress: Progress,
): Promise<EscalationReason | null> {
  for (const [i, kind] of calls.entries()) {
    if (kind === null) continue;
    const call = i + 1;
    const request: ToolRequest = { ...turn, effectKey: effectKey(turn, `tool-${step}-${call}`), step, call };
    const { type } = kind === 'read' ? await look(request) : await act(kind, request, progress);
    if (type === 'overBudget') return 'budget';
    if (type === 'unsettled') return 'effectUnknown';
  }
  return null;
}

/** A failure leaves the call without a result, which the model is told. */
async function look(request: ToolRequest): Promise<ToolOutcome> {
  try {
    return await read.runTool.executeWithOptions({ summary: `tool ${request.step}.${request.call}` }, [request]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { type: 'ran' };
  }
}

async function act(kind: 'keyed' | 'once', request: ToolRequest, progress: Progress): Promise<ToolOutcome> {
  // The turn was overtaken while the call before this one ran: what has not begun does not begin.
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('The turn was overtaken.');
  progress.acted = true;
  return CancellationScope.nonCancellable(async () => {
    for (let sends = 0; sends < SENDS; sends++) {
      const ran = await send(kind, request);
      if (ran.type !== 'unsettled') return ran;
      const found = await store.resolveEffect.executeWithOptions({ summary: `how did tool ${request.step}.${request.call} end` }, [request]);
      if (found.type === 'ran') return found;
      if (found.type === 'unknown') return { type: 'unsettled' };
    }
    return { type: 'ran' };
  });
}

const send = (kind: 'keyed' | 'once', request: ToolRequest): Promise<ToolOutcome> =>
  (kind === 'once' ? sendOnce : sendKeyed).runTool
    .executeWithOptions({ summary: `tool ${request.step}.${request.call}, with effects` }, [request])
    .catch((): ToolOutcome => ({ type: 'unsettled' }));
