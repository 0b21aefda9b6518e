/** The last of a tenant: the platform's audit says that it is gone, then its own record goes. */
import { PLATFORM, SYSTEM } from '../../workflows/domain/audit.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

export const closeTenant =
  ({ tenantDesk, audit, now }: Pick<Deps, 'tenantDesk' | 'audit' | 'now'>) =>
  async ({ tenantId }: TenantScope): Promise<void> => {
    await audit.append(
      { tenantId: PLATFORM },
      { key: `${tenantId}:deleted`, at: now(), actor: SYSTEM, action: 'tenant.deleted', subject: tenantId, detail: '' },
    );
    await tenantDesk.remove(tenantId);
  };
