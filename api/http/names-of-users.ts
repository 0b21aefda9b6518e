/** Who did something: names of people by their ids. */
import type { UserId } from '../../workflows/domain/ids.ts';
import type { UserStore } from '../../infra/ports/people-stores.ts';

/** Ids of others than people are passed over; somebody whose account is gone has no name. */
export async function namesOfUsers(users: Pick<UserStore, 'get'>, ids: readonly string[]): Promise<ReadonlyMap<UserId, string>> {
  const people = [...new Set(ids)].filter((id): id is UserId => id.startsWith('usr_'));
  const found = await Promise.all(people.map((id) => users.get(id)));
  return new Map(found.flatMap((user) => (user ? [[user._id, user.name]] : [])));
}
