/** Tells a visitor who has been silent that the conversation will be closed: once for each silence, and not when somebody is waited for. */
import { lifecycleOf } from '../../workflows/domain/lifecycle.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { missingLog } from '../failures.ts';

/** `heard`: the newest message that the silence is counted from. */
export type IdleWarning = ConversationRef & { key: string; heard: number };

type Needs = Pick<Deps, 'conversations' | 'entries' | 'settings' | 'bus'>;

/** `warned` is false when the visitor, or we, have something to answer. */
export const warnIdle =
  ({ conversations, entries, settings, bus }: Needs) =>
  async ({ tenantId, conversationId, key, heard }: IdleWarning): Promise<{ warned: boolean }> => {
    const scope = { tenantId };
    const { idleNotice: text } = lifecycleOf(await settings.current(scope));
    for (;;) {
      const view = await conversations.project(scope, conversationId);
      if (!view) throw missingLog(conversationId);
      if (await entries.byKey(scope, conversationId, key)) return { warned: true };
      if (view.waiting || view.status === 'resolved' || view.visitorSeqs.some((seq) => seq > heard)) return { warned: false };
      const notice = { conversationId, key, kind: 'message', author: { type: 'system' }, body: { text }, dispatch: 'none' } as const;
      const landed = await entries.appendAfter(scope, notice, view.projectedSeq);
      if (landed.type === 'superseded') continue;
      const { _id, seq } = landed.entry;
      await conversations.project(scope, conversationId);
      bus.publish({ type: 'entry.appended', tenantId, conversationId, entryId: _id, seq });
      bus.publish({ type: 'conversation.projected', tenantId, conversationId, seq });
      return { warned: true };
    }
  };
