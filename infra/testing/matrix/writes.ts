/** Everything that is stored, to see that nothing has been written. */
import type { Connection } from '../../mongo/connect.ts';
import type { Tried } from './judge.ts';

/** Written by asking alone: when a key was last used. */
const IGNORED = { apiKeys: ['lastUsedAt'], workers: null } as Record<string, string[] | null>;

type Stored = Map<string, string>;

async function stored(connection: Connection): Promise<Stored> {
  const found: Stored = new Map();
  for (const { name } of await connection.listCollections()) {
    const ignored = IGNORED[name];
    if (ignored === null) continue;
    for (const record of await connection.collection(name).find({}).toArray()) {
      for (const field of ignored ?? []) delete record[field];
      found.set(`${name} ${String(record._id)}`, JSON.stringify(record));
    }
  }
  return found;
}

/** What differs, by collection and id. */
const changes = (before: Stored, after: Stored): string[] => [
  ...[...after].filter(([id, record]) => before.get(id) !== record).map(([id]) => `${before.has(id) ? 'changed' : 'added'} ${id}`),
  ...[...before.keys()].filter((id) => !after.has(id)).map((id) => `removed ${id}`),
];

export type Unwritten = (door: string, act: () => Promise<Tried[]>) => Promise<Tried[]>;

/** Runs what must write nothing, one after the other with nothing in between; what was written counts against the last case. */
export async function unwrittenIn(connection: Connection): Promise<Unwritten> {
  let before = await stored(connection);
  return async (door, act) => {
    const tried = await act();
    const after = await stored(connection);
    const written = changes(before, after);
    before = after;
    const last = tried.at(-1);
    if (written.length === 0 || !last) return tried;
    const why = `something was written by what is refused: ${written.slice(0, 5).join(', ')}`;
    return [...tried.slice(0, -1), { ...last, violation: last.violation ?? { class: last.class, door, caller: 'all', what: 'all', why } }];
  };
}
