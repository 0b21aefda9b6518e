/**
 * Asks a model once for one step of a turn: an answer, a handover, or calls of tools. The request is built from the record and kept
 * with it; pieces go to the bus, what was said to the turn. A step that is stored is not paid for again. Which model is asked, the
 * story says: the usual one, the one that stands in for it, and last the answerer that quotes.
 */
import { createHash } from 'node:crypto';
import { activityInfo, cancellationSignal, CancelledFailure, heartbeat, sleep } from '@temporalio/activity';
import { callOf, NOTHING, tokensOf, worstCase, type Amounts } from '../../workflows/domain/budget.ts';
import type { EffectKey, ToolKind, TurnRef } from '../../workflows/domain/effects.ts';
import type { EscalationReason } from '../../workflows/domain/entry.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { SentRequest } from '../../workflows/domain/sent-request.ts';
import { NOTICES } from '../../workflows/domain/notices.ts';
import { discreet, discreetArguments } from '../../workflows/domain/personal-data.ts';
import { personaOf, type Persona } from '../../workflows/domain/persona.ts';
import type { Settings } from '../../workflows/domain/settings.ts';
import {
  joined,
  modelStep,
  passagesOf,
  saidIn,
  type Answerer,
  type Draft,
  type ModelRequest,
  type Turn,
  type TurnStep,
} from '../../workflows/domain/turn.ts';
import type { Model, Outgoing } from '../../infra/ports/model.ts';
import type { Deps } from '../deps.ts';
import { isModelFault, modelFailure } from '../failures.ts';
import { escalationOf } from '../tools/escalate-tool.ts';
import { kindOf } from '../tools/registry.ts';
import type { Tool } from '../tools/tool.ts';
import { toolsOfTurn, type ToolsNeed } from '../tools/tools-of.ts';
import { citationsOf } from './citations-of.ts';
import { deltaStream } from './delta-stream.ts';
import { overtaking } from './overtaking.ts';
import { take } from './spending.ts';
import { stepRequest } from './step-request.ts';

const BEAT_MS = 500;
/** A draft that is still being told is noted this often, so that nobody is told to wait who can see it grow. */
const GROWS_EVERY_MS = 5_000;
/** A cancel takes a heartbeat and a lost ring a round of the sweeper, ms. */
const CANCEL_MS = 9_000;

/** `absent`: there is no such model here, or it has nothing to say. Of each tool call: how it may be run, null when it may not. */
export type DraftOutcome =
  { type: 'reply' } | { type: 'escalate'; reason: EscalationReason } | { type: 'tools'; calls: (ToolKind | null)[] } | { type: 'absent' };

/** `step` counts from 1. */
export type DraftRequest = TurnRef & { effectKey: EffectKey; step: number; by?: Answerer; mayPassVisitor?: boolean };

/** Clients drop pieces of older attempts; Temporal counts the attempts of each answerer from 1. */
const ATTEMPTS_BEFORE: Record<Answerer, number> = { model: 0, fallback: 100, quotes: 200 };
const ATTEMPTS_A_STEP = 1_000;

type Needs = Pick<Deps, 'turns' | 'entries' | 'settings' | 'tenants' | 'usage' | 'model' | 'fallback' | 'quotes' | 'prices' | 'bus' | 'now'> &
  ToolsNeed;

export const draftReply =
  (deps: Needs) =>
  async (asked: DraftRequest): Promise<DraftOutcome> => {
    const { tenantId, conversationId, turnId, effectKey: key, step, by = 'model', mayPassVisitor = false } = asked;
    const { turns, bus, now } = deps;
    const model = deps[by];
    if (!model) return { type: 'absent' };
    const scope = { tenantId };
    // Where the model itself only quotes, quoting once more says nothing new.
    if (by === 'quotes' && !(await generates(deps.model, scope))) return { type: 'absent' };
    // Who brings a key of its own pays for its own calls: nobody else is charged for them when that fails.
    if (by === 'fallback' && (await deps.model.ownKeyOf?.(scope))) return { type: 'absent' };
    const turn = await turns.get(scope, turnId);
    if (!turn) throw new RangeError(`There is no turn ${turnId}.`);
    const known = modelStep(turn, step);
    if (known) return conclude(deps, turn, known);

    const tools = await toolsOfTurn(deps, turn);
    const rules = (await deps.settings.version(scope, turn.settingsVersion)) ?? {};
    const persona = personaOf(rules);
    const request = await stepRequest(deps, turn, step, tools, persona);
    const { attempt } = activityInfo();
    const price = by === 'quotes' ? null : deps.prices[by];
    const most = callOf(worstCase(request), price);
    // What quotes the help centre costs nothing.
    const taken = (await generates(model, scope)) ? await take(deps, asked, turn, `${key}#${by}-${attempt}`, most, { furtherStep: step > 1 }) : FREE;
    if (!taken) return { type: 'escalate', reason: 'budget' };
    // That it cannot be settled leaves the worst case counted, and is no reason to lose the answer.
    const settle = (actual: Amounts): Promise<void> => taken.settle(actual).catch(() => {});

    const shown = (step - 1) * ATTEMPTS_A_STEP + ATTEMPTS_BEFORE[by] + attempt;
    const deltas = deltaStream((n, text) => bus.publish({ type: 'turn.delta', tenantId, conversationId, turnId, attempt: shown, n, text }));
    const notices = NOTICES[request.locale ?? persona.locale];
    // What stands before the first piece: each step is shown with what the steps before it have said.
    let lead = [saidIn(turn, step).text, by === 'quotes' ? notices.withoutModel : ''].filter(Boolean).join(PARAGRAPH);
    let written = '';
    let firstTokenAt: Date | undefined;
    let lastTokenAt = now();
    let notedAt = lastTokenAt;
    const push = (text: string): void => {
      lastTokenAt = now();
      firstTokenAt ??= lastTokenAt;
      deltas.push(lead ? lead + PARAGRAPH + text : text);
      lead = '';
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
    const begunAt = now();
    let sent: SentRequest | null = null;
    const onSent = (outgoing: Outgoing): void => void (sent = asSent(outgoing));
    let said: Draft;
    try {
      said = await model.draft(request, { signal, onToken: push, onWritten: (text) => (written += text), onSent, scope });
      deltas.end();
    } catch (error) {
      deltas.end();
      await settle(costOf(error, request, written, price));
      // The workflow hears of it too and cancels; should it not, the draft is tried again.
      if (overtaken?.signal.aborted) await sleep(CANCEL_MS).catch(() => {});
      // The provider's own abort error would count as a failure of the provider.
      if (cancellationSignal().aborted) {
        bus.publish({ type: 'turn.discarded', tenantId, conversationId, turnId });
        await turns.update(scope, turnId, { outcome: 'superseded', timings: { endedAt: now() } });
        throw new CancelledFailure('The turn was overtaken.');
      }
      // Only the tenant can mend that, and learns of it by the reason.
      if (isModelFault(error) && error.ownKey && error.kind === 'refused') return { type: 'escalate', reason: 'modelKeyRefused' };
      throw isModelFault(error) ? modelFailure(error, { elsewhere: by === 'model' && deps.fallback !== null }) : error;
    } finally {
      overtaken?.end();
      clearInterval(beat);
    }
    if (by === 'quotes' && said.type === 'escalate') return { type: 'absent' };
    const draft =
      by === 'quotes' && said.type === 'reply'
        ? { ...said, text: notices.withoutModel + PARAGRAPH + said.text }
        : withoutHandover(discreetDraft(understood(said, turn, tools, persona), rules), persona, notices.unanswered);
    const calls = draft.type === 'tools' ? draft.calls.map((call) => kindOf(call, tools, persona)) : [];
    // An adapter that did not have to ask reports no tokens.
    const spent = said.usage.inputTokens + said.usage.outputTokens > 0 ? callOf(said.usage, price) : NOTHING;
    const costMicros = price ? spent.costMicros : null;
    const tookMs = now().getTime() - begunAt.getTime();
    const after = await turns.addStep(scope, turnId, { type: 'model', key, step, by, draft, calls, sent, costMicros, tookMs });
    await settle(spent);
    return conclude(deps, after, modelStep(after, step)!, firstTokenAt);
  };

const asSent = ({ form, model, text }: Outgoing): SentRequest => ({
  form,
  model,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});

const PARAGRAPH = '\n\n';

const FREE = { settle: async () => {} };

const generates = async (model: Model, scope: TenantScope): Promise<boolean> => model.generative || ((await model.generativeFor?.(scope)) ?? false);

/** What a model asked for, as the product takes it: a handover ends the turn, and so does a second call that nobody can run. */
function understood(said: Draft, turn: Turn, tools: readonly Tool[], persona: Persona): Draft {
  if (said.type !== 'tools') return said;
  const escalation = escalationOf(said);
  if (escalation) return { ...escalation, ...(said.said ? { said: said.said } : {}) };
  const failedBefore = turn.steps.some((one) => one.type === 'model' && one.calls.includes(null));
  const { model, usage, said: seen } = said;
  return failedBefore && said.calls.some((call) => kindOf(call, tools, persona) === null)
    ? { type: 'escalate', reason: 'modelUnsure', summary: '', ...(seen ? { said: seen } : {}), model, usage }
    : said;
}

/** What a model asks of tools and tells people. What it answers stands in the sources, which are the company's own. */
function discreetDraft(draft: Draft, rules: Pick<Settings, 'privacy'>): Draft {
  if (draft.type === 'escalate') return { ...draft, summary: discreet(draft.summary, rules) };
  if (draft.type === 'reply') return draft;
  const calls = draft.calls.map((call) => ({ ...call, arguments: discreetArguments(call.arguments, rules) }));
  return { ...draft, text: discreet(draft.text, rules), calls };
}

/** Where nobody is to be called for what has no answer, the visitor is told so. Whoever wants a person still gets one. */
function withoutHandover(draft: Draft, { handover }: Persona, unanswered: string): Draft {
  if (handover || draft.type !== 'escalate' || (draft.reason !== 'nothingFound' && draft.reason !== 'modelUnsure')) return draft;
  const { model, usage, said } = draft;
  return { type: 'reply', ...joined([said, { text: unanswered, used: [] }]), model, usage };
}

type ModelStep = Extract<TurnStep, { type: 'model' }>;

/** Keeps the answer with the turn, also when the first run died before it could. What earlier steps have said stands before it. */
async function conclude({ turns, now }: Needs, turn: Turn, { draft, calls, step }: ModelStep, firstTokenAt = now()): Promise<DraftOutcome> {
  if (draft.type === 'tools') return { type: 'tools', calls };
  if (!turn.draft) {
    const passages = passagesOf(turn);
    const whole = draft.type === 'reply' ? { ...draft, ...joined([saidIn(turn, step), draft]) } : draft;
    const citations = whole.type === 'reply' ? citationsOf(whole.used, passages, turn) : [];
    await turns.update(turn, turn._id, { draft: whole, citations, passages, timings: { firstTokenAt, draftedAt: now() } });
  }
  return draft.type === 'reply' ? { type: 'reply' } : { type: 'escalate', reason: draft.reason };
}

/** What a call that failed has cost: nothing where nobody was asked, no tokens where the provider refused it, else what it read and wrote. */
function costOf(error: unknown, request: ModelRequest, written: string, price: Parameters<typeof callOf>[1]): Amounts {
  if (isModelFault(error) && error.resting) return NOTHING;
  if (isModelFault(error) && error.usage) return callOf(error.usage, price);
  const refused = isModelFault(error) && ['rateLimited', 'refused', 'unavailable'].includes(error.kind) && !written;
  return refused ? { ...NOTHING, modelCalls: 1 } : callOf({ inputTokens: worstCase(request).inputTokens, outputTokens: tokensOf(written) }, price);
}
