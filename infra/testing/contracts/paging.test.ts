/** Lists that the store pages: what is there all the while is shown once, whatever is written between the pages. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { ConversationId, TenantScope, VisitorId } from '../../../workflows/domain/ids.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { openStores } from '../../mongo/stores/index.ts';
import { visitorStore } from '../../mongo/stores/visitor-store.ts';
import type { Stores } from '../../ports/stores.ts';
import type { VisitorStore } from '../../ports/visitor-store.ts';

let connection: Connection;
let stores: Stores;
let visitors: VisitorStore;
let clock = Date.parse('2026-03-01T12:00:00Z');
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `paging_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
  stores = openStores(connection, { mintId, now: () => new Date((clock += 1_000)) });
  visitors = visitorStore(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const aScope = (): TenantScope => ({ tenantId: mintId('tnt') });

/** A new conversation, or one more message in an old one. */
async function says(
  scope: TenantScope,
  conversationId: ConversationId = mintId('cnv'),
  visitorId: VisitorId = mintId('vis'),
): Promise<ConversationId> {
  const author = { type: 'visitor', id: visitorId } as const;
  await stores.entries.append(scope, { conversationId, key: mintId('evt'), kind: 'message', author, body: { text: 'Hello' }, dispatch: 'none' });
  await stores.conversations.project(scope, conversationId);
  return conversationId;
}
const erase = (name: string, _id: string) => connection.collection<{ _id: string }>(name).deleteOne({ _id });

type Page = { data: { _id: string }[]; nextCursor: string | null };
type Change = { add: number; remove: number; touch: number };
type List = {
  make(scope: TenantScope): Promise<string>;
  remove(id: string): Promise<unknown>;
  touch?(scope: TenantScope, id: string): Promise<unknown>;
  page(scope: TenantScope, query: { limit: number; cursor?: string | undefined }): Promise<Page>;
};

const lists: Record<string, List> = {
  'conversations by id, while they move': {
    make: says,
    remove: (id) => erase('conversations', id),
    touch: (scope, id) => says(scope, id as ConversationId),
    page: (scope, query) => stores.conversations.list(scope, { ...query, order: 'id' }),
  },
  'conversations by activity': {
    make: says,
    remove: (id) => erase('conversations', id),
    page: (scope, query) => stores.conversations.list(scope, query),
  },
  documents: {
    async make(scope) {
      const upload = {
        fileName: `${randomBytes(6).toString('hex')}.md`,
        title: 'A',
        mediaType: 'text/markdown',
        bytes: 1,
        contentHash: 'a',
      } as const;
      return (await stores.documents.put(scope, upload, mintId('doc')))._id;
    },
    remove: (id) => erase('documents', id),
    page: (scope, query) => stores.documents.list(scope, query),
  },
  visitors: {
    async make(scope) {
      const visitorId = mintId('vis');
      await says(scope, undefined, visitorId);
      return visitorId;
    },
    remove: (id) => erase('visitors', id),
    touch: (scope, id) => visitors.ban(scope, id as VisitorId, new Date(clock)),
    page: (scope, query) => visitors.list(scope, query),
  },
};

test.each(Object.entries(lists))('%s', async (_name, { make, remove, touch, page }) => {
  const change: fc.Arbitrary<Change> = fc.record({ add: fc.nat(2), remove: fc.nat(2), touch: fc.nat(2) });
  const run = fc.asyncProperty(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(change, { maxLength: 6 }),
    fc.infiniteStream(fc.nat()),
    async (size, limit, changes, dice) => {
      const scope = aScope();
      await make(aScope());
      const stayed: string[] = [];
      for (let i = 0; i < size; i++) stayed.push(await make(scope));
      const pick = () => dice.next().value % stayed.length;
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let n = 0; ; n++) {
        const { data, nextCursor } = await page(scope, { limit, cursor });
        expect(data.length).toBeLessThanOrEqual(limit);
        seen.push(...data.map(({ _id }) => _id));
        if (nextCursor === null) break;
        cursor = nextCursor;
        const { add, remove: gone, touch: touched } = changes[n] ?? { add: 0, remove: 0, touch: 0 };
        for (let i = 0; i < gone && stayed.length > 1; i++) await remove(stayed.splice(pick(), 1)[0]!);
        for (let i = 0; i < touched; i++) await touch?.(scope, stayed[pick()]!);
        for (let i = 0; i < add; i++) await make(scope);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(stayed));
    },
  );
  await fc.assert(run, { numRuns: 12 });
});

test('what is no cursor of a list is refused, and that of another tenant opens nothing of it', async () => {
  const [mine, theirs] = [aScope(), aScope()];
  for (let i = 0; i < 3; i++) {
    await says(mine);
    await says(theirs);
  }
  const { data: own } = await stores.conversations.list(mine, { limit: 10 });
  const { nextCursor: foreign } = await stores.conversations.list(theirs, { limit: 1 });
  const shown = (await stores.conversations.list(mine, { limit: 10, cursor: foreign! })).data.map(({ _id }) => _id);
  expect(own.map(({ _id }) => _id)).toEqual(expect.arrayContaining(shown));
  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  for (const cursor of ['x', encoded('1.cnv_x'), encoded(`9999999999999999.${mintId('cnv')}`), encoded('{"$gt":""}'), encoded(`-1.${mintId('cnv')}`)])
    await expect(stores.conversations.list(mine, { limit: 1, cursor })).rejects.toMatchObject({ kind: { code: 'request.invalid', status: 400 } });
});

test('conversations are filtered by status, mode, agent and visitor; visitors by ban and proof', async () => {
  const scope = aScope();
  const visitorId = mintId('vis');
  const agent = { type: 'agent', id: mintId('usr'), name: 'Kim' } as const;
  const [taken, plain] = [await says(scope, undefined, visitorId), await says(scope)];
  await stores.entries.append(scope, { conversationId: taken, key: 'take', kind: 'takenOver', author: agent, body: { text: '' }, dispatch: 'none' });
  await stores.conversations.project(scope, taken);
  const found = async (query: Omit<Parameters<Stores['conversations']['list']>[1], 'limit'>) =>
    (await stores.conversations.list(scope, { ...query, limit: 10 })).data.map(({ _id }) => _id);
  expect(await found({ mode: 'human' })).toEqual([taken]);
  expect(await found({ mode: 'ai' })).toEqual([plain]);
  expect(await found({ takenBy: agent.id })).toEqual([taken]);
  expect(await found({ visitorId, status: 'resolved' })).toEqual([]);
  expect(await found({ visitorId })).toEqual([taken]);

  await visitors.ban(scope, visitorId, new Date(clock));
  await visitors.verified(scope, mintId('vis'), { externalId: 'customer-7', name: 'Ada', at: new Date(clock) });
  const known = async (query: { banned?: boolean; verified?: boolean }) => (await visitors.list(scope, { ...query, limit: 10 })).data;
  expect(await known({ banned: true })).toMatchObject([{ _id: visitorId, firstSeenAt: expect.any(Date) }]);
  expect(await known({ verified: true })).toMatchObject([{ externalId: 'customer-7' }]);
  expect(await known({ verified: false })).toHaveLength(2);
  expect((await visitors.list(aScope(), { limit: 10 })).data).toEqual([]);
});

test('a visitor that was known by proof is seen first when it first writes', async () => {
  const scope = aScope();
  const visitorId = mintId('vis');
  await visitors.verified(scope, visitorId, { externalId: 'customer-8', at: new Date(clock) });
  const first = await says(scope, undefined, visitorId);
  await says(scope, undefined, visitorId);
  const { createdAt } = (await stores.conversations.get(scope, first))!;
  expect((await visitors.get(scope, visitorId))!.firstSeenAt).toEqual(createdAt);
});
