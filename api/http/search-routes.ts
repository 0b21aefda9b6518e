/** The search tester: what a question would find, by the search that turns run, with the settings that the next turn would follow. */
import { setTimeout } from 'node:timers/promises';
import { rateLimited, searchUnavailable } from '../../workflows/domain/errors.ts';
import { spokenIn } from '../../workflows/domain/language.ts';
import { wordsAloneOf } from '../present/search.ts';
import { presentPassage } from '../present/turn.ts';
import { SearchKnowledge, SearchView } from '../protocol/search.ts';
import { route, staff } from './route.ts';

/** A turn gives its search five seconds; whoever looks at a page waits a little longer for a busy machine. */
const DEADLINE_MS = 15_000;

const search = route({
  name: 'searchKnowledge',
  method: 'post',
  path: '/knowledge/search',
  summary: 'What a question finds: the passages and scores that a turn would get',
  policy: staff('document.read'),
  body: SearchKnowledge,
  reply: SearchView,
  audit: { instead: 'It changes nothing, and a question may hold what a visitor wrote.' },
  async handle({ staff: { scope, userId }, body: { query, history } }, { knowledge, encoders, settings, limits, log }) {
    const waitSeconds = await limits.take('searchTest', `${scope.tenantId}:${userId}`);
    if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
    const rules = await settings.current(scope);
    const begunAt = performance.now();
    const earlier = history.filter(({ role }) => role === 'user').map(({ content }) => content);
    const found = await inTime(knowledge.find(scope, rules, query, earlier)).catch((error: Error) => {
      log.warn({ tenantId: scope.tenantId, reason: error.name }, 'the search tester found no search');
      throw searchUnavailable({ retryAfterSeconds: 5 });
    });
    const { revisionId, passages, asked, encoder, withoutIndex } = found;
    return {
      asked,
      passages: passages.map(presentPassage),
      floor: rules.floor,
      passed: passages.some(({ score }) => score >= rules.floor),
      settingsVersion: rules.version,
      revisionId,
      encoder,
      withoutIndex,
      wordsAlone: wordsAloneOf(found, { inUse: await encoders.inUse(scope), known: encoders.known }),
      language: spokenIn(query),
      tookMs: Math.round(performance.now() - begunAt),
    };
  },
});

async function inTime<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(DEADLINE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`Nothing was found within ${DEADLINE_MS} ms.`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

export const searchRoutes = [search];
