/** What a world leaves behind when it ends: records, files, mails and the histories of its engine. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Parts } from '../../cli/compose/parts.ts';
import type { Recorder } from './recorder.ts';

/** Histories that are read of one world, the newest. */
const HISTORIES = 40;
/** Who has stopped the engine is not waited for, ms. */
const ENGINE_MS = 5_000;

/** Ids of records and canaries of tenants, each with the tenants that they may be shown to. */
export type Owners = {
  tenantOf: Map<string, string>;
  visitorTokens: Map<string, string>;
  keyTokens: Map<string, string | null>;
  people: Map<string, Set<string>>;
};

type Doc = { _id: unknown; tenantId?: string | null; tokenHash?: string; userId?: string };

/** Reads the database once: searches every record, and learns whose each id is. */
export async function searchRecords({ connection }: Parts, into: Recorder): Promise<Owners> {
  const owners: Owners = { tenantOf: new Map(), visitorTokens: new Map(), keyTokens: new Map(), people: new Map() };
  for (const { name } of await connection.listCollections())
    for (const doc of (await connection.collection(name).find({}).toArray()) as unknown as Doc[]) {
      const tenantId = name === 'tenants' ? String(doc._id) : doc.tenantId;
      if (name === 'apiKeys' && doc.tokenHash) owners.keyTokens.set(doc.tokenHash, tenantId ?? null);
      if (!tenantId) continue;
      owners.tenantOf.set(String(doc._id).split(/[:@]/)[0]!, tenantId);
      if (name === 'visitorSessions' && doc.tokenHash) owners.visitorTokens.set(doc.tokenHash, tenantId);
      if ((name === 'memberships' || name === 'refreshFamilies') && doc.userId)
        owners.people.set(doc.userId, (owners.people.get(doc.userId) ?? new Set()).add(tenantId));
      into.see(name === 'turns' ? 'turn traces' : 'database records', { type: 'tenant', tenantId }, name, JSON.stringify(doc));
    }
  return owners;
}

/** @param tenants every tenant there was, for the folders that are named by a hash */
export function searchFiles({ config }: Parts, tenants: Iterable<string>, into: Recorder): void {
  const folders = new Map([...tenants].map((tenantId) => [createHash('sha256').update(tenantId).digest('hex').slice(0, 40), tenantId]));
  for (const file of filesIn(config.home)) {
    const path = relative(config.home, file);
    into.see('file names', { type: 'anyone' }, path, path);
    const [room, folder] = path.split('/');
    const text = (): string => readFileSync(file, 'utf8');
    if (room === 'mail') into.see('mails', { type: 'anyone' }, path, text());
    const tenantId = room === 'files' ? folders.get(folder ?? '') : undefined;
    if (tenantId) into.see('uploaded files', { type: 'tenant', tenantId }, path, text());
  }
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** A workflow's id begins with its tenant, which is who its history is for. */
export async function searchHistories({ engine }: Parts, into: Recorder): Promise<void> {
  const { client } = engine;
  await client
    .withDeadline(Date.now() + ENGINE_MS, async () => {
      let left = HISTORIES;
      for await (const { workflowId } of client.workflow.list()) {
        if (left-- <= 0) return;
        const tenantId = /tnt_[0-9a-z]{26}/.exec(workflowId)?.[0];
        const history = await client.workflow.getHandle(workflowId).fetchHistory();
        into.see('temporal histories', tenantId ? { type: 'tenant', tenantId } : { type: 'anyone' }, workflowId, textOf(history));
      }
    })
    .catch(() => undefined);
}

/** Every byte string of a history as text. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (value && typeof value === 'object') return Object.values(value).map(textOf).join('\n');
  return String(value);
}
