/** People, their sessions and their memberships, as the API shows them. */
import type { z } from 'zod';
import type { RefreshFamily } from '../../workflows/domain/refresh.ts';
import type { Invitation, Member } from '../../infra/ports/people-stores.ts';
import type { InvitationView, MemberView } from '../protocol/people.ts';
import type { SessionSummary } from '../protocol/staff.ts';

export const presentSession = (family: RefreshFamily, current: string): z.infer<typeof SessionSummary> => ({
  id: family._id,
  tenantId: family.tenantId,
  device: family.device.userAgent,
  ip: family.device.ip,
  createdAt: family.createdAt.toISOString(),
  lastUsedAt: family.rotatedAt.toISOString(),
  expiresAt: (family.expiresAt < family.endsAt ? family.expiresAt : family.endsAt).toISOString(),
  current: family._id === current,
});

export const presentMember = ({ userId, name, email, role }: Member, you: string): z.infer<typeof MemberView> => ({
  id: userId,
  name,
  email,
  role,
  you: userId === you,
});

export const presentInvitation = ({ _id, email, role, createdAt, expiresAt }: Invitation): z.infer<typeof InvitationView> => ({
  id: _id,
  email,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
