/** Puts the chunks of a version into the index that is in use, one bounded step a call. */
import { heartbeat } from '@temporalio/activity';
import type { IngestionStart } from '../../workflows/contracts/ingestion.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { giveUp } from './forget-versions.ts';
import { chunksOf, putChunks, STEP } from './index-version.ts';

type Needs = TenantsByStatus & Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'files' | 'encoders' | 'bus'>;

/**
 * Only what the index lacks is embedded, so a resumed run pays for nothing twice. They are stored under a version that is not
 * published yet, so nobody finds them.
 *
 * @returns chunks that are still missing; null when the version has been replaced or removed meanwhile, or its tenant closed
 */
export const embedChunks =
  (deps: Needs) =>
  async ({ tenantId, documentId, versionId }: IngestionStart): Promise<{ remaining: number } | null> => {
    const { documents, encoders, bus } = deps;
    const scope = { tenantId };
    if (!(await isOpen(deps, scope))) return null;
    const encoder = await encoders.inUse(scope);
    const { all, missing } = await chunksOf(deps, { tenantId, encoder }, versionId);
    // Without the encoder at hand nothing is embedded, and nothing would tell the next step that this one has been.
    const step = encoders.of(encoder) ? missing.slice(0, STEP) : missing;
    const show = async (done: number): Promise<boolean> => {
      heartbeat(done);
      const progress = all.length === 0 ? 1 : (all.length - missing.length + done) / all.length;
      const document = await documents.setState(scope, versionId, 'embedding', { progress });
      bus.publish({ tenantId, type: 'document.changed', documentId });
      return document !== null;
    };
    const wasPut = (await show(0)) && (await putChunks(deps, { tenantId, encoder }, { documentId, versionId }, step, show));
    return wasPut ? { remaining: missing.length - step.length } : giveUp(deps, scope, documentId, versionId);
  };
