/**
 * The one list of what is removed when it has expired: no TTL index, since not every server has them. Each record says by `expiresAt`
 * when its time is over; some are kept for a while behind it, because they still explain something.
 */
import type { Connection } from '../connect.ts';
import type { ExpiredStore } from '../../ports/expired-store.ts';
import { COLLECTIONS } from '../models/records.ts';
import { MAX_TIME_MS } from './duplicates.ts';

const DAY_MS = 86_400_000;

/** How long records are kept behind their end, ms. */
export const KEPT_BEHIND = {
  oneTimeCodes: 0,
  keptAnswers: 0,
  usage: 0,
  // An old token of a session, or of a chat, is told from a made-up one for so long.
  refreshFamilies: 30 * DAY_MS,
  visitorSessions: 30 * DAY_MS,
  invitations: 30 * DAY_MS,
} as const satisfies Partial<Record<keyof typeof COLLECTIONS, number>>;

export function expiredStore(connection: Connection): ExpiredStore {
  return {
    async purge(_scope, now, limit) {
      const purged: Record<string, number> = {};
      for (const [name, keptMs] of Object.entries(KEPT_BEHIND) as [keyof typeof KEPT_BEHIND, number][]) {
        const records = connection.collection<{ _id: string; expiresAt: Date }>(COLLECTIONS[name].name);
        const over = { expiresAt: { $lt: new Date(now.getTime() - keptMs) } };
        const found = await records
          .find(over, { projection: { _id: 1 }, maxTimeMS: MAX_TIME_MS })
          .limit(limit)
          .toArray();
        const ids = found.map(({ _id }) => _id);
        // Once more with the date: a session that was renewed since it was found stays.
        const { deletedCount } = ids.length > 0 ? await records.deleteMany({ _id: { $in: ids }, ...over }) : { deletedCount: 0 };
        purged[name] = deletedCount;
      }
      return purged;
    },
  };
}
