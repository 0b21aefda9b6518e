/** The audit: who did what to what, for the people who answer for it. Rows hold ids and enums, never what somebody wrote. */
import type { TenantId } from './ids.ts';

export type AuditActor = {
  type: 'user' | 'operator' | 'key' | 'system' | 'nobody' | 'agent' | 'visitor' | 'assistant';
  /** Null for the system, the assistant and whoever did not say who they are. */
  id: string | null;
};

/** Parley itself, or whoever runs the installation from a command line. */
export const SYSTEM = { type: 'system', id: null } as const satisfies AuditActor;

export type AuditRow = {
  /** Of the tenant's rows only one has it: a repeat finds its first. */
  key: string;
  tenantId: TenantId;
  at: Date;
  actor: AuditActor;
  /** `<noun>.<what happened>`, for instance `member.roleChanged`. */
  action: string;
  /** Id of what it was done to. */
  subject: string | null;
  /** `name=value` pairs of ids and enums. */
  detail: string;
};

/** A row in its tenant's chain: `hash` covers the row and `prev`, the hash of the row before it. */
export type ChainedRow = AuditRow & { seq: number; prev: string; hash: string };

/**
 * Whose chain holds what belongs to no tenant: sign-ins of strangers, tenants made and deleted. The nil id: no tenant has it, so a
 * scope of it holds nothing. Operators are at work in it.
 */
export const PLATFORM: TenantId = 'tnt_00000000000000000000000000';

/** Names whose values stand in no row, whatever a caller passes. */
const SECRET = /pass|secret|token|code|hash|cookie|authorization|email|text/i;
const VALUE_LENGTH = 100;

/** Writes details so that no secret, no address and no long text gets into the audit. */
export const auditDetail = (fields: Readonly<Record<string, string | number | boolean | null | undefined>>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${SECRET.test(name) ? '[redacted]' : String(value).slice(0, VALUE_LENGTH)}`)
    .join(' ');
