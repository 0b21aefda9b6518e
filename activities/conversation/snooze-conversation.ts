/**
 * Puts a conversation aside until an hour, or wakes it. Visitors are not told, so it is not in the log: it stands beside the
 * projection under a number of its own, with an event and an audit row under the command's id. A repeat gets the same verdict.
 */
import type { ApiKeyId } from '../../workflows/domain/api-key.ts';
import { byOf, stood } from '../../workflows/domain/events.ts';
import type { ConversationRef, UserId } from '../../workflows/domain/ids.ts';
import type { Snooze, Verdict } from '../../workflows/contracts/conversation.ts';
import type { ConversationWithRead } from '../../infra/ports/conversation-stores.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';

export type SnoozeRequest = ConversationRef & {
  /** The command id, or `wake-<n>`. */
  key: string;
  /** The agent who asks; null for the clock and the visitor. */
  agentId: UserId | null;
  /** The program that asks in the agent's name. */
  keyId?: ApiKeyId;
  /** Ms of the epoch; null wakes. */
  until: number | null;
  /** Counts the snoozes of a conversation: an older one never overwrites a newer. */
  n: number;
};

type Needs = Pick<Deps, 'conversations' | 'events' | 'bus' | 'now'>;

export const snoozeConversation =
  ({ conversations, events, bus, now }: Needs) =>
  async ({ tenantId, conversationId, key, agentId, keyId, until, n }: SnoozeRequest): Promise<Verdict & { snooze: Snooze }> => {
    const scope = { tenantId };
    const view = await conversations.project(scope, conversationId);
    const stands = await conversations.withRead(scope, conversationId);
    if (!view || !stands) throw missingLog(conversationId);
    const { mode, status, since, takenBy, projectedSeq } = view;
    const verdict = { mode, status, since, takenBy };
    const eventKey = `${conversationId}:${key}`;
    if (await events.has(scope, eventKey)) return { ...verdict, accepted: true, snooze: asSnooze(stands) };
    if (until !== null && status === 'resolved') return { ...verdict, accepted: false, snooze: asSnooze(stands) };

    const snooze = await conversations.snooze(scope, conversationId, { until: until === null ? null : new Date(until), n });
    await events.record(scope, {
      key: eventKey,
      tenantId,
      conversationId,
      type: until === null ? 'conversation.woken' : 'conversation.snoozed',
      seq: null,
      by: byOf(agentId ? { type: 'agent', id: agentId, name: '', ...(keyId ? { keyId } : {}) } : { type: 'system' }),
      from: stood(view),
      to: stood(view),
      until: until === null ? null : new Date(until),
      at: now(),
    });
    bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq: projectedSeq });
    return { ...verdict, accepted: true, snooze: asSnooze(snooze) };
  };

export const asSnooze = ({ snoozedUntil, snoozeN }: Pick<ConversationWithRead, 'snoozedUntil' | 'snoozeN'>): Snooze => ({
  until: snoozedUntil?.getTime() ?? null,
  n: snoozeN,
});
