/** The words of a tenant's knowledge as people wrote them, to mend typing mistakes: remembered for a while, since they are many. */
import type { QdrantClient } from '@qdrant/js-client-rest';
import type { TenantScope } from '../../../workflows/domain/ids.ts';
import { meant } from '../terms.ts';
import { ofTenant } from './filter.ts';
import { typed } from './server.ts';
import { termOfWord } from './words.ts';

/** Another process may have put words meanwhile, ms. */
const FRESH_MS = 60_000;
/** Tenants that are remembered, one a collection. */
const REMEMBERED = 16;
/** Words that are asked for, the most frequent first. */
const MOST = 50_000;

type Known = { at: number; words: string[]; terms: Set<number> };

export type Vocabulary = {
  suggest(client: QdrantClient, collection: string, scope: TenantScope, words: readonly string[]): Promise<Map<string, string>>;
  /** The tenant's words have changed. */
  forget(scope: TenantScope): void;
};

/** @param now ms */
export function vocabulary(now: () => number = Date.now): Vocabulary {
  const remembered = new Map<string, Known>();

  const known = async (client: QdrantClient, collection: string, scope: TenantScope): Promise<Known> => {
    const key = `${scope.tenantId} ${collection}`;
    const before = remembered.get(key);
    if (before && now() - before.at < FRESH_MS) return before;
    const { hits } = await typed(client.facet(collection, { key: 'words', limit: MOST, filter: ofTenant(scope) }));
    const words = hits.map(({ value }) => String(value));
    const found = { at: now(), words, terms: new Set(words.map(termOfWord)) };
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(key, found);
    return found;
  };

  return {
    async suggest(client, collection, scope, asked) {
      const { words, terms } = await known(client, collection, scope);
      return new Map(
        asked.flatMap((word): [string, string][] => {
          const probable = terms.has(termOfWord(word)) ? null : meant(word, words);
          return probable ? [[word, probable]] : [];
        }),
      );
    },
    forget({ tenantId }) {
      for (const key of remembered.keys()) if (key.startsWith(`${tenantId} `)) remembered.delete(key);
    },
  };
}
