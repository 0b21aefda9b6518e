/** What may be said to an ingestion. */
import type { VersionId } from '../domain/document.ts';
import type { DocumentId, TenantId } from '../domain/ids.ts';

/** One content of one document. The bytes are in the file store under `versionId`. */
export type IngestionStart = { tenantId: TenantId; documentId: DocumentId; versionId: VersionId };
