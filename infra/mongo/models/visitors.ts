/** Visitors and their sessions. */
import { collection, date, id, number, type Collection } from './collection.ts';

export const visitors = {
  visitorSessions: collection(
    'visitorSessions',
    {
      tenantId: id,
      visitorId: id,
      verified: { type: Boolean, default: false },
      tokenHash: id,
      createdAt: date,
      expiresAt: date,
      idleMs: number,
      absoluteMs: { type: Number },
      endedBecause: { type: String, default: null },
    },
    [
      { keys: { expiresAt: 1 }, options: { name: 'session_expired' }, serves: 'the sweeper: chats that are long over' },
      { keys: { tokenHash: 1 }, options: { name: 'session_token', unique: true }, serves: 'each call of a visitor, by the hash of its token' },
      { keys: { tenantId: 1, visitorId: 1 }, options: { name: 'session_visitor' }, serves: 'all sessions of a visitor that is banned' },
    ],
  ),
  visitors: collection(
    'visitors',
    {
      tenantId: id,
      externalId: { type: String, default: null },
      name: { type: String, default: null },
      email: { type: String, default: null },
      verifiedAt: { type: Date, default: null },
      bannedAt: { type: Date, default: null },
      // Without a default: a null would count as earlier than any time.
      firstSeenAt: { type: Date },
    },
    [{ keys: { tenantId: 1, _id: -1 }, options: { name: 'visitors_newest' }, serves: 'the list of visitors' }],
  ),
} satisfies Record<string, Collection>;
