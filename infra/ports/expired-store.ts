/** What has had its time. Nothing relies on its removal: expiry is checked where something is read. */
import type { EveryTenant } from './reach.ts';

export interface ExpiredStore {
  /** Removes at most `limit` records of each kind. @returns how many, by collection */
  purge(scope: EveryTenant, now: Date, limit: number): Promise<Record<string, number>>;
}
