/** Marks an escalated conversation that no person has answered in time: one event, however often the clock strikes. */
import { stood } from '../../workflows/domain/events.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';

type Needs = Pick<Deps, 'conversations' | 'events' | 'bus' | 'now'>;

/** `seq`: the escalation. `overdue` is false when a person has spoken since. */
export const markOverdue =
  ({ conversations, events, bus, now }: Needs) =>
  async ({ tenantId, conversationId, seq }: ConversationRef & { seq: number }): Promise<{ overdue: boolean }> => {
    const scope = { tenantId };
    const view = await conversations.project(scope, conversationId);
    if (!view) throw missingLog(conversationId);
    // What waits is younger than the escalation when a person has answered that.
    if (!view.waiting || view.waiting.seq > seq) return { overdue: false };
    await events.record(scope, {
      key: `${conversationId}:first-response-${seq}`,
      tenantId,
      conversationId,
      type: 'conversation.firstResponseOverdue',
      seq: null,
      by: { type: 'system', id: null },
      from: stood(view),
      to: stood(view),
      until: null,
      at: now(),
    });
    bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq: view.projectedSeq });
    return { overdue: true };
  };
