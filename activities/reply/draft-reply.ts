/**
 * Asks a model once for the answer of a turn. The request is built from the record and kept with it; pieces go to the bus,
 * the finished draft to the turn. A turn that has a draft is not paid for again. Which model is asked, the story says: the
 * usual one, the one that stands in for it, and last the answerer that quotes.
 */
import { activityInfo, cancellationSignal, CancelledFailure, heartbeat, sleep } from '@temporalio/activity';
import type { EscalationReason } from '../../workflows/domain/entry.ts';
import type { ConversationRef, TurnId } from '../../workflows/domain/ids.ts';
import type { Draft } from '../../workflows/domain/turn.ts';
import type { Deps } from '../deps.ts';
import { isModelFault, modelFailure } from '../failures.ts';
import { deltaStream } from './delta-stream.ts';
import { WITHOUT_MODEL } from './notices.ts';
import { overtaking } from './overtaking.ts';
import { replyRequest } from './prompts/reply-request.ts';

const BEAT_MS = 500;
/** A draft that is still being told is noted this often, so that nobody is told to wait who can see it grow. */
const GROWS_EVERY_MS = 5_000;
/** A cancel takes a heartbeat and a lost ring a round of the sweeper, ms. */
const CANCEL_MS = 9_000;

/** Who is asked: the usual model, its stand-in, or the answerer that quotes passages. */
export type Answerer = 'model' | 'fallback' | 'quotes';

/** `absent`: there is no such model here, or it has nothing to say. */
export type DraftOutcome = { type: 'reply' } | { type: 'escalate'; reason: EscalationReason } | { type: 'absent' };

/** Clients drop pieces of older attempts; Temporal counts the attempts of each answerer from 1. */
const ATTEMPTS_BEFORE: Record<Answerer, number> = { model: 0, fallback: 100, quotes: 200 };

type Needs = Pick<Deps, 'turns' | 'entries' | 'settings' | 'tenants' | 'model' | 'fallback' | 'quotes' | 'bus' | 'now'>;

export const draftReply =
  (deps: Needs) =>
  async ({
    tenantId,
    conversationId,
    turnId,
    by = 'model',
    mayPassVisitor = false,
  }: ConversationRef & { turnId: TurnId; by?: Answerer; mayPassVisitor?: boolean }): Promise<DraftOutcome> => {
    const { turns, bus, now } = deps;
    const model = deps[by];
    if (!model) return { type: 'absent' };
    const scope = { tenantId };
    const turn = await turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    if (turn.draft) return outcomeOf(turn.draft);

    const request = await replyRequest(deps, turn);
    await turns.update(scope, turnId, { request });
    const attempt = ATTEMPTS_BEFORE[by] + activityInfo().attempt;
    const deltas = deltaStream((n, text) => bus.publish({ type: 'turn.delta', tenantId, conversationId, turnId, attempt, n, text }));
    let firstTokenAt: Date | undefined;
    let lastTokenAt = now();
    let notedAt = lastTokenAt;
    const push = (text: string): void => {
      lastTokenAt = now();
      firstTokenAt ??= lastTokenAt;
      deltas.push(text);
    };
    // Beats by the clock and not by the token: a slow first token must not hide a cancel.
    const beat = setInterval(() => {
      heartbeat();
      if (lastTokenAt.getTime() - notedAt.getTime() < GROWS_EVERY_MS) return;
      notedAt = lastTokenAt;
      turns.update(scope, turnId, { timings: { lastTokenAt } }).catch(() => {}); // at worst the visitor is told to wait
    }, BEAT_MS);
    // The draft that may pass the visitor is finished whatever they say meanwhile.
    const overtaken = mayPassVisitor ? null : overtaking(deps, { tenantId, conversationId }, turn.upTo);
    const signal = overtaken ? AbortSignal.any([cancellationSignal(), overtaken.signal]) : cancellationSignal();
    try {
      if (by === 'quotes') push(WITHOUT_MODEL);
      const said = await model.draft(request, { signal, onToken: push, scope });
      deltas.end();
      if (by === 'quotes' && said.type === 'escalate') return { type: 'absent' };
      const draft = by === 'quotes' && said.type === 'reply' ? { ...said, text: WITHOUT_MODEL + said.text } : said;
      const citations = draft.type === 'reply' ? citationsOf(draft.used, turn) : [];
      await turns.update(scope, turnId, { draft, citations, timings: { firstTokenAt: firstTokenAt ?? now(), draftedAt: now() } });
      return outcomeOf(draft);
    } catch (error) {
      deltas.end();
      // The workflow hears of it too and cancels; should it not, the draft is tried again.
      if (overtaken?.signal.aborted) await sleep(CANCEL_MS).catch(() => {});
      // The provider's own abort error would count as a failure of the provider.
      if (cancellationSignal().aborted) {
        bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
        await turns.update(scope, turnId, { outcome: 'superseded', timings: { endedAt: now() } });
        throw new CancelledFailure('The turn was overtaken.');
      }
      throw isModelFault(error) ? modelFailure(error, { elsewhere: by === 'model' && deps.fallback !== null }) : error;
    } finally {
      overtaken?.end();
      clearInterval(beat);
    }
  };

const outcomeOf = (draft: Draft): DraftOutcome => (draft.type === 'reply' ? { type: 'reply' } : { type: 'escalate', reason: draft.reason });

type TurnWithPassages = NonNullable<Awaited<ReturnType<Deps['turns']['get']>>>;

const citationsOf = (used: readonly number[], { passages, revisionId }: TurnWithPassages) =>
  passages
    .filter((passage) => used.includes(passage.n))
    .map(({ n, documentId, chunkId, title, section }) => ({ n, documentId, chunkId, revisionId: revisionId!, title, section }));
