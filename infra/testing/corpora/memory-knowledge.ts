/** Knowledge in memory: the stores that ingestion and search need, with the promises of the real ones and nothing to start. */
import { createHash } from 'node:crypto';
import type { Deps } from '../../../activities/deps.ts';
import { mediaTypeOf, retiredVersion, versionsOf } from '../../../workflows/domain/document.ts';
import type { Chunk, Document, DocumentState, MediaType, Revision, VersionId } from '../../../workflows/domain/document.ts';
import { encoderName } from '../../../workflows/domain/encoder.ts';
import type { ChunkId, RevisionId, TenantId, TenantScope } from '../../../workflows/domain/ids.ts';
import { isContinued, keptOf } from '../../../workflows/domain/revisions.ts';
import { derivedId, mintId } from '../../ids/mint.ts';
import type { BusEvent } from '../../ports/event-bus.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { documentReader } from '../../reading/index.ts';

type Stored = { tenants: Pick<Deps['tenants'], 'get'> } & Pick<Deps, 'documents' | 'chunks' | 'revisions' | 'files' | 'reader' | 'vectors' | 'encoders' | 'reranker' | 'bus' | 'derivedId' | 'log'>;
export type MemoryKnowledge = Stored & {
  /** Tenants whose doors are shut. */
  suspended: Set<TenantId>;
  /** What `encoders` gives for whatever is asked. */
  embedder: Embedder | null;
  /** Bytes of versions that are stored. */
  stored: ReadonlyMap<string, Uint8Array>;
  /** What was published on the bus, in order. */
  events: BusEvent[];
  /** Each state that a document went through, in order. */
  states: DocumentState[];
  warnings: string[];
  /** `mediaType` of what the name does not tell. */
  upload(scope: TenantScope, fileName: string, bytes: Uint8Array | string, more?: { mediaType: MediaType }): Promise<Document>;
};

/** @param vectors a real index: what is found is never a fake's opinion */
export function memoryKnowledge(vectors: VectorIndex, embedder: Embedder | null): MemoryKnowledge {
  const documents = new Map<string, Document>();
  const chunks = new Map<ChunkId, Chunk>();
  const revisions = new Map<RevisionId, Revision>();
  const current = new Map<TenantId, Revision>();
  const files = new Map<string, Uint8Array>();
  const events: BusEvent[] = [];
  const suspended = new Set<TenantId>();
  const states: DocumentState[] = [];
  const warnings: string[] = [];
  /** Newest first. */
  const recent = (tenantId: TenantId): Revision[] =>
    [...revisions.values()].filter((one) => one.tenantId === tenantId).sort((a, b) => b.number - a.number);
  const key = ({ tenantId }: TenantScope, id: string) => `${tenantId} ${id}`;
  const fileStore: Stored['files'] = {
    put: async (scope, versionId, bytes) => void files.set(key(scope, versionId), bytes),
    get: async (scope, versionId) => files.get(key(scope, versionId)) ?? null,
    remove: async (scope, versionId) => void files.delete(key(scope, versionId)),
    async removeTenant({ tenantId }) {
      for (const name of files.keys()) if (name.startsWith(`${tenantId} `)) files.delete(name);
    },
  };
  const documentStore: Stored['documents'] = {
    async put(scope, upload, fresh) {
      const before = [...documents.values()].find(({ tenantId, fileName }) => tenantId === scope.tenantId && fileName === upload.fileName);
      const _id = before?._id ?? fresh;
      const versionId: VersionId = `${_id}@${upload.contentHash.slice(0, 16)}`;
      const now = new Date(0);
      const begun = { state: 'queued', progress: 0, failure: null, chunkCount: 0, revisionId: null, createdAt: now, updatedAt: now } as const;
      const versions = versionsOf({ versionId, versions: before ? versionsOf(before) : [] });
      const document: Document = { ...begun, ...upload, _id, versionId, versions, tenantId: scope.tenantId };
      documents.set(key(scope, _id), document);
      return document;
    },
    get: async (scope, documentId) => documents.get(key(scope, documentId)) ?? null,
    list: async ({ tenantId }, { limit }) => ({
      data: [...documents.values()].filter((document) => document.tenantId === tenantId).slice(0, limit),
      nextCursor: null,
    }),
    async setState({ tenantId }, versionId, state, patch = {}) {
      const document = [...documents.values()].find((one) => one.tenantId === tenantId && one.versionId === versionId);
      if (!document) return null;
      if (states.at(-1) !== state) states.push(state);
      return Object.assign(document, patch, { state });
    },
    byContent: async ({ tenantId }, contentHash) =>
      [...documents.values()].find((one) => one.tenantId === tenantId && one.contentHash === contentHash) ?? null,
    async forgot(scope, documentId, gone) {
      const document = documents.get(key(scope, documentId));
      if (document) document.versions = versionsOf(document).filter((version) => !gone.includes(version));
    },
    async retire(scope, documentId) {
      const document = documents.get(key(scope, documentId));
      if (document) Object.assign(document, { versions: versionsOf(document), versionId: retiredVersion(documentId) });
    },
    remove: async (scope, documentId) => void documents.delete(key(scope, documentId)),
  };
  const encoder = encoderName(embedder);
  const knowledge: MemoryKnowledge = {
    suspended,
    tenants: {
      async get(_id) {
        const status = suspended.has(_id) ? 'suspended' : 'active';
        return { _id, slug: _id, name: _id, revisionId: current.get(_id)?._id ?? null, status, createdAt: new Date(0) };
      },
    },
    events,
    states,
    warnings,
    stored: files,
    reader: documentReader(),
    vectors,
    embedder,
    encoders: { configured: encoder, known: [encoder], inUse: async () => encoder, of: () => knowledge.embedder, close: async () => {} },
    reranker: null,
    derivedId,
    documents: documentStore,
    files: fileStore,
    bus: {
      publish: (event) => void events.push(event),
      subscribe: () => () => {},
      missed: () => () => {},
      setTyping: () => {},
      isTyping: async () => false,
      healthy: () => true,
      close: async () => {},
    },
    log: { info: () => {}, warn: (_fields, message) => void warnings.push(message), error: () => {} },
    chunks: {
      async put(scope, versionId, fresh) {
        await this.removeVersion(scope, versionId);
        for (const chunk of fresh) chunks.set(chunk._id, chunk);
      },
      ofVersion: async ({ tenantId }, versionId) => [...chunks.values()].filter((one) => one.tenantId === tenantId && one.versionId === versionId),
      many: async ({ tenantId }, ids) => ids.flatMap((id) => chunks.get(id) ?? []).filter((one) => one.tenantId === tenantId),
      async removeVersion({ tenantId }, versionId) {
        for (const [id, one] of chunks) if (one.tenantId === tenantId && one.versionId === versionId) chunks.delete(id);
      },
    },
    revisions: {
      current: async ({ tenantId }) => current.get(tenantId) ?? null,
      get: async (_scope, revisionId) => revisions.get(revisionId) ?? null,
      async recent({ tenantId }) {
        const all = recent(tenantId);
        const kept = keptOf(all, current.get(tenantId) ?? null);
        return { kept, dropped: all.filter((one) => !kept.includes(one)) };
      },
      async publishAgain({ tenantId }, revisionId, from) {
        if (current.get(tenantId)?._id !== from) return false;
        current.set(tenantId, revisions.get(revisionId)!);
        return true;
      },
      async publish({ tenantId }, { add, remove = [], batch = null, author = null }) {
        const parent = current.get(tenantId) ?? null;
        const before = parent?.versions ?? [];
        const kept = before.filter((version) => version !== add && !remove.includes(version));
        if (parent && kept.length === before.length - (add && before.includes(add) ? 1 : 0) && (!add || before.includes(add))) return parent;
        const versions = add ? [...kept, add] : kept;
        const all = recent(tenantId);
        const replaced = isContinued(all, parent, batch) ? parent : null;
        const revision: Revision = {
          _id: mintId('rev'),
          tenantId,
          number: replaced?.number ?? (all[0]?.number ?? 0) + 1,
          parent: replaced ? replaced.parent : (parent?._id ?? null),
          versions,
          batches: [...new Set([...(replaced?.batches ?? []), ...(batch ? [batch] : [])])],
          author,
          createdAt: new Date(0),
        };
        if (replaced) revisions.delete(replaced._id);
        revisions.set(revision._id, revision);
        current.set(tenantId, revision);
        return revision;
      },
    },
    async upload(scope, fileName, content, { mediaType } = { mediaType: mediaTypeOf(fileName)! }) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      const contentHash = createHash('sha256').update(bytes).digest('hex');
      const about = { fileName, title: fileName, mediaType, bytes: bytes.length, contentHash } as const;
      const document = await documentStore.put(scope, about, mintId('doc'));
      await fileStore.put(scope, document.versionId, bytes);
      return document;
    },
  };
  return knowledge;
}
