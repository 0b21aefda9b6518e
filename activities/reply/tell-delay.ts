/**
 * Tells the visitor that the answer takes longer: one entry of the log for all that waits, under the number of the oldest
 * message that nobody has answered, so that neither a retry nor the next turn of the same wait says it again.
 */
import type { Entry } from '../../workflows/domain/entry.ts';
import type { TurnRef } from '../../workflows/domain/effects.ts';
import { owed } from '../../workflows/domain/log-view.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';
import { NOTICES } from '../../workflows/domain/notices.ts';
import { personaOf } from '../../workflows/domain/persona.ts';
import { visitorLocale } from './visitor-locale.ts';

/** Whoever has seen a draft grow within this time is not told to wait, ms. */
const GROWN_MS = 15_000;

/** Entries of nobody's, which answer nothing and take nothing over. */
export const isHolding = ({ kind, author }: Pick<Entry, 'kind' | 'author'>): boolean => kind === 'message' && author.type === 'system';

type Needs = Pick<Deps, 'conversations' | 'entries' | 'turns' | 'settings' | 'bus' | 'now'>;

/** `told` is false while the visitor can see the answer being written. */
export const tellDelay =
  ({ conversations, entries, turns, settings, bus, now }: Needs) =>
  async ({ tenantId, conversationId, turnId }: TurnRef): Promise<{ told: boolean }> => {
    const scope = { tenantId };
    const turn = await turns.get(scope, turnId);
    const grownAt = turn?.timings.lastTokenAt?.getTime() ?? 0;
    if (now().getTime() - grownAt < GROWN_MS) return { told: false };

    const otherwise = personaOf(await settings.current(scope)).locale;
    const text = NOTICES[turn?.request?.locale ?? visitorLocale([turn?.question ?? ''], otherwise)].delayed;
    for (;;) {
      const view = await conversations.project(scope, conversationId);
      if (!view) throw missingLog(conversationId);
      const { needsReply, answers, upTo } = owed(view);
      if (!needsReply) return { told: true };
      const key = `delayed-${answers[0]}`;
      if (await entries.byKey(scope, conversationId, key)) return { told: true };
      // Without the turn's id: an entry that names a turn ends its draft on the screens.
      const notice = { conversationId, key, kind: 'message', author: { type: 'system' }, body: { text }, dispatch: 'none' } as const;
      const landed = await entries.appendAfter(scope, notice, upTo);
      if (landed.type === 'superseded') continue;
      const { _id, seq } = landed.entry;
      await conversations.project(scope, conversationId);
      bus.publish({ type: 'entry.appended', tenantId, conversationId, entryId: _id, seq });
      bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq });
      return { told: true };
    }
  };
