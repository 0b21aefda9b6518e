/**
 * A refusal of a running conversation may be older than its log: a run that began anew has forgotten the commands that were obeyed
 * before, and one that is behind judges by what it remembers. So a refusal is looked up in the log before it is passed on.
 */
import { afterMove, MOVE_ENTRY, type Conversation } from '../../workflows/domain/conversation.ts';
import { Problem } from '../../workflows/domain/errors.ts';
import type { By, Command } from '../../workflows/contracts/conversation.ts';
import type { ConversationRef } from '../../workflows/domain/ids.ts';
import type { Engine } from '../ports/engine.ts';
import type { Stores } from '../ports/stores.ts';

/** Others may move the conversation between two looks; who loses so often is refused. */
const TRIES = 4;

type Log = Pick<Stores, 'conversations' | 'entries' | 'events'>;

/** `command` of an engine whose refusals agree with the log, and whose repeats get the first verdict whichever run is open. */
export const commandByTheLog =
  (engine: Pick<Engine, 'command'>, log: Log): Engine['command'] =>
  async (ref, command, commandId, by, lastEntry) => {
    let asked = by;
    for (let tries = 1; ; tries++) {
      try {
        return await engine.command(ref, command, commandId, asked, lastEntry);
      } catch (error) {
        if (!(error instanceof Problem) || error.kind.status !== 409) throw error;
        const view = await log.conversations.project(ref, ref.conversationId);
        if (!view) throw error;
        if (await wasObeyed(log, ref, command, commandId)) return { ...standingOf(view), accepted: true };
        const known = asked.seen ?? -1;
        if (tries >= TRIES || view.since <= known || !isLegal(view, command, by)) throw error;
        asked = { ...by, seen: view.since };
      }
    }
  };

async function wasObeyed({ entries, events }: Log, ref: ConversationRef, command: Command, commandId: string): Promise<boolean> {
  const { conversationId } = ref;
  if (command === 'snooze') return events.has(ref, `${conversationId}:${commandId}`);
  return (await entries.byKey(ref, conversationId, commandId))?.kind === MOVE_ENTRY[command];
}

const isLegal = (view: Conversation, command: Command, { agentId }: By): boolean =>
  command === 'snooze' ? view.status !== 'resolved' : afterMove(view, command, agentId) !== undefined;

const standingOf = ({ mode, status, since, takenBy }: Conversation) => ({ mode, status, since, takenBy });
