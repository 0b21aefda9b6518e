/**
 * Commits a turn's draft by compare-and-append: it lands right behind what it answers, or not at all. With `mayPassVisitor`
 * it may also land behind further messages of the visitor, never behind a person's or a move. That it takes longer, which the
 * visitor was told meanwhile, is no news to it. For a tenant that was suspended meanwhile nothing is sent.
 */
import type { TurnRef } from '../../workflows/domain/effects.ts';
import type { NewEntry } from '../../workflows/domain/entry.ts';
import type { Deps } from '../deps.ts';
import { isOpen } from '../tenancy/is-open.ts';
import { isHolding } from './tell-delay.ts';

export type CommitRequest = TurnRef & { upTo: number; mayPassVisitor: boolean };
export type Committed = { committed: boolean; seq: number };

type Needs = Pick<Deps, 'turns' | 'entries' | 'conversations' | 'tenants' | 'bus' | 'now'>;

export const commitReply =
  (deps: Needs) =>
  async ({ tenantId, conversationId, turnId, upTo, mayPassVisitor }: CommitRequest): Promise<Committed> => {
    const scope = { tenantId };
    const turn = await deps.turns.get(scope, turnId);
    if (turn?.draft?.type !== 'reply') throw new RangeError(`The turn ${turnId} has no draft to commit.`);
    const reply: NewEntry = {
      conversationId,
      key: turnId,
      kind: 'message',
      author: { type: 'assistant' },
      body: { text: turn.draft.text, citations: turn.citations, turnId, answers: upTo },
      dispatch: 'none',
    };

    const discarded = async (seq: number): Promise<Committed> => {
      deps.bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
      await deps.turns.update(scope, turnId, { outcome: 'superseded', timings: { endedAt: deps.now() } });
      return { committed: false, seq };
    };
    if (!(await isOpen(deps, scope)) && !(await deps.entries.byKey(scope, conversationId, turnId))) return discarded(upTo);

    for (let after = upTo; ;) {
      const landed = await deps.entries.appendAfter(scope, reply, after);
      if (landed.type === 'appended') {
        await deps.conversations.project(scope, conversationId);
        const { _id, seq } = landed.entry;
        deps.bus.publish({ type: 'entry.appended', tenantId, conversationId, entryId: _id, seq });
        deps.bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq });
        await deps.turns.update(scope, turnId, { outcome: 'replied', timings: { endedAt: deps.now() } });
        return { committed: true, seq };
      }
      after = landed.by.at(-1)!.seq;
      if (landed.by.every((entry) => isHolding(entry) || (mayPassVisitor && entry.author.type === 'visitor'))) continue;
      return discarded(after);
    }
  };
