/** Makes an invitation and mails it: the token stands in the mail alone, its hash in the store. */
import { rateLimited } from '../workflows/domain/errors.ts';
import type { TenantId, UserId } from '../workflows/domain/ids.ts';
import type { Role } from '../workflows/domain/roles.ts';
import type { Invitation } from '../infra/ports/people-stores.ts';
import type { ApiDeps } from './context.ts';

/** Life of an invitation, ms. */
const LIFE_MS = 72 * 3_600_000;

type Needs = Pick<ApiDeps, 'invitations' | 'tenants' | 'limits' | 'mailer' | 'mintToken' | 'mintId' | 'hashToken' | 'now' | 'publicUrl'>;

/** @throws {Problem} `limit.rate` when the tenant has invited too many; whatever the mailer throws */
export async function sendInvitation(
  deps: Needs,
  { tenantId, email, role, invitedBy }: { tenantId: TenantId; email: string; role: Role; invitedBy: UserId },
): Promise<Invitation> {
  const waitSeconds = await deps.limits.take('invite', tenantId);
  if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
  const token = deps.mintToken('inv');
  const now = deps.now();
  const invitation = await deps.invitations.create(
    { tenantId },
    {
      _id: deps.mintId('inv'),
      email,
      role,
      tokenHash: deps.hashToken(token),
      invitedBy,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFE_MS),
    },
  );
  const tenant = await deps.tenants.get(tenantId);
  await deps.mailer.send({
    to: email,
    subject: `You are invited to ${tenant?.name ?? 'a workspace'} at Parley`,
    // Behind a #: what stands there reaches no server and no log.
    text: `Open this link to join. It is good for three days and works once.\n\n${deps.publicUrl()}/admin/join#${token}`,
  });
  return invitation;
}
