/** What is looked at: always one tenant. Every call of the adapter that reads or removes takes its filter from here. */
import type { Schemas } from '@qdrant/js-client-rest';
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { TenantScope } from '../../../workflows/domain/ids.ts';

export type Filter = { must: Schemas['Condition'][] };

/** @throws RangeError without a tenant: the type says so, and a caller that was cast must not reach the server */
export function ofTenant({ tenantId }: TenantScope, ...also: Schemas['Condition'][]): Filter {
  if (!tenantId) throw new RangeError('A search needs a tenant.');
  return { must: [{ key: 'tenantId', match: { value: tenantId } }, ...also] };
}

export const ofVersions = (versions: readonly VersionId[]): Schemas['Condition'] => ({ key: 'versionId', match: { any: [...versions] } });
export const holdingTerm = (term: number): Schemas['Condition'] => ({ key: 'terms', match: { value: term } });
