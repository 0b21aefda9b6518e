/** Moves a switch of the assistant. From here on no turn of its conversations begins against it; those that are open are visited next. */
import { EVERYWHERE, type SwitchMove } from '../../workflows/domain/assistant.ts';
import { SYSTEM } from '../../workflows/domain/audit.ts';
import type { AssistantOperation, Cursor } from '../../workflows/contracts/assistant.ts';
import type { Mode } from '../../workflows/domain/conversation.ts';
import type { TenantId } from '../../workflows/domain/ids.ts';
import type { Reach } from '../../infra/ports/reach.ts';
import type { Deps } from '../deps.ts';

/** The audit as far as an operation writes it. */
export type Notes = { audit: Pick<Deps['audit'], 'append'> } & Pick<Deps, 'now'>;
type Needs = Pick<Deps, 'assistant' | 'conversations' | 'tenants'> & Notes;

/** Where a conversation stands that an operation has to move. */
export const MODE_BEFORE: Record<SwitchMove, Mode> = { pause: 'ai', resume: 'paused' };

export const reachOf = ({ target }: Pick<AssistantOperation, 'target'>): Reach =>
  target === EVERYWHERE ? { everyTenant: true } : { tenantId: target };

/** `first`: where the visits begin; null for an operation that has ended, or when there is nobody to visit. */
export const beginOperation =
  (deps: Needs) =>
  async (operation: AssistantOperation): Promise<{ first: Cursor | null }> => {
    const { assistant, conversations, tenants, now } = deps;
    const { operationId, target, move, by } = operation;
    const reach = reachOf(operation);
    const total = target === EVERYWHERE ? null : await conversations.countInMode({ tenantId: target }, MODE_BEFORE[move]);
    const fresh = {
      _id: operationId,
      target,
      move,
      by,
      state: 'asked',
      total,
      done: 0,
      skipped: 0,
      failed: 0,
      askedAt: now(),
      endedAt: null,
    } as const;
    const { endedAt } = await assistant.ask(reach, fresh);
    if (endedAt) return { first: null };
    await assistant.flip(reach, { paused: move === 'pause', operationId, by, at: now() });
    await assistant.progress(reach, operationId, { state: 'running', total });
    const [tenantId] = target === EVERYWHERE ? await tenants.after({ everyTenant: true }, null, 1) : [target];
    if (!tenantId) {
      await assistant.progress(reach, operationId, { state: 'done', endedAt: now() });
      return { first: null };
    }
    await note(deps, operation, tenantId);
    return { first: { tenantId, after: null } };
  };

/** One row in the audit of each tenant that an operation reaches. */
export async function note({ audit, now }: Notes, { operationId, target, move, by, keyId }: AssistantOperation, tenantId: TenantId) {
  await audit.append(
    { tenantId },
    {
      key: operationId,
      actor: keyId ? { type: 'key', id: keyId } : by ? { type: 'user', id: by } : SYSTEM,
      action: move === 'pause' ? 'assistant.paused' : 'assistant.resumed',
      subject: tenantId,
      detail: target === EVERYWHERE ? 'the whole installation' : 'this tenant',
      at: now(),
    },
  );
}
