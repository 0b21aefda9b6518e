/** The MongoDB that is started for one machine: what it acknowledged is there after a kill -9, and it ends with its parent. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { startMongo, type MongoServer } from '../../dev/mongo-server.ts';
import { endProcess, lookAt } from '../../dev/processes.ts';
import { root } from '../../dev/tools.ts';

const path = process.env.PATH;
const durable = { writeConcern: { w: 'majority' as const, journal: true } };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-durable-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Inserts until the server dies under it; returns how many were acknowledged. */
async function insertUntilGone(uri: string, onAcknowledged: (count: number) => void): Promise<number> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 300, retryWrites: false });
  const rows = client.db('parley').collection<{ _id: number }>('entries');
  let acknowledged = 0;
  try {
    for (;;) {
      await rows.insertOne({ _id: acknowledged }, durable);
      acknowledged += 1;
      onAcknowledged(acknowledged);
    }
  } catch {
    return acknowledged;
  } finally {
    await client.close();
  }
}

async function countAll({ uri }: MongoServer): Promise<Set<number>> {
  const client = new mongo.MongoClient(uri);
  const found = await client.db('parley').collection<{ _id: number }>('entries').find().toArray();
  await client.close();
  return new Set(found.map(({ _id }) => _id));
}

test('a kill -9 under load loses no acknowledged insert, and the server comes back by itself', async () => {
  const said: string[] = [];
  const server = await startMongo({ home, path, say: (line) => said.push(line) });
  const killed = server.kept?.pid() ?? 0;
  const acknowledged = await insertUntilGone(server.uri, (count) => count === 300 && process.kill(killed, 'SIGKILL'));

  const found = await countAll(server);
  expect(acknowledged).toBeGreaterThanOrEqual(300);
  const lost = Array.from({ length: acknowledged }, (_, n) => n).filter((n) => !found.has(n));
  expect(lost).toEqual([]);
  expect(server.kept?.pid()).not.toBe(killed);
  expect(said).toEqual([expect.stringContaining('Starting mongo again')]);
  await server.kept?.stop();
});

test('it ends with a parent that is killed', async () => {
  const script = `const { startMongo } = await import('./infra/dev/mongo-server.ts');
    await startMongo({ home: process.argv[1], path: process.env.PATH }); console.log('up'); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, home], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((up) => parent.stdout.once('data', up));
  const { pid } = JSON.parse(readFileSync(join(home, 'run', 'mongo.json'), 'utf8')) as { pid: number };
  expect(lookAt(pid)).not.toBeNull();
  parent.kill('SIGKILL');
  for (const until = Date.now() + 60_000; lookAt(pid) && Date.now() < until;) await sleep(50);
  const outlived = lookAt(pid) !== null;
  if (outlived) await endProcess(pid, 0);
  expect(outlived).toBe(false);
});
