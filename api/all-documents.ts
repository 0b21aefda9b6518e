/** The documents of a tenant, page by page. */
import type { Document } from '../workflows/domain/document.ts';
import type { TenantScope } from '../workflows/domain/ids.ts';
import type { ApiDeps } from './context.ts';

export async function allDocuments({ documents }: Pick<ApiDeps, 'documents'>, scope: TenantScope): Promise<Document[]> {
  const all: Document[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(scope, { limit: 100, cursor });
    all.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return all;
}
