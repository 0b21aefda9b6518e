/**
 * Every change that staff makes through a route leaves exactly one row of the audit, by the route's declaration: nobody has to
 * remember it. A security action is written down first and refused when that fails; an ordinary one is never held up by the audit.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { auditDetail, type AuditRow } from '../../workflows/domain/audit.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';

/** How a changing route gets into the audit. Without one the row names the route and the last id of its path. */
export type Audit<C> =
  /** No row of its own, and where the row is instead. */
  | { instead: string }
  | {
      /** Written before it is done, and refused when it cannot be written. A refusal behind it leaves a second row. */
      security?: true;
      /** `<noun>.<what happened>`; the route's name without it. */
      action?: string;
      subject?(call: C): string | null;
      /** Ids and enums. */
      detail?(call: C): Record<string, string | number | boolean | null | undefined>;
    };

export type Changing = { name: string; method: string; audit?: Audit<never> };
export type ChangeCall = { scope: TenantScope; actor: AuditRow['actor']; params: unknown; requestKey: string };

type Needs = Pick<ApiDeps, 'audit' | 'now' | 'log'>;

/** When a row could not be written, it is tried again after so many ms; then the log has it. */
const AGAIN_MS = [1_000, 5_000, 30_000, 120_000];

/** @throws whatever `act` throws, and for a security action what the audit throws before it */
export async function audited<T>(declared: Changing, call: ChangeCall, deps: Needs, act: () => Promise<T>): Promise<T> {
  const { audit = {} } = declared;
  if (declared.method === 'get' || 'instead' in audit) return act();
  const { scope, actor, params, requestKey } = call;
  const row = {
    key: `${declared.name}:${actor.id}:${requestKey}`,
    at: deps.now(),
    actor,
    action: audit.action ?? declared.name,
    subject: audit.subject ? audit.subject(call as never) : lastId(params),
    detail: auditDetail(audit.detail?.(call as never) ?? {}),
  };
  if (!audit.security) {
    const done = await act();
    await deps.audit.append(scope, row).catch(() => void again(deps, scope, row));
    return done;
  }
  await deps.audit.append(scope, row);
  try {
    return await act();
  } catch (error) {
    const refused = { ...row, key: `${row.key}:refused`, action: `${row.action}.refused`, at: deps.now() };
    await deps.audit.append(scope, refused).catch(() => void again(deps, scope, refused));
    throw error;
  }
}

async function again({ audit, log }: Needs, scope: TenantScope, row: Omit<AuditRow, 'tenantId'>): Promise<void> {
  for (const ms of AGAIN_MS) {
    await sleep(ms, null, { ref: false });
    try {
      return void (await audit.append(scope, row));
    } catch {
      // The next try, or the log.
    }
  }
  log.error({ action: row.action, key: row.key }, 'a change left no row in the audit');
}

const lastId = (params: unknown): string | null => {
  const last = Object.values((params ?? {}) as Record<string, unknown>).at(-1);
  return typeof last === 'string' ? last : null;
};
