/** The chunks of the published versions, remembered from one search to the next: reading ten thousand takes longer than searching them. */
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { ChunkId } from '../../../workflows/domain/ids.ts';
import type { IndexDatabase } from './database.ts';

export type Published = {
  places: ReadonlyMap<number, { chunkId: ChunkId; versionId: VersionId }>;
  /** Their row ids as a JSON list. */
  ids: string;
  /** Chunks of the tenant, published or not: what FTS5 counts as all. */
  stored: number;
};

/** Revisions that are remembered; a process serves few tenants at a time. */
const REMEMBERED = 16;
type Memory = { writes: string; published: Map<string, Published> };
const memories = new WeakMap<IndexDatabase, Memory>();

export function publishedChunks(index: IndexDatabase, tenant: number, versions: readonly VersionId[]): Published {
  const { db } = index;
  const writes = writesSeen(index);
  let memory = memories.get(index);
  if (memory?.writes !== writes) memories.set(index, (memory = { writes, published: new Map() }));
  const key = JSON.stringify([tenant, ...versions]);
  const known = memory.published.get(key);
  if (known) return known;
  const rows = db
    .prepare('SELECT id, chunkId, versionId FROM chunks WHERE tenant = ? AND versionId IN (SELECT value FROM json_each(?))')
    .all(tenant, JSON.stringify(versions)) as { id: number; chunkId: ChunkId; versionId: VersionId }[];
  const { stored } = db.prepare('SELECT count(*) AS stored FROM chunks WHERE tenant = ?').get(tenant) as { stored: number };
  const published = { places: new Map(rows.map((row) => [row.id, row])), ids: JSON.stringify(rows.map(({ id }) => id)), stored };
  if (memory.published.size >= REMEMBERED) memory.published.clear();
  memory.published.set(key, published);
  return published;
}

/** Changes with every write: `data_version` with those of other processes, `total_changes` with our own. */
function writesSeen({ db }: IndexDatabase): string {
  const { others } = db.prepare('SELECT data_version AS others FROM pragma_data_version').get() as { others: number };
  const { own } = db.prepare('SELECT total_changes() AS own').get() as { own: number };
  return `${others}:${own}`;
}
