/** Writing into the index: by chunk id, so that a second run changes nothing. */
import type { VersionId } from '../../../workflows/domain/document.ts';
import type { ChunkId } from '../../../workflows/domain/ids.ts';
import type { IndexedChunk } from '../../ports/vector-index.ts';
import { type IndexDatabase, addTenant, inTransaction, tenantNumber, wordTable } from './database.ts';
import { wordsOf } from '../terms.ts';

export function putChunks(index: IndexDatabase, tenantId: string, chunks: readonly IndexedChunk[]): void {
  const { db, encoder } = index;
  inTransaction(db, () => {
    const tenant = addTenant(index, tenantId);
    const table = wordTable(tenant);
    const known = db.prepare('SELECT id FROM chunks WHERE tenant = ? AND chunkId = ?');
    const addPlace = db.prepare('INSERT INTO chunks (tenant, chunkId, versionId, hasVector) VALUES (?, ?, ?, ?)');
    const addText = db.prepare(`INSERT INTO ${table} (rowid, heading, text) VALUES (?, ?, ?)`);
    const addWord = db.prepare('INSERT OR IGNORE INTO words VALUES (?, ?)');
    const addVector = encoder && db.prepare('INSERT INTO vectors (rowid, tenant, embedding) VALUES (?, ?, ?)');
    for (const { chunkId, versionId, heading, text, vector } of chunks) {
      if (vector && vector.length !== encoder?.dim)
        throw new RangeError(`A vector has ${vector.length} numbers, the index ${encoder?.dim ?? 'none'}.`);
      const earlier = known.get(tenant, chunkId) as { id: number } | undefined;
      if (earlier) removeRows(index, tenant, [earlier.id]);
      const id = BigInt(addPlace.run(tenant, chunkId, versionId, vector ? 1 : 0).lastInsertRowid);
      addText.run(id, heading, text);
      if (vector) addVector!.run(id, BigInt(tenant), vector);
      for (const word of wordsOf(`${heading} ${text}`)) addWord.run(tenant, word);
    }
  });
}

/** Ids that are complete: with an encoder, a chunk without a vector still has to be embedded. */
export function storedChunks({ db, encoder }: IndexDatabase, tenant: number, versionId: VersionId): ChunkId[] {
  const rows = db.prepare('SELECT chunkId FROM chunks WHERE tenant = ? AND versionId = ? AND hasVector >= ?').all(tenant, versionId, encoder ? 1 : 0);
  return rows.map((row) => row['chunkId'] as ChunkId);
}

export function storedVectors({ db, encoder }: IndexDatabase, tenant: number, chunkIds: readonly ChunkId[]): [ChunkId, Float32Array][] {
  if (!encoder) return [];
  const one = db.prepare('SELECT id FROM chunks WHERE tenant = ? AND chunkId = ? AND hasVector = 1');
  const vector = db.prepare('SELECT embedding FROM vectors WHERE rowid = ?');
  return chunkIds.flatMap((chunkId): [ChunkId, Float32Array][] => {
    const place = one.get(tenant, chunkId) as { id: number } | undefined;
    const row = place && (vector.get(BigInt(place.id)) as { embedding: Uint8Array } | undefined);
    // Copied: the bytes of a row need not begin where a number may.
    return row ? [[chunkId, new Float32Array(row.embedding.slice().buffer)]] : [];
  });
}

export function removeVersion(index: IndexDatabase, tenantId: string, versionId: VersionId): void {
  inTransaction(index.db, () => {
    const tenant = tenantNumber(index, tenantId);
    if (tenant === null) return;
    const rows = index.db.prepare('SELECT id FROM chunks WHERE tenant = ? AND versionId = ?').all(tenant, versionId);
    removeRows(
      index,
      tenant,
      rows.map((row) => row['id'] as number),
    );
  });
}

/** @returns how many chunks there were */
export function removeTenant(index: IndexDatabase, tenantId: string): number {
  return inTransaction(index.db, () => {
    const tenant = tenantNumber(index, tenantId);
    if (tenant === null) return 0;
    const ids = index.db
      .prepare('SELECT id FROM chunks WHERE tenant = ?')
      .all(tenant)
      .map((row) => row['id'] as number);
    removeRows(index, tenant, ids);
    index.db.exec(`DROP TABLE ${wordTable(tenant)}`);
    index.db.prepare('DELETE FROM words WHERE tenant = ?').run(tenant);
    index.db.prepare('DELETE FROM tenants WHERE n = ?').run(tenant);
    return ids.length;
  });
}

export function countChunks({ db }: IndexDatabase, tenant: number): number {
  return (db.prepare('SELECT count(*) AS n FROM chunks WHERE tenant = ?').get(tenant) as { n: number }).n;
}

function removeRows({ db }: IndexDatabase, tenant: number, ids: readonly number[]): void {
  const hasVectors = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'vectors'").get() !== undefined;
  for (const id of ids.map(BigInt)) {
    db.prepare('DELETE FROM chunks WHERE id = ?').run(id);
    db.prepare(`DELETE FROM ${wordTable(tenant)} WHERE rowid = ?`).run(id);
    if (hasVectors) db.prepare('DELETE FROM vectors WHERE rowid = ?').run(id);
  }
}
