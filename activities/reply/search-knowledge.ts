/** Searches the published revision for what the turn asks and keeps the passages with the turn: history holds counts only. */
import type { TurnRef } from '../../workflows/domain/effects.ts';
import type { Deps } from '../deps.ts';
import { search } from '../knowledge/search.ts';

type Needs = Pick<Deps, 'turns' | 'revisions' | 'vectors' | 'chunks' | 'embedder' | 'now' | 'log'>;

export const searchKnowledge =
  (deps: Needs) =>
  async ({ tenantId, turnId }: TurnRef): Promise<{ passages: number }> => {
    const scope = { tenantId };
    const turn = await deps.turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (turn.timings.searchedAt) return { passages: turn.passages.length };
    const { revisionId, passages, withoutIndex } = await search(deps, scope, turn.question);
    await deps.turns.update(scope, turnId, { revisionId, passages, withoutIndex, timings: { searchedAt: deps.now() } });
    return { passages: passages.length };
  };
