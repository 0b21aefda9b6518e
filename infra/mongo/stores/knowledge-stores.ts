/** Documents, their chunks, and the revisions that publish them by one pointer write on the tenant. */
import type { Connection } from '../connect.ts';
import { retiredVersion, versionsOf, type Chunk, type Document, type Revision, type VersionId } from '../../../workflows/domain/document.ts';
import { EncoderSwitched } from '../../../workflows/domain/encoder.ts';
import type { IdPrefix, RevisionId, TenantId } from '../../../workflows/domain/ids.ts';
import { isContinued, keptOf, rememberedOf } from '../../../workflows/domain/revisions.ts';
import type { ChunkStore, DocumentStore, RevisionStore } from '../../ports/knowledge-stores.ts';
import type { Tenant } from '../../ports/tenant-stores.ts';
import { recordsOf } from '../models/records.ts';
import { readCursor, cursorOf } from './cursor.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';

const versionOf = (documentId: string, contentHash: string): VersionId => `${documentId}@${contentHash.slice(0, 16)}` as VersionId;

export function documentStore(connection: Connection, now: () => Date = () => new Date()): DocumentStore {
  const records = recordsOf(connection, 'documents');
  return {
    async put({ tenantId }, upload, fresh) {
      const fileKey = `${tenantId}:${upload.fileName}`;
      const begun = { state: 'queued', progress: 0, failure: null, updatedAt: now() } as const;
      const create = (): Document & { fileKey: string } => ({
        ...upload,
        ...begun,
        _id: fresh,
        tenantId,
        fileKey,
        versionId: versionOf(fresh, upload.contentHash),
        versions: [versionOf(fresh, upload.contentHash)],
        chunkCount: 0,
        revisionId: null,
        createdAt: now(),
      });
      for (;;) {
        const before = await records.findOne({ fileKey }).maxTimeMS(MAX_TIME_MS).lean<Document>().exec();
        if (!before) {
          try {
            await records.create([create()]);
          } catch (error) {
            if (!isDuplicate(error)) throw error;
            continue;
          }
        } else {
          const same = before.contentHash === upload.contentHash && before.state !== 'failed';
          const versionId = versionOf(before._id, upload.contentHash);
          const next = same ? {} : { ...upload, ...begun, versionId, versions: versionsOf({ versionId, versions: versionsOf(before) }) };
          await records.updateOne({ _id: before._id, tenantId, versionId: before.versionId }, { $set: next }).exec();
        }
        const after = await records.findOne({ fileKey }).lean<Document>().exec();
        if (after) return after;
      }
    },
    get: ({ tenantId }, documentId) => records.findOne({ _id: documentId, tenantId }).maxTimeMS(MAX_TIME_MS).lean<Document>().exec(),
    async list({ tenantId }, { cursor, limit, name, states }) {
      const behind = cursor ? { _id: { $lt: readCursor(cursor).id } } : {};
      const holds = name ? new RegExp(name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i') : null;
      const named = holds ? { $or: [{ title: holds }, { fileName: holds }] } : {};
      const data = await records
        .find({ tenantId, ...behind, ...named, ...(states ? { state: { $in: states } } : {}) } as never)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Document[]>()
        .exec();
      const shown = data.slice(0, limit);
      const last = shown.at(-1);
      return { data: shown, nextCursor: data.length > limit && last ? cursorOf(last.createdAt, last._id) : null };
    },
    setState: ({ tenantId }, versionId, state, patch = {}) =>
      records
        .findOneAndUpdate(
          { versionId, tenantId },
          { $set: { progress: 0, failure: null, ...patch, state, updatedAt: now() } },
          { returnDocument: 'after' },
        )
        .lean<Document>()
        .exec(),
    byContent: ({ tenantId }, contentHash) => records.findOne({ tenantId, contentHash }).maxTimeMS(MAX_TIME_MS).lean<Document>().exec(),
    async forgot({ tenantId }, documentId, versions) {
      await records.updateOne({ _id: documentId, tenantId }, { $pull: { versions: { $in: [...versions] } } }).exec();
    },
    async retire({ tenantId }, documentId) {
      const before = await records.findOne({ _id: documentId, tenantId }).maxTimeMS(MAX_TIME_MS).lean<Document>().exec();
      if (!before) return;
      const retired = { versionId: retiredVersion(documentId), versions: versionsOf(before), updatedAt: now() };
      await records.updateOne({ _id: documentId, tenantId }, { $set: retired }).exec();
    },
    async remove({ tenantId }, documentId) {
      await records.deleteOne({ _id: documentId, tenantId }).exec();
    },
  };
}

export function chunkStore(connection: Connection): ChunkStore {
  const records = recordsOf(connection, 'chunks');
  return {
    async put({ tenantId }, versionId, chunks) {
      await records.deleteMany({ tenantId, versionId, _id: { $nin: chunks.map((chunk) => chunk._id) } }).exec();
      if (chunks.length === 0) return;
      await records.bulkWrite(chunks.map((chunk) => ({ replaceOne: { filter: { _id: chunk._id }, replacement: chunk as never, upsert: true } })));
    },
    ofVersion: ({ tenantId }, versionId) => records.find({ tenantId, versionId }).sort({ ordinal: 1 }).maxTimeMS(MAX_TIME_MS).lean<Chunk[]>().exec(),
    async many({ tenantId }, chunkIds) {
      const found = await records
        .find({ _id: { $in: [...chunkIds] } })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Chunk[]>()
        .exec();
      // The tenant is checked here and not in the query: beside `$in` a second field makes the stand-in scan all chunks.
      return found.filter((chunk) => chunk.tenantId === tenantId);
    },
    async removeVersion({ tenantId }, versionId) {
      await records.deleteMany({ tenantId, versionId }).exec();
    },
  };
}

export function revisionStore(
  connection: Connection,
  mintId: <P extends IdPrefix>(prefix: P) => `${P}_${string}`,
  now: () => Date = () => new Date(),
): RevisionStore {
  const records = recordsOf(connection, 'revisions');
  const tenants = recordsOf(connection, 'tenants');
  const get = (tenantId: TenantId, revisionId: RevisionId): Promise<Revision | null> =>
    records.findOne({ _id: revisionId, tenantId }).maxTimeMS(MAX_TIME_MS).lean<Revision>().exec();
  const tenantOf = (tenantId: TenantId): Promise<Tenant | null> => tenants.findOne({ _id: tenantId }).maxTimeMS(MAX_TIME_MS).lean<Tenant>().exec();
  const current = async (tenantId: TenantId): Promise<Revision | null> => {
    for (let missed: RevisionId | null = null; ;) {
      const revisionId = (await tenantOf(tenantId))?.revisionId ?? null;
      const found = revisionId && (await get(tenantId, revisionId));
      // A batch that went on between the two reads has taken its place.
      if (found || revisionId === missed) return found;
      missed = revisionId;
    }
  };
  /** Newest first; by id alone, as the stand-in wants it. */
  const recent = async (tenantId: TenantId): Promise<Revision[]> => {
    const tenant = await tenantOf(tenantId);
    const ids = [...new Set([...(tenant?.recentRevisions ?? []), ...(tenant?.revisionId ? [tenant.revisionId] : [])])];
    const found = await records
      .find({ _id: { $in: ids } })
      .maxTimeMS(MAX_TIME_MS)
      .lean<Revision[]>()
      .exec();
    return found.filter((one) => one.tenantId === tenantId).sort((a, b) => b.number - a.number);
  };

  return {
    current: ({ tenantId }) => current(tenantId),
    get: ({ tenantId }, revisionId) => get(tenantId, revisionId),
    async recent({ tenantId }) {
      const [all, published] = await Promise.all([recent(tenantId), current(tenantId)]);
      const kept = keptOf(all, published);
      return { kept, dropped: all.filter((one) => !kept.includes(one)) };
    },
    async publishAgain({ tenantId }, revisionId, from) {
      const { matchedCount } = await tenants.updateOne({ _id: tenantId, revisionId: from }, { $set: { revisionId } }).exec();
      return matchedCount === 1;
    },
    async publish({ tenantId }, { add, remove = [], batch = null, author = null, encoder }) {
      for (;;) {
        const parent = await current(tenantId);
        const before = parent?.versions ?? [];
        const all = await recent(tenantId);
        const kept = before.filter((version) => version !== add && !remove.includes(version));
        const versions = add ? [...kept, add] : kept;
        if (parent && versions.length === before.length && (!add || before.includes(add))) return parent;
        const replaced = isContinued(all, parent, batch) ? parent : null;
        const next: Revision = {
          _id: mintId('rev'),
          tenantId,
          number: replaced?.number ?? (all[0]?.number ?? 0) + 1,
          parent: replaced ? replaced.parent : (parent?._id ?? null),
          versions,
          batches: [...new Set([...(replaced?.batches ?? []), ...(batch ? [batch] : [])])],
          author,
          createdAt: now(),
        };
        await records.create([next]);
        const remembered = rememberedOf([next, ...all.filter(({ _id }) => _id !== replaced?._id)], next);
        const { matchedCount } = await tenants
          .updateOne(
            { _id: tenantId, revisionId: parent?._id ?? null, ...(encoder ? { encoder } : {}) },
            { $set: { revisionId: next._id, recentRevisions: remembered.map(({ _id }) => _id).reverse() } },
          )
          .exec();
        // Not ours: another publication was first, what we built on is no longer current, and it is built anew on theirs.
        const over = matchedCount === 1 ? replaced : next;
        if (over) await records.deleteOne({ _id: over._id, tenantId }).exec();
        if (matchedCount === 1) return next;
        const tenant = await tenantOf(tenantId);
        // One that was erased meanwhile: there is no pointer to move, however often it is tried.
        if (!tenant) throw new RangeError(`There is no tenant ${tenantId}.`);
        if (encoder && tenant.encoder !== encoder) throw new EncoderSwitched(`${encoder} is not in use.`);
      }
    },
  };
}
