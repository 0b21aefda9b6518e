/** Signing in, who one is, and what the installation runs on. */
import { z } from 'zod';
import { PERMISSIONS, ROLES } from '../../workflows/domain/roles.ts';
import { TenantIdSchema, UserIdSchema } from '../../workflows/domain/schemas/ids.ts';

export const SignIn = z
  .strictObject({
    email: z.email('Enter an e-mail address.').max(254),
    password: z.string().min(1, 'Enter your password.').max(200),
  })
  .meta({ id: 'SignIn' });

/** Who is signed in, where, and what the role allows. */
export const StaffIdentity = z
  .object({
    user: z.object({ id: UserIdSchema, name: z.string(), email: z.string() }),
    tenant: z.object({ id: TenantIdSchema, slug: z.string(), name: z.string() }),
    role: z.enum(ROLES),
    permissions: z.array(z.enum(PERMISSIONS)),
  })
  .meta({ id: 'StaffIdentity' });

/** The access token lives in memory only; the refresh token travels in an HttpOnly cookie. */
export const StaffSession = z
  .object({ ...StaffIdentity.shape, accessToken: z.string(), expiresInSeconds: z.number().int() })
  .meta({ id: 'StaffSession' });
export type StaffSession = z.infer<typeof StaffSession>;

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
