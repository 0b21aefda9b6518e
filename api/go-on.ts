/** What a suspension cut short goes on when the doors open again: documents that were being prepared, and syncs of sites. */
import { isRetired } from '../workflows/domain/document.ts';
import type { TenantScope } from '../workflows/domain/ids.ts';
import { TO_GO_ON } from '../workflows/domain/site.ts';
import { allDocuments } from './all-documents.ts';
import type { ApiDeps } from './context.ts';

/** Asked again it starts nothing twice. @throws {Problem} `engine.unavailable` */
export async function goOn({ documents, sites, engine }: Pick<ApiDeps, 'documents' | 'sites' | 'engine'>, scope: TenantScope): Promise<void> {
  for (const document of await allDocuments({ documents }, scope)) {
    const { _id: documentId, versionId, state } = document;
    if (state !== 'searchable' && state !== 'failed' && !isRetired(document)) await engine.startIngestion({ ...scope, documentId, versionId });
  }
  for (const { _id: siteId, state, run, everyHours } of await sites.list(scope)) {
    if (state !== 'waiting') continue;
    // The run that was about to stop may have seen the doors open and taken it back: then nobody else is needed.
    if (run === null && !(await sites.change(scope, siteId, { run: TO_GO_ON }, null))) continue;
    await engine.keepSite({ ...scope, siteId }, everyHours);
    await engine.resumeSite({ ...scope, siteId });
  }
}
