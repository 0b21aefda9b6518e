/**
 * The net under the doorbell: rings for every entry that is still `pending`, and for visitors who have been waiting for the
 * assistant for minutes (a run that an operator ended). It looks every 5 s for the minute until the next round begins, and once a
 * round it tidies up what has expired.
 */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { setTimeout } from 'node:timers/promises';
import { entryId, type ConversationRef, type TenantId } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { isOpen } from '../tenancy/is-open.ts';

/** A ring normally takes milliseconds; what is pending for longer than this was lost, ms. */
export const PENDING_MS = 3_000;
const AWAITING_MS = 120_000;
const LOOK_EVERY_MS = 5_000;
const ROUND_MS = 55_000;
const AT_ONCE = 500;
/** Of each kind, a round: more comes with the next. */
const PURGED_AT_ONCE = 500;

type Needs = Pick<Deps, 'entries' | 'conversations' | 'tenants' | 'ring' | 'now'>;

/** One look. @returns how many conversations were rung */
export async function sweepOnce({ entries, conversations, tenants, ring, now }: Needs): Promise<number> {
  const everyTenant = { everyTenant: true } as const;
  const pending = await entries.pending(everyTenant, new Date(now().getTime() - PENDING_MS), AT_ONCE);
  const newest = new Map<string, { conversation: ConversationRef; seq: number; ids: (typeof pending)[number]['_id'][] }>();
  for (const { tenantId, conversationId, seq, _id } of pending) {
    const known = newest.get(conversationId);
    newest.set(conversationId, {
      conversation: { tenantId, conversationId },
      seq: Math.max(seq, known?.seq ?? 0),
      ids: [...(known?.ids ?? []), _id],
    });
  }
  let rung = 0;
  for (const { conversation, seq, ids } of newest.values()) {
    await conversations.project(conversation, conversation.conversationId);
    if (!(await ring(conversation, { entryId: entryId(conversation.conversationId, seq), seq }))) continue;
    await entries.markRung(conversation, ids);
    rung++;
  }
  const waiting = await conversations.awaiting(everyTenant, new Date(now().getTime() - AWAITING_MS), AT_ONCE);
  const open = new Map<TenantId, boolean>();
  for (const { seq, ...conversation } of waiting) {
    const { tenantId } = conversation;
    if (!open.has(tenantId)) open.set(tenantId, await isOpen({ tenants }, { tenantId }));
    if (!open.get(tenantId)) continue;
    if (await ring(conversation, { entryId: entryId(conversation.conversationId, seq), seq, waits: true })) rung++;
  }
  return rung;
}

/** Nothing waits for it, and nothing fails with it. */
export async function purgeExpired({ expired, now, log }: Pick<Deps, 'expired' | 'now' | 'log'>): Promise<void> {
  try {
    await expired.purge({ everyTenant: true }, now(), PURGED_AT_ONCE);
  } catch (error) {
    log.warn({ reason: (error as Error).name }, 'what has expired could not be removed');
  }
}

export const sweepUndispatched = (deps: Needs & Pick<Deps, 'closing' | 'expired' | 'log'>) => async (): Promise<{ rung: number }> => {
  const over = AbortSignal.any([deps.closing, cancellationSignal()]);
  let rung = 0;
  for (let lookedMs = 0; lookedMs < ROUND_MS && !over.aborted; lookedMs += LOOK_EVERY_MS) {
    rung += await sweepOnce(deps);
    heartbeat(rung);
    if (lookedMs === 0) await purgeExpired(deps);
    await setTimeout(LOOK_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return { rung };
};
