/** Reads of many by id ask for the ids alone: any further field makes the stand-in scan the collection, once an id. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { randomBytes } from 'node:crypto';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { chunkStore } from '../../mongo/stores/knowledge-stores.ts';
import { entryStore } from '../../mongo/stores/entry-store.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `shape_${randomBytes(6).toString('hex')}`);
});
afterAll(async () => {
  mongoose.set('debug', false);
  await connection.dropDatabase();
  await connection.close();
});

test('a page of the log is asked for by ids, and another tenant gets nothing of it', async () => {
  const entries = entryStore(connection);
  const scope = { tenantId: mintId('tnt') };
  const conversationId = mintId('cnv');
  for (let i = 1; i <= 3; i++) {
    const author = { type: 'visitor', id: mintId('vis') } as const;
    await entries.append(scope, { conversationId, key: `message-${i}`, kind: 'message', author, body: { text: 'Hello' }, dispatch: 'none' });
  }
  const filters = watchFinds();

  expect((await entries.after(scope, conversationId, 1, 100)).map((entry) => entry.seq)).toEqual([2, 3]);
  expect(await entries.after({ tenantId: mintId('tnt') }, conversationId, 0, 100)).toEqual([]);
  expect(filters.map((filter) => Object.keys(filter))).toEqual([['_id'], ['_id']]);
});

test('the passages of an answer are asked for by ids, and another tenant gets none of them', async () => {
  const chunks = chunkStore(connection);
  const tenantId = mintId('tnt');
  const documentId = mintId('doc');
  const versionId = `${documentId}@0123456789abcdef` as const;
  const chunk = {
    _id: mintId('chk'),
    tenantId,
    documentId,
    versionId,
    ordinal: 0,
    title: '',
    section: '',
    text: 'Hello',
    start: 0,
    end: 5,
    tokens: 1,
  };
  await chunks.put({ tenantId }, versionId, [chunk]);
  const filters = watchFinds();

  expect((await chunks.many({ tenantId }, [chunk._id])).map((found) => found.text)).toEqual(['Hello']);
  expect(await chunks.many({ tenantId: mintId('tnt') }, [chunk._id])).toEqual([]);
  expect(filters.map((filter) => Object.keys(filter))).toEqual([['_id'], ['_id']]);
});

function watchFinds(): object[] {
  const filters: object[] = [];
  mongoose.set('debug', (_collection: string, method: string, filter: object) => void (method === 'find' && filters.push(filter)));
  return filters;
}
