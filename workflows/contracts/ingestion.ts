/** What may be said to an ingestion. */
import { defineSignal } from '@temporalio/workflow';
import type { VersionId } from '../domain/document.ts';
import type { DocumentId, TenantId } from '../domain/ids.ts';

/**
 * Said with each start, and again by whoever wants a version prepared that is just ending: what ends then begins anew, so that nobody's
 * wish is lost in between.
 */
export const ingestionAsked = defineSignal<[ask: string]>('ingestionAsked');

/** One content of one document. The bytes are in the file store under `versionId`. `ask` is the wish that began the run. */
export type IngestionStart = { tenantId: TenantId; documentId: DocumentId; versionId: VersionId; ask?: string };
