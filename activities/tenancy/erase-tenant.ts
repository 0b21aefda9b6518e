/** Erases everything that is kept of a tenant but its own record. A second run finds less, and does the same. */
import { heartbeat } from '@temporalio/activity';
import type { ErasedTenant } from '../../workflows/contracts/tenancy.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';

export const eraseTenant =
  ({ eraser }: Pick<Deps, 'eraser'>) =>
  async ({ tenantId }: TenantScope): Promise<ErasedTenant> => {
    const scope = { tenantId };
    // What runs goes first: it would write what is erased behind it.
    const workflows = await eraser.workflows(scope);
    heartbeat('workflows');
    const chunks = await eraser.vectors(scope);
    heartbeat('vectors');
    await eraser.files(scope);
    heartbeat('files');
    await eraser.secrets(scope);
    heartbeat('secrets');
    // Before the records, which say who belongs to the tenant.
    const people = await eraser.people(scope);
    heartbeat('people');
    const records = await eraser.records(scope);
    return { workflows, chunks, people, records: Object.values(records).reduce((sum, n) => sum + n, 0) };
  };
