/**
 * Sends an operation's move to a page of conversations. Each is moved under a key of its own, so a second run finds what the first has
 * done and moves nobody twice.
 */
import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { isOperationKey, operationKey, type Counts } from '../../workflows/domain/assistant.ts';
import type { AssistantOperation } from '../../workflows/contracts/assistant.ts';
import { MOVE_ENTRY } from '../../workflows/domain/conversation.ts';
import { entryId, type ConversationId, type ConversationRef, type TenantId } from '../../workflows/domain/ids.ts';
import type { Deps } from '../deps.ts';
import { reachOf } from './begin-operation.ts';

/** So many conversations are asked at once: visitors' turns come first. */
const AT_ONCE = 8;
/** Who could not be reached in so many attempts, over some minutes, is counted as failed: the others go on. */
const ATTEMPTS = 10;

type Page = { operation: AssistantOperation; tenantId: TenantId; conversations: ConversationId[]; counts: Counts };
type Needs = Pick<Deps, 'assistant' | 'conversations' | 'entries' | 'command'>;

/** @returns the counts of the operation with this page in them */
export const switchPage =
  (deps: Needs) =>
  async ({ operation, tenantId, conversations, counts: before }: Page): Promise<Counts> => {
    const counts = { ...before };
    for (let i = 0; i < conversations.length; i += AT_ONCE) {
      const visits = conversations.slice(i, i + AT_ONCE).map(async (conversationId) => {
        counts[await visit(deps, operation, { tenantId, conversationId })]++;
        heartbeat(counts);
      });
      // A worker that stops does not wait for verdicts which nobody is there to give; the next one asks again under the same keys.
      const outcomes = await Promise.race([Promise.allSettled(visits), Context.current().cancelled]);
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed) throw failed.reason;
    }
    await deps.assistant.progress(reachOf(operation), operation.operationId, counts);
    return counts;
  };

async function visit(deps: Needs, operation: AssistantOperation, ref: ConversationRef): Promise<keyof Counts> {
  const { conversations, entries, command } = deps;
  const { operationId, move, by } = operation;
  const key = operationKey(operationId, ref.conversationId);
  const view = await conversations.project(ref, ref.conversationId);
  if (!view) return 'skipped';
  if ((await entries.byKey(ref, ref.conversationId, key))?.kind === MOVE_ENTRY[move]) return 'done';
  if (!(await isWanted(deps, operation, ref, view.since))) return 'skipped';
  const last = { entryId: entryId(ref.conversationId, view.projectedSeq), seq: view.projectedSeq };
  try {
    await command(ref, move, key, { agentId: by }, last);
    return 'done';
  } catch (error) {
    if (isRefusal(error)) return 'skipped'; // a person or an end was first
    if (activityInfo().attempt < ATTEMPTS) throw error;
    return 'failed';
  }
}

/** Another operation may have moved the switch since; and what a person paused is not for us to resume. */
async function isWanted({ assistant, entries }: Needs, { operationId, target, move }: AssistantOperation, ref: ConversationRef, since: number) {
  const switches = await assistant.switches(ref);
  if (switches.find((one) => one.target === target)?.operationId !== operationId) return false;
  if (move === 'pause') return true;
  if (switches.some(({ paused }) => paused)) return false;
  const pausedBy = await entries.get(ref, entryId(ref.conversationId, since));
  return pausedBy?.kind === 'paused' && isOperationKey(pausedBy.key);
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && error.name === 'Problem' && (error as Error & { kind?: { status: number } }).kind?.status === 409;
