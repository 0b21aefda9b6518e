/**
 * The log. A conversation is an append-only list of entries whose place is their identity: `_id` is
 * `<conversationId>:<seq>`. All reads of the accept path go by `_id` or by the unique `key`, which every server answers
 * at the same speed for any length of the log.
 */
import type { Connection } from '../connect.ts';
import type { Entry, NewEntry } from '../../../workflows/domain/entry.ts';
import { entryId, type ConversationId, type ConversationRef, type TenantScope } from '../../../workflows/domain/ids.ts';
import type { Appended, EntryStore, Superseded } from '../../ports/conversation-stores.ts';
import { storeUnavailable } from '../../../workflows/domain/errors.ts';
import { recordsOf } from '../models/records.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

/** How many places one read looks ahead. */
const WINDOW = 100;
/** Tails remembered, so that an append usually needs no read. A wrong one costs a collision, never a gap. */
const REMEMBERED = 5_000;
/** Each lost race means that another writer landed, so this many lost in a row is overload. */
const MAX_TRIES = 500;

export function entryStore(connection: Connection, now: () => Date = () => new Date()): EntryStore {
  const records = recordsOf(connection, 'entries');
  const conversations = recordsOf(connection, 'conversations');
  const tails = new Map<ConversationId, number>();

  const remember = (conversationId: ConversationId, seq: number): void => {
    if (seq < (tails.get(conversationId) ?? 0)) return;
    tails.delete(conversationId);
    tails.set(conversationId, seq);
    if (tails.size > REMEMBERED) tails.delete(tails.keys().next().value!);
  };

  const keyOf = (conversationId: ConversationId, key: string): string => `${conversationId}:${key}`;

  const insert = async ({ tenantId }: TenantScope, { key, ...entry }: NewEntry, seq: number): Promise<Entry> => {
    const { conversationId } = entry;
    const record: Entry = { ...entry, _id: entryId(conversationId, seq), tenantId, seq, key: keyOf(conversationId, key), at: now() };
    // Past mongoose's document machinery: this insert is the accept path, and the record was built by the line above.
    await records.collection.insertOne(record as never);
    remember(conversationId, seq);
    return record;
  };

  const findByKey = async (scope: TenantScope, conversationId: ConversationId, key: string): Promise<Entry | null> =>
    ofTenant(
      scope,
      await records
        .findOne({ key: keyOf(conversationId, key) })
        .maxTimeMS(MAX_TIME_MS)
        .lean<Entry>()
        .exec(),
    );

  const readAfter = async ({ tenantId }: TenantScope, conversationId: ConversationId, after: number, limit: number): Promise<Entry[]> => {
    const ids = Array.from({ length: limit }, (_, i) => entryId(conversationId, after + 1 + i));
    const found = await records
      .find({ _id: { $in: ids } })
      .maxTimeMS(MAX_TIME_MS)
      .lean<Entry[]>()
      .exec();
    // The tenant is checked here and not in the query: beside `$in` a second field makes the stand-in scan the whole log.
    return found.filter((entry) => entry.tenantId === tenantId).sort((a, b) => a.seq - b.seq);
  };

  /** Everything behind `after`, however long. */
  const readAllAfter = async (scope: TenantScope, conversationId: ConversationId, after: number): Promise<Entry[]> => {
    const all: Entry[] = [];
    for (;;) {
      const page = await readAfter(scope, conversationId, after + all.length, WINDOW);
      all.push(...page);
      if (page.length < WINDOW) return all;
    }
  };

  const tailOf = async (scope: TenantScope, conversationId: ConversationId): Promise<number> => {
    const known =
      tails.get(conversationId) ??
      ofTenant(scope, await conversations.findOne({ _id: conversationId }).lean<{ tenantId: string; projectedSeq: number }>().exec())?.projectedSeq ??
      0;
    const behind = await readAllAfter(scope, conversationId, known);
    const tail = behind.at(-1)?.seq ?? known;
    remember(conversationId, tail);
    return tail;
  };

  return {
    async append(scope, entry): Promise<Appended> {
      let seq = tails.get(entry.conversationId) ?? (await tailOf(scope, entry.conversationId));
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        try {
          return { type: 'appended', entry: await insert(scope, entry, seq + 1), fresh: true };
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          const ours = await findByKey(scope, entry.conversationId, entry.key);
          if (ours) return { type: 'appended', entry: ours, fresh: false };
          remember(entry.conversationId, seq + 1);
          seq = await tailOf(scope, entry.conversationId);
        }
      }
      throw storeUnavailable({ detail: 'Too many messages arrive in this conversation at once.', retryAfterSeconds: 1 });
    },

    async appendAfter(scope, entry, seq): Promise<Appended | Superseded> {
      try {
        return { type: 'appended', entry: await insert(scope, entry, seq + 1), fresh: true };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // First our own key: a repeated insert collides on its place with itself and must not look superseded.
        const ours = await findByKey(scope, entry.conversationId, entry.key);
        if (ours) return { type: 'appended', entry: ours, fresh: false };
        return { type: 'superseded', by: await readAllAfter(scope, entry.conversationId, seq) };
      }
    },

    after: readAfter,

    get: async (scope, id) => ofTenant(scope, await records.findOne({ _id: id }).maxTimeMS(MAX_TIME_MS).lean<Entry>().exec()),

    byKey: findByKey,

    async markRung(scope, ids) {
      const ours = await Promise.all(
        ids.map(async (id) => ofTenant(scope, await records.findOne({ _id: id }, { tenantId: 1, dispatch: 1 }).lean<Entry>().exec())),
      );
      const pending = ours.flatMap((entry) => (entry?.dispatch === 'pending' ? [entry._id] : []));
      if (pending.length > 0) await records.updateMany({ _id: { $in: pending } }, { $set: { dispatch: 'rung' } }).exec();
    },

    pending: (_scope, before, limit) =>
      records
        .find({ dispatch: 'pending', at: { $lt: before } })
        .sort({ at: 1 })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Entry[]>()
        .exec(),

    async *conversations(_scope): AsyncGenerator<ConversationRef> {
      for await (const first of records
        .find({ seq: 1 }, { tenantId: 1, conversationId: 1 })
        .lean<Pick<Entry, 'tenantId' | 'conversationId'>>()
        .cursor()) {
        yield { tenantId: first.tenantId, conversationId: first.conversationId };
      }
    },
  };
}
