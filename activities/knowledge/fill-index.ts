/** Builds the index of another encoder beside the one in use, and moves the pointer when it holds everything. */
import { heartbeat } from '@temporalio/activity';
import type { ChangeRef, FillStep } from '../../workflows/contracts/encoder-change.ts';
import { isRetired, type VersionId } from '../../workflows/domain/document.ts';
import { encoderOf } from '../../workflows/domain/encoder.ts';
import type { DocumentId, TenantScope } from '../../workflows/domain/ids.ts';
import type { IndexScope } from '../../infra/ports/vector-index.ts';
import type { Deps } from '../deps.ts';
import { type TenantsByStatus, isOpen } from '../tenancy/is-open.ts';
import { chunksOf, makeWhole, putChunks, STEP } from './index-version.ts';

type Needs = TenantsByStatus & Pick<Deps, 'documents' | 'revisions' | 'chunks' | 'vectors' | 'encoders' | 'encoderChoices' | 'closing'>;

/** Thrown while it cannot be worked on: nobody here can ask the encoder, or the tenant is closed. It is tried again later. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}

/**
 * One bounded step through the versions that may be published, in the order of their ids. What the index holds already is passed over,
 * so a step that is run again embeds only what the first left.
 *
 * @param step.after what earlier steps have done; null begins
 * @returns `after` is where the next step goes on
 */
export const fillIndex =
  (deps: Needs) =>
  async ({ tenantId, to, after }: FillStep): Promise<{ isDone: boolean; after: VersionId | null }> => {
    const scope = await scopeOf(deps, { tenantId, to });
    const all = [...(await versionsToHold(deps, scope))].sort();
    let left = STEP;
    let behind = after;
    for (const [i, versionId] of all.entries()) {
      if (after !== null && versionId <= after) continue;
      heartbeat();
      await deps.encoderChoices.progress(scope, to, { done: i, total: all.length });
      if (left <= 0 || deps.closing.aborted) return { isDone: false, after: behind };
      const { missing } = await chunksOf(deps, scope, versionId);
      const step = missing.slice(0, left);
      await put(deps, scope, versionId, step);
      left -= step.length;
      if (step.length < missing.length) return { isDone: false, after: behind };
      behind = versionId;
    }
    await deps.encoderChoices.progress(scope, to, { done: all.length, total: all.length });
    return { isDone: true, after: behind };
  };

/**
 * Adds what was published meanwhile and moves the pointer, in one write that is refused when something was published since we looked.
 * What was in use is kept; what was kept before that goes.
 *
 * @returns false when the change was given up
 */
export const switchEncoder =
  (deps: Needs) =>
  async ({ tenantId, to }: ChangeRef): Promise<boolean> => {
    const { revisions, encoderChoices, vectors } = deps;
    const scope = await scopeOf(deps, { tenantId, to });
    const whole = new Set<VersionId>();
    for (;;) {
      const choice = await encoderChoices.get(scope);
      if (choice?.inUse === to) {
        await vectors.removeTenant(scope, [to, ...(choice.before ? [choice.before] : [])]);
        return true;
      }
      if (choice?.change?.to !== to) return false;
      // First what is published, then what may be: nothing is published that is not among them.
      const revision = await revisions.current(scope);
      for (const versionId of await versionsToHold(deps, scope)) {
        heartbeat();
        if (whole.has(versionId)) continue;
        await makeWhole(deps, scope, { documentId: documentOf(versionId), versionId }, () => goesOn(deps, scope, versionId));
        whole.add(versionId);
      }
      await encoderChoices.switch(scope, { from: choice.inUse, to, revisionId: revision?._id ?? null });
    }
  };

async function scopeOf(deps: Needs, { tenantId, to }: ChangeRef): Promise<IndexScope> {
  if (!(await isOpen(deps, { tenantId }))) throw new NotNow('The tenant is closed.');
  if (encoderOf(to) && !deps.encoders.of(to)) throw new NotNow(`${to} cannot be asked here; the worker's configuration does not name it.`);
  return { tenantId, encoder: to };
}

/** Versions of every revision that may be published. */
async function versionsToHold({ revisions }: Needs, scope: TenantScope): Promise<Set<VersionId>> {
  const { kept } = await revisions.recent(scope);
  return new Set(kept.flatMap(({ versions }) => versions));
}

const put = (deps: Needs, scope: IndexScope, versionId: VersionId, chunks: Parameters<typeof putChunks>[3]): Promise<boolean> =>
  putChunks(deps, scope, { documentId: documentOf(versionId), versionId }, chunks, () => goesOn(deps, scope, versionId));

/**
 * Asked behind each write. What was deleted or dropped while we wrote is removed again: whoever deleted it has looked before us, or
 * finds what we wrote.
 */
async function goesOn(deps: Needs, scope: IndexScope, versionId: VersionId): Promise<boolean> {
  heartbeat();
  const document = await deps.documents.get(scope, documentOf(versionId));
  const isWanted = document !== null && !isRetired(document) && (await versionsToHold(deps, scope)).has(versionId);
  if (!isWanted) await deps.vectors.removeVersion(scope, versionId);
  return isWanted;
}

const documentOf = (versionId: VersionId): DocumentId => versionId.split('@')[0] as DocumentId;
