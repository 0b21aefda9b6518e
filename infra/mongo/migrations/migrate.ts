/** `parley migrate`: makes the collections and indexes. Running it again changes nothing. */
import type { Connection } from '../connect.ts';
import { COLLECTIONS } from '../models/records.ts';

/** @returns the names of the indexes that exist afterwards */
export async function migrate(connection: Connection): Promise<string[]> {
  const made: string[] = [];
  for (const { name, indexes } of Object.values(COLLECTIONS)) {
    for (const { keys, options } of indexes) made.push(await connection.collection(name).createIndex(keys as never, options as never));
  }
  return made;
}
