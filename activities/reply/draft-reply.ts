/**
 * Asks the model once for the answer of a turn. The request is built from the record and kept with it; pieces go to the bus,
 * the finished draft to the turn. A turn that has a draft is not paid for again.
 */
import { activityInfo, cancellationSignal, CancelledFailure, heartbeat } from '@temporalio/activity';
import type { EscalationReason } from '../../workflows/domain/entry.ts';
import type { ConversationRef, TurnId } from '../../workflows/domain/ids.ts';
import type { Draft } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { isModelFault, modelFailure } from '../failures.ts';
import { deltaStream } from './delta-stream.ts';
import { replyRequest } from './prompts/reply-request.ts';

const BEAT_MS = 500;

export type DraftOutcome = { type: 'reply' } | { type: 'escalate'; reason: EscalationReason };

type Needs = Pick<Deps, 'turns' | 'entries' | 'settings' | 'tenants' | 'model' | 'bus' | 'now'>;

export const draftReply =
  (deps: Needs) =>
  async ({ tenantId, conversationId, turnId }: ConversationRef & { turnId: TurnId }): Promise<DraftOutcome> => {
    const { turns, model, bus, now } = deps;
    const scope = { tenantId };
    const turn = await turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (turn.draft) return outcomeOf(turn.draft);

    const request = await replyRequest(deps, turn);
    await turns.update(scope, turnId, { request });
    const { attempt } = activityInfo();
    const deltas = deltaStream((n, text) => bus.publish({ type: 'turn.delta', tenantId, conversationId, turnId, attempt, n, text }));
    let firstTokenAt: Date | undefined;
    // Beats by the clock and not by the token: a slow first token must not hide a cancel.
    const beat = setInterval(() => heartbeat(), BEAT_MS);
    try {
      const draft = await model.draft(request, {
        signal: cancellationSignal(),
        onToken: (text) => {
          firstTokenAt ??= now();
          deltas.push(text);
        },
      });
      deltas.end();
      const citations = draft.type === 'reply' ? citationsOf(draft.used, turn) : [];
      await turns.update(scope, turnId, { draft, citations, timings: { firstTokenAt: firstTokenAt ?? now(), draftedAt: now() } });
      return outcomeOf(draft);
    } catch (error) {
      deltas.end();
      // The provider's own abort error would count as a failure of the provider.
      if (cancellationSignal().aborted) {
        bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
        await turns.update(scope, turnId, { outcome: 'superseded', timings: { endedAt: now() } });
        throw new CancelledFailure('The turn was overtaken.');
      }
      throw isModelFault(error) ? modelFailure(error) : error;
    } finally {
      clearInterval(beat);
    }
  };

const outcomeOf = (draft: Draft): DraftOutcome => (draft.type === 'reply' ? { type: 'reply' } : { type: 'escalate', reason: draft.reason });

type TurnWithPassages = NonNullable<Awaited<ReturnType<Deps['turns']['get']>>>;

const citationsOf = (used: readonly number[], { passages, revisionId }: TurnWithPassages) =>
  passages
    .filter((passage) => used.includes(passage.n))
    .map(({ n, documentId, chunkId, title, section }) => ({ n, documentId, chunkId, revisionId: revisionId!, title, section }));
