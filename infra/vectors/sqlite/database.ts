/** The file of one encoder's index: which chunks there are, their vectors (sqlite-vec) and, per tenant, their words (FTS5). */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as sqliteVec from 'sqlite-vec';
import { type Encoder, type EncoderName, encoderName, WORDS_ONLY } from '../../../workflows/domain/encoder.ts';
import { IndexFault, IndexMismatch } from './fault.ts';

export type IndexDatabase = { db: DatabaseSync; /** Null: the index is searched by keywords only. */ encoder: Encoder | null };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tenants (n INTEGER PRIMARY KEY, tenantId TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS chunks (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    chunkId TEXT NOT NULL,
    versionId TEXT NOT NULL,
    hasVector INTEGER NOT NULL
  );
  -- put: is this chunk stored already?
  CREATE UNIQUE INDEX IF NOT EXISTS chunks_by_chunk ON chunks (tenant, chunkId);
  -- search, stored and removeVersion: the chunks of published versions.
  CREATE INDEX IF NOT EXISTS chunks_by_version ON chunks (tenant, versionId);
  -- Words as people wrote them (FTS5 keeps stems), to mend typing mistakes.
  CREATE TABLE IF NOT EXISTS words (tenant INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (tenant, word)) WITHOUT ROWID;
`;

/**
 * Opens the file and makes what it lacks.
 *
 * @param encoder whose vectors are stored and searched; null when there is none
 * @throws {IndexMismatch} when the file holds vectors of another encoder
 */
export function openDatabase(file: string, encoder: Encoder | null): IndexDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { allowExtension: true });
  try {
    sqliteVec.load(db);
    db.enableLoadExtension(false);
    // FULL: what was put stays put through a power cut, since a published revision relies on it.
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    inTransaction(db, () => {
      db.exec(SCHEMA);
      const known = heldBy(db);
      if (known === null) {
        db.prepare("INSERT INTO meta VALUES ('encoder', ?)").run(JSON.stringify(encoder));
        if (!encoder) return;
        db.exec(
          `CREATE VIRTUAL TABLE vectors USING vec0(tenant INTEGER PARTITION KEY, embedding FLOAT[${Number(encoder.dim)}] distance_metric=cosine)`,
        );
      } else if (known !== encoderName(encoder)) throw new IndexMismatch(known, encoderName(encoder));
    });
    return { db, encoder };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Whose vectors a file holds; null for one that was never opened for anybody.
 *
 * @throws {IndexFault} for a file that cannot be read
 */
export function encoderOfFile(file: string): EncoderName | null {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    return heldBy(db);
  } catch (cause) {
    throw new IndexFault(`The search index ${file} cannot be opened: ${(cause as Error).message}`, { cause });
  } finally {
    db?.close();
  }
}

function heldBy(db: DatabaseSync): EncoderName | null {
  if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get()) return null;
  const stored = db.prepare("SELECT value FROM meta WHERE key = 'encoder'").get() as { value: string } | undefined;
  if (!stored) return null;
  const encoder = JSON.parse(stored.value) as Encoder | null;
  return encoder ? encoderName(encoder) : WORDS_ONLY;
}

/** All or nothing. `IMMEDIATE`, since a reader that turns writer would be refused instead of waiting. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** The number of a tenant; null when nothing was ever stored for it. */
export function tenantNumber({ db }: IndexDatabase, tenantId: string): number | null {
  const row = db.prepare('SELECT n FROM tenants WHERE tenantId = ?').get(tenantId) as { n: number } | undefined;
  return row?.n ?? null;
}

/** The keyword table of a tenant: one each, so that how rare a word is does not depend on what others store. */
export const wordTable = (tenant: number): string => `fts_${tenant}`;

export function addTenant(index: IndexDatabase, tenantId: string): number {
  const known = tenantNumber(index, tenantId);
  if (known !== null) return known;
  const { lastInsertRowid } = index.db.prepare('INSERT INTO tenants (tenantId) VALUES (?)').run(tenantId);
  const tenant = Number(lastInsertRowid);
  index.db.exec(`CREATE VIRTUAL TABLE ${wordTable(tenant)} USING fts5(heading, text, tokenize = 'porter unicode61 remove_diacritics 2')`);
  return tenant;
}
