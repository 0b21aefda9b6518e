/** Searches the published revision for what the turn asks and keeps the passages with the turn: history holds counts only. */
import type { TurnRef } from '../../workflows/domain/effects.ts';
import type { Deps } from '../deps.ts';
import { searchAsAsked } from '../knowledge/search-as-asked.ts';
import { earlierMessages } from './earlier-messages.ts';

type Needs = Pick<Deps, 'turns' | 'entries' | 'settings' | 'revisions' | 'vectors' | 'chunks' | 'encoders' | 'reranker' | 'now' | 'log'>;

export const searchKnowledge =
  (deps: Needs) =>
  async ({ tenantId, turnId }: TurnRef): Promise<{ passages: number }> => {
    const scope = { tenantId };
    const turn = await deps.turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (turn.timings.searchedAt) return { passages: turn.passages.length };
    const rules = (await deps.settings.version(scope, turn.settingsVersion)) ?? {};
    const earlier = (await earlierMessages(deps, turn)).filter(({ role }) => role === 'user').map(({ content }) => content);
    const { revisionId, passages, withoutIndex, asked } = await searchAsAsked(deps, scope, rules, turn.question, earlier);
    await deps.turns.update(scope, turnId, { revisionId, passages, withoutIndex, asked, timings: { searchedAt: deps.now() } });
    return { passages: passages.length };
  };
