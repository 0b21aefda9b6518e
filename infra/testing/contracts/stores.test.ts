/** Projections, revisions, documents and settings over the MongoDB in use, written by many at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { fold, type Conversation } from '../../../workflows/domain/conversation.ts';
import { KEPT_REVISIONS, type VersionId } from '../../../workflows/domain/document.ts';
import { EncoderSwitched } from '../../../workflows/domain/encoder.ts';
import { MOVE_KINDS, type Entry, type NewEntry } from '../../../workflows/domain/entry.ts';
import { entryId, type ConversationId, type TenantId } from '../../../workflows/domain/ids.ts';
import type { Passage } from '../../../workflows/domain/turn.ts';
import { DEMO_SETTINGS } from '../../dev/demo/settings.ts';
import { mintId } from '../../ids/mint.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { openStores } from '../../mongo/stores/index.ts';
import type { Stores } from '../../ports/stores.ts';

let connection: Connection;
let clock = new Date('2026-03-01T12:00:00Z');
/** Two sets of stores, as in two processes. */
let here: Stores;
let there: Stores;

beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `stores_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
  const open = () => openStores(connection, { mintId, now: () => clock });
  [here, there] = [open(), open()];
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const everyTenant = { everyTenant: true } as const;
const later = (ms: number): Date => (clock = new Date(clock.getTime() + ms));

async function aTenant(): Promise<{ tenantId: TenantId }> {
  const tenantId = mintId('tnt');
  await here.tenants.create({ _id: tenantId, slug: tenantId, name: 'Shop' });
  return { tenantId };
}

const visitorSays = (conversationId: ConversationId, key: string, visitorId = mintId('vis')): NewEntry => ({
  conversationId,
  key,
  kind: 'message',
  author: { type: 'visitor', id: visitorId },
  body: { text: `words of ${key}` },
  dispatch: 'pending',
});

describe('projections', () => {
  const agent = { type: 'agent', id: mintId('usr'), name: 'Kim' } as const;
  const line = fc.oneof(
    fc.constant({ kind: 'message', author: { type: 'visitor', id: mintId('vis') }, body: { text: 'a question' } } as const),
    fc.nat({ max: 40 }).map((answers) => ({ kind: 'message', author: { type: 'assistant' }, body: { text: 'an answer', answers } }) as const),
    fc.constant({ kind: 'message', author: agent, body: { text: 'a person' } } as const),
    fc.constantFrom(...MOVE_KINDS).map((kind) => ({ kind, author: agent, body: { text: '' } }) as const),
  );

  test('run by many at once while entries arrive, they equal a pure fold of the log; rebuilding gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 5, maxLength: 40 }), async (lines) => {
        const scope = { tenantId: mintId('tnt') };
        const conversationId = mintId('cnv');
        await here.entries.append(scope, visitorSays(conversationId, 'first'));
        await Promise.all(
          lines.map(async (one, i) => {
            const stores = i % 2 ? here : there;
            await stores.entries.append(scope, { ...one, conversationId, key: `e${i}`, dispatch: 'none' });
            await stores.conversations.project(scope, conversationId);
          }),
        );
        const log = await here.entries.after(scope, conversationId, 0, 100);
        const folded = log.reduce<Conversation | null>(fold, null)!;
        expect(await there.conversations.get(scope, conversationId)).toMatchObject(folded);
        expect(await here.conversations.rebuild(scope, conversationId)).toEqual(folded);
        expect(await there.conversations.project(scope, conversationId)).toMatchObject(folded);
      }),
      { seed: 7, numRuns: 8, endOnFailure: true },
    );
  });

  test('each move leaves one event and one audit row, whoever projects it and however often', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    await here.entries.append(scope, visitorSays(conversationId, 'first'));
    for (const kind of ['takenOver', 'returned', 'paused', 'resumed', 'resolved', 'reopened', 'ended'] as const) {
      await here.entries.append(scope, { conversationId, key: `c-${kind}`, kind, author: agent, body: { text: '' }, dispatch: 'none' });
      await Promise.all([here, there, here].map((stores) => stores.conversations.project(scope, conversationId)));
      later(1);
    }
    await here.conversations.rebuild(scope, conversationId);
    const events = await there.events.ofConversation(scope, conversationId);
    expect(events.map(({ type, seq }) => `${type} ${seq}`)).toEqual(
      ['takenOver', 'returned', 'paused', 'resumed', 'resolved', 'reopened', 'ended'].map((kind, i) => `conversation.${kind} ${i + 2}`),
    );
    expect(events[0]).toMatchObject({ key: `${conversationId}:c-takenOver`, by: { type: 'agent', id: agent.id }, to: { mode: 'human' } });
    const rows = await there.events.auditOf(scope, conversationId);
    expect(rows.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
    expect(rows[0]).toMatchObject({ actor: { id: agent.id }, action: 'conversation.takenOver', detail: 'ai unresolved -> human unresolved' });
    expect(await here.events.ofConversation({ tenantId: mintId('tnt') }, conversationId)).toEqual([]);
  });

  test("a person's word that takes over is a move, and a move that was not legal is none", async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    await here.entries.append(scope, visitorSays(conversationId, 'first'));
    const line = { conversationId, author: agent, dispatch: 'none', body: { text: 'Hello' } } as const;
    await here.entries.append(scope, { ...line, key: 'm2', kind: 'message' });
    await here.entries.append(scope, { ...line, key: 'c3', kind: 'resumed' });
    await here.conversations.project(scope, conversationId);
    expect((await here.events.ofConversation(scope, conversationId)).map(({ type }) => type)).toEqual(['conversation.takenOver']);
  });

  test('a projection that was lost is rebuilt from the log', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    for (let i = 0; i < 3; i++) await here.entries.append(scope, visitorSays(conversationId, `m${i}`));
    const before = await here.conversations.project(scope, conversationId);
    await connection.collection('conversations').deleteOne({ _id: conversationId as never });
    expect(await here.conversations.rebuild(scope, conversationId)).toEqual(before);
    expect(await here.conversations.get(scope, conversationId)).toMatchObject(before!);
  });

  test('the read mark never moves back, neither by an older mark nor by a rebuild', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    for (let i = 0; i < 5; i++) await here.entries.append(scope, visitorSays(conversationId, `m${i}`));
    await here.conversations.project(scope, conversationId);
    await Promise.all([3, 5, 1, 4, 2].map((seq) => here.conversations.markRead(scope, conversationId, seq)));
    await here.conversations.rebuild(scope, conversationId);
    expect(await here.conversations.withRead(scope, conversationId)).toMatchObject({ agentsReadSeq: 5 });
  });

  test('an older snooze never overwrites a newer one, and neither a projection nor a rebuild touches it', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    await here.entries.append(scope, visitorSays(conversationId, 'm1'));
    await here.conversations.project(scope, conversationId);
    const until = new Date('2026-05-01T09:00:00Z');
    expect(await here.conversations.snooze(scope, conversationId, { until, n: 2 })).toMatchObject({ snoozedUntil: until, snoozeN: 2 });
    expect(await there.conversations.snooze(scope, conversationId, { until: null, n: 1 })).toMatchObject({ snoozedUntil: until, snoozeN: 2 });
    await here.entries.append(scope, visitorSays(conversationId, 'm2'));
    await there.conversations.project(scope, conversationId);
    await there.conversations.rebuild(scope, conversationId);
    expect(await here.conversations.withRead(scope, conversationId)).toMatchObject({ snoozedUntil: until, snoozeN: 2, projectedSeq: 2 });
    await here.conversations.snooze({ tenantId: mintId('tnt') }, conversationId, { until: null, n: 9 });
    expect(await here.conversations.withRead(scope, conversationId)).toMatchObject({ snoozedUntil: until });
  });

  test('a conversation of another tenant is not read', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    await here.entries.append(scope, visitorSays(conversationId, 'm'));
    await here.conversations.project(scope, conversationId);
    const foreign = { tenantId: mintId('tnt') };
    expect(await here.conversations.get(foreign, conversationId)).toBeNull();
    expect(await here.conversations.project(foreign, conversationId)).toBeNull();
    expect((await here.conversations.list(foreign, { limit: 10 })).data).toEqual([]);
  });

  test('the inbox is paged without gap or repeat while conversations arrive', async () => {
    const scope = { tenantId: mintId('tnt') };
    const arrive = async (): Promise<ConversationId> => {
      const conversationId = mintId('cnv');
      // Three share a millisecond, so that the id has to decide.
      if (Math.random() < 0.4) later(1);
      await here.entries.append(scope, visitorSays(conversationId, 'm'));
      await here.conversations.project(scope, conversationId);
      return conversationId;
    };
    const known: ConversationId[] = [];
    for (let i = 0; i < 23; i++) known.push(await arrive());
    const seen: ConversationId[] = [];
    let cursor: string | null = null;
    do {
      const page = await there.conversations.list(scope, { limit: 5, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map(({ _id }) => _id));
      cursor = page.nextCursor;
      later(1);
      await arrive();
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual([...known].sort());
  });
});

describe('what the sweeper asks', () => {
  test('entries are pending until they are marked as rung, oldest first, and only those that are old enough', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    const placed: Entry[] = [];
    for (let i = 0; i < 3; i++) {
      placed.push((await here.entries.append(scope, visitorSays(conversationId, `m${i}`))).entry);
      later(1_000);
    }
    const ours = async (before: Date) =>
      (await here.entries.pending(everyTenant, before, 1_000)).filter((entry) => entry.conversationId === conversationId);
    expect((await ours(clock)).map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect((await ours(placed[2]!.at)).map((entry) => entry.seq)).toEqual([1, 2]);
    await here.entries.markRung({ tenantId: mintId('tnt') }, [placed[0]!._id]);
    expect(await ours(clock)).toHaveLength(3);
    await here.entries.markRung(scope, [placed[0]!._id, placed[2]!._id]);
    expect((await ours(clock)).map((entry) => entry.seq)).toEqual([2]);
  });

  test('visitors wait from their first unanswered message until they are answered or handed over', async () => {
    const scope = { tenantId: mintId('tnt') };
    const conversationId = mintId('cnv');
    const waits = async () =>
      (await here.conversations.awaiting(everyTenant, later(1), 1_000)).filter((one) => one.conversationId === conversationId);
    await here.entries.append(scope, visitorSays(conversationId, 'm1'));
    await here.conversations.project(scope, conversationId);
    expect(await waits()).toEqual([{ ...scope, conversationId, seq: 1 }]);
    await here.entries.append(scope, {
      conversationId,
      key: 't1',
      kind: 'message',
      author: { type: 'assistant' },
      body: { text: 'a', answers: 1 },
      dispatch: 'none',
    });
    await here.conversations.project(scope, conversationId);
    expect(await waits()).toEqual([]);
    await here.entries.append(scope, visitorSays(conversationId, 'm2'));
    await here.conversations.project(scope, conversationId);
    expect(await waits()).toEqual([{ ...scope, conversationId, seq: 3 }]);
    await here.entries.append(scope, {
      conversationId,
      key: 'x',
      kind: 'escalated',
      author: { type: 'assistant' },
      body: { text: '' },
      dispatch: 'none',
    });
    await here.conversations.project(scope, conversationId);
    expect(await waits()).toEqual([]);
  });
});

describe('knowledge', () => {
  const versionOf = (i: number): VersionId => `${mintId('doc')}@${String(i).padStart(16, '0')}`;

  test('of twenty publications at once none is lost, and each revision follows one other', async () => {
    const scope = await aTenant();
    const versions = Array.from({ length: 20 }, (_, i) => versionOf(i));
    const made = await Promise.all(versions.map((add, i) => (i % 2 ? here : there).revisions.publish(scope, { add })));
    const current = (await here.revisions.current(scope))!;
    expect([...current.versions].sort()).toEqual([...versions].sort());
    expect(new Set(made.map(({ number }) => number)).size).toBe(20);
    expect(current.number).toBe(20);
    expect(new Set(made.map(({ parent }) => parent)).size).toBe(20);
  });

  test('a published revision never changes, and a change that changes nothing publishes none', async () => {
    const scope = await aTenant();
    const [one, two] = [versionOf(1), versionOf(2)];
    const first = await here.revisions.publish(scope, { add: one });
    const second = await here.revisions.publish(scope, { add: two, remove: [one] });
    expect(await here.revisions.publish(scope, { add: two, remove: [one] })).toEqual(second);
    expect(await there.revisions.get(scope, first._id)).toEqual(first);
    expect(second).toMatchObject({ versions: [two], parent: first._id, number: 2 });
  });

  test('an earlier revision is published again by one pointer write, unless another publication was first', async () => {
    const scope = await aTenant();
    const first = await here.revisions.publish(scope, { add: versionOf(1) });
    const second = await here.revisions.publish(scope, { add: versionOf(2) });
    expect(await there.revisions.publishAgain(scope, first._id, first._id)).toBe(false);
    expect(await there.revisions.publishAgain(scope, first._id, second._id)).toBe(true);
    expect(await here.revisions.current(scope)).toEqual(first);
    // What was rolled back stays at hand, and what follows has a number of its own.
    expect(await here.revisions.recent(scope)).toEqual({ kept: [second, first], dropped: [] });
    const third = await here.revisions.publish(scope, { add: versionOf(3) });
    expect(third).toMatchObject({ number: 3, parent: first._id });
    expect(await here.revisions.recent(await aTenant())).toEqual({ kept: [], dropped: [] });
  });

  test('a version is published only while its encoder is in use, and the pointer moves only with what is published', async () => {
    const scope = await aTenant();
    const [old, next] = ['small@3', 'large@7'] as const;
    const first = { first: old, earlier: next };
    expect(await Promise.all([here, there].map(({ encoderChoices }) => encoderChoices.inUse(scope, first)))).toEqual([old, old]);
    expect(await here.encoderChoices.inUse(scope, { first: next, earlier: next })).toBe(old);
    const one = await here.revisions.publish(scope, { add: versionOf(1), encoder: old });
    await expect(here.revisions.publish(scope, { add: versionOf(2), encoder: next })).rejects.toBeInstanceOf(EncoderSwitched);
    expect(await here.revisions.current(scope)).toEqual(one);

    const startedAt = new Date(1_000);
    expect(await here.encoderChoices.begin(scope, { to: old, startedAt })).toBe(false);
    expect(await here.encoderChoices.begin(scope, { to: next, startedAt })).toBe(true);
    expect(await there.encoderChoices.begin(scope, { to: 'words', startedAt })).toBe(false);
    expect(await there.encoderChoices.progress(scope, next, { state: 'paused', done: 1, total: 2 })).toBe(true);
    expect(await there.encoderChoices.progress(scope, 'words', { done: 9 })).toBe(false);
    const change = { to: next, state: 'paused', done: 1, total: 2, startedAt };
    expect(await here.encoderChoices.get(scope)).toEqual({ inUse: old, before: null, change });
    expect(await here.encoderChoices.begin(scope, { to: next, startedAt: new Date() })).toBe(true);
    expect((await here.encoderChoices.get(scope))!.change).toEqual({ ...change, state: 'building' });

    const two = await there.revisions.publish(scope, { add: versionOf(2), encoder: old });
    expect(await here.encoderChoices.switch(scope, { from: old, to: next, revisionId: one._id })).toBe(false);
    expect(await here.encoderChoices.switch(scope, { from: old, to: 'words', revisionId: two._id })).toBe(false);
    expect(await here.encoderChoices.switch(scope, { from: old, to: next, revisionId: two._id })).toBe(true);
    expect(await there.encoderChoices.get(scope)).toEqual({ inUse: next, before: old, change: null });
    await expect(there.revisions.publish(scope, { add: versionOf(3), encoder: old })).rejects.toBeInstanceOf(EncoderSwitched);
    expect(await here.encoderChoices.all({ everyTenant: true })).toContainEqual(expect.objectContaining({ ...scope, inUse: next, before: old }));
    const others = await there.encoderChoices.others({ everyTenant: true }, old);
    expect(await there.encoderChoices.others({ everyTenant: true }, next)).toBe(others - 1);
    await here.encoderChoices.forgetBefore(scope);
    expect(await here.encoderChoices.get(scope)).toEqual({ inUse: next, before: null, change: null });
    await here.encoderChoices.begin(scope, { to: old, startedAt });
    await here.encoderChoices.giveUp(scope, old);
    expect((await here.encoderChoices.get(scope))!.change).toBeNull();
  });

  test('nothing is published of a tenant that is erased meanwhile, and nothing stays of the try', async () => {
    const gone = { tenantId: mintId('tnt') };
    for (const encoder of [{}, { encoder: 'small@3' } as const])
      await expect(here.revisions.publish(gone, { add: versionOf(1), ...encoder })).rejects.toBeInstanceOf(RangeError);
    expect(await connection.collection('revisions').countDocuments(gone)).toBe(0);
  });

  test('a tenant of before there was a choice keeps the encoder that its knowledge was made with', async () => {
    const scope = await aTenant();
    expect(await here.encoderChoices.get(scope)).toBeNull();
    await here.revisions.publish(scope, { add: versionOf(1) });
    expect(await here.encoderChoices.inUse(scope, { first: 'large@7', earlier: 'small@3' })).toBe('small@3');
    expect(await here.encoderChoices.inUse({ tenantId: mintId('tnt') }, { first: 'large@7', earlier: 'small@3' })).toBe('large@7');
  });

  test('the newest revisions are kept, and those that just were too many are told', async () => {
    const scope = await aTenant();
    const made = [];
    for (let i = 1; i <= KEPT_REVISIONS + 4; i++) made.push(await here.revisions.publish(scope, { add: versionOf(i) }));
    const { kept, dropped } = await here.revisions.recent(scope);
    expect(kept.map(({ number }) => number)).toEqual(
      made
        .slice(-KEPT_REVISIONS)
        .map(({ number }) => number)
        .reverse(),
    );
    expect(dropped.map(({ number }) => number)).toEqual([4, 3]);
  });

  test('what a batch publishes is one revision in the end, and one step back is the state before it', async () => {
    const scope = await aTenant();
    const batch = 'sit_a:1';
    const before = await here.revisions.publish(scope, { add: versionOf(0) });
    const pages = Array.from({ length: 6 }, (_, i) => versionOf(i + 1));
    await Promise.all(pages.map((add, i) => (i % 2 ? here : there).revisions.publish(scope, { add, batch })));
    const { kept } = await here.revisions.recent(scope);
    expect(kept.map(({ number, parent, versions, batches }) => ({ number, parent, versions: [...versions].sort(), batches }))).toEqual([
      { number: 2, parent: before._id, versions: [...before.versions, ...pages].sort(), batches: [batch] },
      { number: 1, parent: null, versions: before.versions, batches: [] },
    ]);
    expect(await there.revisions.current(scope)).toEqual(kept[0]);
    const person = await here.revisions.publish(scope, { add: versionOf(7) });
    expect(await here.revisions.publish(scope, { remove: [pages[0]!], batch })).toMatchObject({ number: 4, parent: person._id });
  });

  const upload = (contentHash: string) =>
    ({ fileName: 'returns.md', title: 'Returns', mediaType: 'text/markdown', bytes: 12, contentHash: contentHash.repeat(64).slice(0, 64) }) as const;

  test('the same file twice at once is one document; other bytes are its next version, and the old one is left alone', async () => {
    const scope = await aTenant();
    const both = await Promise.all([here, there].map((stores) => stores.documents.put(scope, upload('a'), mintId('doc'))));
    expect(both[0]!._id).toBe(both[1]!._id);
    expect((await here.documents.list(scope, { limit: 10 })).data).toHaveLength(1);

    const [before] = both;
    await here.documents.setState(scope, before!.versionId, 'searchable', { progress: 1 });
    expect(await here.documents.put(scope, upload('a'), mintId('doc'))).toMatchObject({ state: 'searchable' });
    const after = await here.documents.put(scope, upload('b'), mintId('doc'));
    expect(after).toMatchObject({ _id: before!._id, state: 'queued' });
    expect(after.versionId).not.toBe(before!.versionId);
    expect(await here.documents.setState(scope, before!.versionId, 'searchable')).toBeNull();
  });

  test('documents are listed by a part of their name, which is text and no pattern, and by their state', async () => {
    const scope = await aTenant();
    for (const [i, fileName] of ['Prices (new).md', 'prices.md', 'returns.md'].entries()) {
      const { versionId } = await here.documents.put(scope, { ...upload(String(i)), fileName, title: fileName }, mintId('doc'));
      if (fileName === 'prices.md') await here.documents.setState(scope, versionId, 'failed', { failure: 'x' });
    }
    const names = async (query: object) => (await there.documents.list(scope, { limit: 10, ...query })).data.map(({ fileName }) => fileName);
    expect(await names({ name: 'PRICES' })).toEqual(['prices.md', 'Prices (new).md']);
    expect(await names({ name: 's (n' })).toEqual(['Prices (new).md']);
    expect(await names({ name: '.*' })).toEqual([]);
    expect(await names({ states: ['failed'] })).toEqual(['prices.md']);
    expect(await names({ name: 'prices', states: ['queued', 'extracting'] })).toEqual(['Prices (new).md']);
    const first = await here.documents.list(scope, { limit: 1, name: 'prices' });
    expect((await here.documents.list(scope, { limit: 1, name: 'prices', cursor: first.nextCursor! })).data).toMatchObject([
      { fileName: 'Prices (new).md' },
    ]);
  });

  test('a document remembers the versions that it has left something of, and is found by its content', async () => {
    const scope = await aTenant();
    const { _id, versionId: first } = await here.documents.put(scope, upload('a'), mintId('doc'));
    const { versionId: second, contentHash } = await there.documents.put(scope, upload('b'), mintId('doc'));
    expect((await here.documents.get(scope, _id))!.versions).toEqual([first, second]);
    expect(await here.documents.byContent(scope, contentHash)).toMatchObject({ _id });
    expect(await here.documents.byContent(scope, upload('a').contentHash)).toBeNull();
    expect(await here.documents.byContent(await aTenant(), contentHash)).toBeNull();
    await here.documents.forgot(scope, _id, [first]);
    expect((await here.documents.get(scope, _id))!.versions).toEqual([second]);
    await here.documents.retire(scope, _id);
    expect(await here.documents.setState(scope, second, 'searchable')).toBeNull();
    expect((await here.documents.get(scope, _id))!.versions).toEqual([second]);
  });

  test('a failed document is tried again by the same bytes', async () => {
    const scope = await aTenant();
    const { versionId } = await here.documents.put(scope, upload('a'), mintId('doc'));
    await here.documents.setState(scope, versionId, 'failed', { failure: 'No.' });
    expect(await here.documents.put(scope, upload('a'), mintId('doc'))).toMatchObject({ state: 'queued', failure: null, versionId });
  });
});

test('settings saved by many at once get versions without gap, and each stays readable', async () => {
  const scope = await aTenant();
  const saved = await Promise.all(
    Array.from({ length: 12 }, (_, i) => (i % 2 ? here : there).settings.save(scope, { ...DEMO_SETTINGS, greeting: `Hello ${i}` })),
  );
  expect(saved.map(({ version }) => version).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect((await here.settings.current(scope)).version).toBe(12);
  for (const { version, greeting } of saved) expect(await there.settings.version(scope, version)).toMatchObject({ version, greeting });
});

test('a version of settings follows the one it is based on, or is not saved; what one process saves the other reads next', async () => {
  const scope = await aTenant();
  const greets = (stores: Stores, greeting: string, basedOn: number) => stores.settings.saveAfter(scope, { ...DEMO_SETTINGS, greeting }, basedOn);
  await here.settings.save(scope, DEMO_SETTINGS);
  expect((await there.settings.current(scope)).version).toBe(1);
  for (let version = 2; version <= 6; version++) {
    const both = await Promise.all([greets(here, 'here', version - 1), greets(there, 'there', version - 1)]);
    const won = both.filter((one) => one !== null);
    expect(won).toMatchObject([{ version }]);
    for (const stores of [here, there]) expect(await stores.settings.current(scope)).toMatchObject({ version, greeting: won[0]!.greeting });
  }
  for (const basedOn of [0, 5, 7, 99]) expect(await greets(there, 'late', basedOn)).toBeNull();
  for (let version = 7; version <= 9; version++) await here.settings.save(scope, DEMO_SETTINGS);
  expect((await there.settings.current(scope)).version).toBe(9);
  expect((await there.settings.history(scope, { limit: 4 })).map(({ version }) => version)).toEqual([9, 8, 7, 6]);
  expect((await there.settings.history(scope, { before: 3, limit: 4 })).map(({ version }) => version)).toEqual([2, 1]);
  const foreign = await aTenant();
  expect(await there.settings.version(foreign, 1)).toBeNull();
  expect(await there.settings.history(foreign, { limit: 4 })).toEqual([]);
  await here.tenantDesk.eraseRecords(scope);
  for (const stores of [here, there]) await expect(stores.settings.current(scope)).rejects.toThrow('has no settings');
});

test('the words of a deleted document leave the records of its tenant, what tools found among them', async () => {
  const scope = { tenantId: mintId('tnt') };
  const [gone, stays] = [mintId('doc'), mintId('doc')];
  const passage = (documentId: typeof gone, n: number): Passage => ({
    ...{ n, documentId, chunkId: mintId('chk'), versionId: `${documentId}@1`, score: 1, dense: null, keyword: 1, title: '', section: '' },
    text: `words of ${documentId}`,
  });
  const open = async (of: typeof scope, passages: Passage[], found: Passage[]) => {
    const _id = mintId('trn');
    const rest = { revisionId: null, question: '', request: null, draft: null, outcome: 'open', reason: null } as const;
    const head = { _id, ...of, conversationId: mintId('cnv'), answers: [1], upTo: 1, settingsVersion: 1 };
    await here.turns.open(of, { ...head, ...rest, passages, steps: [], citations: [], timings: { openedAt: clock } });
    await here.turns.addStep(of, _id, {
      key: `${head.conversationId}/${_id}/tool-1-1`,
      type: 'tool',
      step: 1,
      call: 1,
      ok: true,
      result: 'r',
      found,
    });
    return _id;
  };
  const foreign = { tenantId: mintId('tnt') };
  const mine = [await open(scope, [passage(gone, 1), passage(stays, 2)], []), await open(scope, [], [passage(gone, 1)])];
  const theirs = await open(foreign, [passage(gone, 1)], []);

  expect(await there.turns.forgetDocuments(scope, [gone])).toBe(2);
  for (const id of mine) expect(JSON.stringify(await here.turns.get(scope, id))).not.toContain(`words of ${gone}`);
  expect(JSON.stringify(await here.turns.get(scope, mine[0]!))).toContain(`words of ${stays}`);
  expect(JSON.stringify(await here.turns.get(foreign, theirs))).toContain(`words of ${gone}`);
  expect(await there.turns.forgetDocuments(scope, [gone])).toBe(0);
});

test('a turn that is opened twice keeps the first record; times are written one by one', async () => {
  const scope = { tenantId: mintId('tnt') };
  const turn = {
    _id: mintId('trn'),
    ...scope,
    conversationId: mintId('cnv'),
    answers: [1],
    upTo: 1,
    settingsVersion: 1,
    revisionId: null,
    question: 'first',
    passages: [],
    request: null,
    steps: [],
    draft: null,
    citations: [],
    outcome: 'open',
    reason: null,
    timings: { openedAt: clock },
  } as const;
  await here.turns.open(scope, { ...turn, answers: [1], passages: [], steps: [], citations: [] });
  const again = await there.turns.open(scope, { ...turn, answers: [1], passages: [], steps: [], citations: [], question: 'second' });
  expect(again.question).toBe('first');
  await here.turns.update(scope, turn._id, { timings: { searchedAt: clock } });
  expect((await there.turns.update(scope, turn._id, { outcome: 'replied', timings: { endedAt: clock } })).timings).toEqual({
    openedAt: clock,
    searchedAt: clock,
    endedAt: clock,
  });
  await expect(here.turns.update({ tenantId: mintId('tnt') }, turn._id, { outcome: 'open' })).rejects.toThrow('no turn');
});

test('an entry keeps its place as its id', async () => {
  const scope = { tenantId: mintId('tnt') };
  const conversationId = mintId('cnv');
  const { entry } = await here.entries.append(scope, visitorSays(conversationId, 'm'));
  expect(entry._id).toBe(entryId(conversationId, 1));
  expect(await there.entries.get(scope, entry._id)).toEqual(entry);
});
