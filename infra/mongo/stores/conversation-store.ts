/**
 * The projections of the logs. `project` folds what the log holds behind `projectedSeq` and writes the result only where
 * nobody else was faster, so it may run twice, late or beside itself.
 */
import type { Connection } from '../connect.ts';
import { fold, NEW_STANDING, type Conversation, type Standing } from '../../../workflows/domain/conversation.ts';
import { eventOf } from '../../../workflows/domain/events.ts';
import type { ConversationId, TenantScope } from '../../../workflows/domain/ids.ts';
import type { ConversationStore, ConversationWithRead, EntryStore, EventStore } from '../../ports/conversation-stores.ts';
import { recordsOf } from '../models/records.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { isDuplicate, MAX_TIME_MS } from './duplicates.ts';
import { ofTenant } from './scoped.ts';

const PAGE = 100;
/** What stands beside the log, of a conversation that has just begun. */
const BESIDE = { agentsReadSeq: 0, snoozedUntil: null, snoozeN: 0 } satisfies Partial<ConversationWithRead>;

export function conversationStore(connection: Connection, entries: Pick<EntryStore, 'after'>, events: Pick<EventStore, 'record'>): ConversationStore {
  const records = recordsOf(connection, 'conversations');
  const visitors = recordsOf(connection, 'visitors');

  const read = async (scope: TenantScope, conversationId: ConversationId): Promise<ConversationWithRead | null> =>
    ofTenant(scope, await records.findOne({ _id: conversationId }).maxTimeMS(MAX_TIME_MS).lean<ConversationWithRead>().exec());

  const foldLog = async (scope: TenantScope, conversationId: ConversationId, from: Conversation | null): Promise<Conversation | null> => {
    let view = from;
    for (;;) {
      const page = await entries.after(scope, conversationId, view?.projectedSeq ?? 0, PAGE);
      for (const entry of page) {
        const before: Standing = view ?? NEW_STANDING;
        view = fold(view, entry);
        const event = eventOf(before, view, entry);
        // Before the guard moves on: who dies in between does it again under the same key.
        if (event) await events.record(scope, event);
      }
      if (page.length < PAGE) return view;
    }
  };

  const firstSeen = async ({ visitorId: _id, tenantId, createdAt }: Conversation): Promise<void> => {
    try {
      await visitors.updateOne({ _id }, { $min: { firstSeenAt: createdAt }, $setOnInsert: { tenantId } }, { upsert: true }).exec();
    } catch (error) {
      if (!isDuplicate(error)) throw error; // somebody else was faster, with the same conversation or the next
    }
  };

  const write = async (before: Conversation | null, view: Conversation): Promise<boolean> => {
    const { _id, tenantId, ...fields } = view;
    if (!before) {
      await firstSeen(view);
      try {
        await records.create([{ ...view, ...BESIDE }]);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    }
    // What stands beside the log is not ours to write: it may have changed since it was read.
    for (const name of Object.keys(BESIDE)) delete (fields as Record<string, unknown>)[name];
    const { matchedCount } = await records.updateOne({ _id, tenantId, projectedSeq: before.projectedSeq }, { $set: fields }).exec();
    return matchedCount === 1;
  };

  return {
    get: read,
    withRead: read,

    async project(scope, conversationId) {
      for (;;) {
        const before = await read(scope, conversationId);
        const view = await foldLog(scope, conversationId, before);
        if (!view || view.projectedSeq === before?.projectedSeq) return view;
        if (await write(before, view)) return view;
      }
    },

    async rebuild(scope, conversationId) {
      const view = await foldLog(scope, conversationId, null);
      if (!view) return null;
      const { _id, tenantId, ...fields } = view;
      await firstSeen(view);
      await records.updateOne({ _id, tenantId }, { $set: fields, $setOnInsert: BESIDE }, { upsert: true }).exec();
      return view;
    },

    async list({ tenantId }, { status, mode, takenBy, visitorId, order = 'activity', cursor, limit }) {
      const from = cursor ? readCursor(cursor) : null;
      const behind = !from
        ? {}
        : order === 'id'
          ? { _id: { $lt: from.id } }
          : { $or: [{ lastActivityAt: { $lt: from.at } }, { lastActivityAt: from.at, _id: { $lt: from.id } }] };
      const filter = Object.fromEntries(Object.entries({ status, mode, takenBy, visitorId }).filter(([, value]) => value !== undefined));
      const data = await records
        .find({ tenantId, ...filter, ...behind } as never)
        .sort(order === 'id' ? { _id: -1 } : { lastActivityAt: -1, _id: -1 })
        .limit(limit + 1)
        .maxTimeMS(MAX_TIME_MS)
        .lean<ConversationWithRead[]>()
        .exec();
      const shown = data.slice(0, limit);
      const last = shown.at(-1);
      return { data: shown, nextCursor: data.length > limit && last ? cursorOf(last.lastActivityAt, last._id) : null };
    },

    ofVisitor: ({ tenantId }, visitorId, limit) =>
      records.find({ tenantId, visitorId }).sort({ lastActivityAt: -1 }).limit(limit).maxTimeMS(MAX_TIME_MS).lean<Conversation[]>().exec(),

    async markRead({ tenantId }, conversationId, seq) {
      await records.updateOne({ _id: conversationId, tenantId }, { $max: { agentsReadSeq: seq } }).exec();
    },

    async snooze(scope, conversationId, { until, n }) {
      await records
        .updateOne({ _id: conversationId, tenantId: scope.tenantId, snoozeN: { $lt: n } }, { $set: { snoozedUntil: until, snoozeN: n } })
        .exec();
      return (await read(scope, conversationId)) ?? BESIDE;
    },

    async inMode({ tenantId }, mode, after, limit) {
      const found = await records
        .find({ tenantId, status: 'unresolved', mode, ...(after ? { _id: { $gt: after } } : {}) }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Pick<Conversation, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    countInMode: ({ tenantId }, mode) => records.countDocuments({ tenantId, status: 'unresolved', mode }).maxTimeMS(MAX_TIME_MS).exec(),

    async awaiting(_scope, before, limit) {
      const found = await records
        .find({ awaitingSince: { $lt: before, $ne: null } })
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Conversation[]>()
        .exec();
      return found.map(({ tenantId, _id, visitorSeqs }) => ({ tenantId, conversationId: _id, seq: visitorSeqs.at(-1)! }));
    },
  };
}
