/** People, their sessions and their memberships, as the API shows them. */
import type { z } from 'zod';
import type { RefreshFamily } from '../../workflows/domain/refresh.ts';
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
