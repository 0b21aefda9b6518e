/** Signing in, who one is, and what the installation runs on. */
import { z } from 'zod';
import { PERMISSIONS, STAFF_ROLES } from '../../workflows/domain/roles.ts';
import { StaffSessionIdSchema, TenantIdSchema, UserIdSchema } from '../../workflows/domain/schemas/ids.ts';
import { page, Time } from './common.ts';

export const SignIn = z
  .strictObject({
    email: z.email('Enter an e-mail address.').max(254),
    password: z.string().min(1, 'Enter your password.').max(200),
  })
  .meta({ id: 'SignIn', examples: [{ email: 'owner@fernwood.example', password: 'fernwood-demo' }] });

/** Who is signed in, where, and what the role allows. */
export const StaffIdentity = z
  .object({
    user: z.object({ id: UserIdSchema, name: z.string(), email: z.string() }),
    tenant: z.object({ id: TenantIdSchema, slug: z.string(), name: z.string() }),
    role: z.enum(STAFF_ROLES),
    permissions: z.array(z.enum(PERMISSIONS)),
  })
  .meta({ id: 'StaffIdentity' });
export type StaffIdentity = z.infer<typeof StaffIdentity>;

/** The access token lives in memory only; the refresh token travels in an HttpOnly cookie. */
export const StaffSession = z
  .object({ type: z.literal('session'), ...StaffIdentity.shape, sessionId: z.string(), accessToken: z.string(), expiresInSeconds: z.number().int() })
  .meta({ id: 'StaffSession' });
export type StaffSession = z.infer<typeof StaffSession>;

/** One factor is proven, the second is asked for. The token opens nothing but that step. */
export const SecondFactorNeeded = z
  .object({ type: z.literal('secondFactor'), partialToken: z.string(), expiresInSeconds: z.number().int() })
  .meta({ id: 'SecondFactorNeeded' });
export type SecondFactorNeeded = z.infer<typeof SecondFactorNeeded>;

export const SignInReply = z.discriminatedUnion('type', [StaffSession, SecondFactorNeeded]).meta({ id: 'SignInReply' });
export type SignInReply = z.infer<typeof SignInReply>;

export const SessionParams = z.strictObject({ sessionId: StaffSessionIdSchema });

/** A device that is signed in. */
export const SessionSummary = z
  .object({
    id: z.string(),
    tenantId: TenantIdSchema,
    device: z.string(),
    ip: z.string(),
    createdAt: Time,
    lastUsedAt: Time,
    expiresAt: Time,
    /** The session of this request. */
    current: z.boolean(),
  })
  .meta({ id: 'SessionSummary' });
export const SessionPage = page(SessionSummary).meta({ id: 'SessionPage' });
export const Ended = z.object({ ended: z.number().int() }).meta({ id: 'Ended' });

export const NewPassword = z.string().min(10, 'Use at least 10 characters.').max(200);

export const ChangePassword = z.strictObject({ current: z.string().min(1).max(200), next: NewPassword }).meta({ id: 'ChangePassword' });
/** A breaker: open, calls are refused; half-open, the next call shows whether it is back. */
export const CircuitView = z
  .object({
    state: z.enum(['closed', 'open', 'halfOpen']),
    since: z.iso.datetime(),
    lastFailure: z
      .object({
        kind: z.enum(['timeout', 'unreachable', 'unavailable', 'rateLimited', 'refused', 'garbled', 'failed']),
        at: z.iso.datetime(),
      })
      .nullable(),
  })
  .meta({ id: 'Circuit' });

/** One dependency: which adapter is in use, its health, and what that means. */
export const DependencyView = z
  .object({
    name: z.string(),
    adapter: z.string(),
    health: z.enum(['healthy', 'degraded', 'unhealthy']),
    note: z.string().nullable(),
    /** As it looks from the api and from every living worker, the worst of them; null where nothing is called. */
    circuit: CircuitView.nullable(),
  })
  .meta({ id: 'Dependency' });
export const SystemView = z
  .object({ version: z.string(), engineUrl: z.string().nullable(), dependencies: z.array(DependencyView) })
  .meta({ id: 'System' });
export type SystemView = z.infer<typeof SystemView>;

/** Shown on the sign-in page of a demo installation. */
export const DemoLogin = z.object({ email: z.string(), password: z.string() }).meta({ id: 'DemoLogin' });
