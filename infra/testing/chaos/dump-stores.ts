/** What the stores hold when a run is over, read by the plain driver: no store of the product stands between it and the checker. */
import type { mongo } from 'mongoose';
import type { Evidence, StoredEffect, StoredEntry, StoredStanding, StoredTurn } from './evidence.ts';

export type Dump = Pick<Evidence, 'entries' | 'turns' | 'events' | 'audits' | 'standings' | 'effects'>;

export async function dumpStores(database: mongo.Db): Promise<Dump> {
  const all = <T extends mongo.Document>(name: string, fields: string[] = []): Promise<mongo.WithId<T>[]> =>
    database
      .collection<T>(name)
      .find({}, { projection: Object.fromEntries(fields.map((field) => [field, 1])) })
      .toArray();
  const [events, audits] = await Promise.all([
    all<{ key: string; type: string; seq: number | null }>('events', ['key', 'type', 'seq']),
    all<{ key: string; action: string }>('auditEvents', ['key', 'action']),
  ]);
  return {
    entries: await all<StoredEntry>('entries'),
    turns: await all<StoredTurn>('turns', ['conversationId', 'outcome']),
    events: events.map(({ key, type, seq }) => ({ key, type, seq })),
    // What people did beside conversations, such as signing in, has rows without events.
    audits: audits.filter(({ action }) => action.startsWith('conversation.')).map(({ key, action }) => ({ key, type: action })),
    standings: await all<StoredStanding>('conversations', ['projectedSeq', 'mode', 'status']),
    effects: await all<StoredEffect>('effects', ['state']),
  };
}
