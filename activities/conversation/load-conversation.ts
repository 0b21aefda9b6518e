/** Reads where a conversation stands, for a run that begins and after a move that lets the assistant answer again. */
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import { owed, type Owed } from '../../workflows/domain/log-view.ts';
import { missingLog } from '../failures.ts';
import type { Deps } from '../deps.ts';

export const loadConversation =
  ({ conversations }: Pick<Deps, 'conversations'>) =>
  async ({ tenantId, conversationId }: ConversationRef): Promise<Owed> => {
    const view = await conversations.project({ tenantId }, conversationId);
    if (!view) throw missingLog(conversationId);
    return owed(view);
  };
