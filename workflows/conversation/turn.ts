/** One answer of the assistant: open, search, draft, with the tools that the draft asks for, commit. */
import { CancellationScope, condition, isCancellation, uuid4 } from '@temporalio/workflow';
import type { DraftOutcome } from '../../activities/index.ts';
import { effectKey, type TurnRef } from '../domain/effects.ts';
import type { EscalationReason } from '../domain/entry.ts';
import type { TurnId } from '../domain/ids.ts';
import { fallback, model, search, store, tell } from '../retry-profiles.ts';
import type { Talk } from './lifecycle.ts';
import { runTools, type Progress } from './tools.ts';

/** After so many superseded drafts in a row the next one is finished, else a steady typist never gets an answer. */
const PATIENCE = 2;

/** An answer that has not come by then is spoken of; well under the half minute in which a visitor hears the truth. */
const HOLD = '20s';

/** Who is asked for the answer, in this order: the model, its stand-in, the answerer that quotes. Behind them stand people. */
const ANSWERERS = [
  { by: 'model', ask: model, summary: 'draft the reply' },
  { by: 'fallback', ask: fallback, summary: 'draft by the stand-in' },
  { by: 'quotes', ask: fallback, summary: 'quote the help centre' },
] as const;

/** Whatever a tenant's budget allows, a turn has an end. */
const MAX_STEPS = 50;

type Outcome = 'reply' | 'overtaken' | { escalate: EscalationReason };

export async function answerTurn(talk: Talk): Promise<void> {
  const patienceIsOver = talk.state.superseded >= PATIENCE;
  // Of this run and the same on replay, so that a draft of a dead run is never taken for today's.
  const turnId: TurnId = `trn_${typeIdSuffix(uuid4())}`;
  const turn = { ...talk.ref, turnId };
  const opened = await store.openTurn.executeWithOptions({ heartbeatTimeout: '5s', summary: `open turn ${talk.turns + 1}` }, [
    { ...turn, effectKey: effectKey(turn, 'open') },
  ]);
  talk.adopt(opened);
  if (opened.needsReply === false) return talk.settle(opened.upTo);

  // A turn that has acted on the world is finished, and may pass further messages of the visitor.
  const progress: Progress = { acted: false };
  const mayPassVisitor = (): boolean => patienceIsOver || progress.acted;
  const overtaken = (): boolean => !talk.mayAnswer || (!mayPassVisitor() && talk.state.heard > opened.upTo);
  const outcome = opened.escalate
    ? { escalate: opened.escalate }
    : await unlessOvertaken(
        overtaken,
        () => draft(turn, progress, mayPassVisitor),
        () => tellDelay(turn),
      );
  if (outcome === 'overtaken') return talk.drop();
  if (outcome !== 'reply') {
    await talk.append('escalate', turnId, { reason: outcome.escalate, turnId });
    return talk.settle(opened.upTo);
  }
  const { committed } = await store.commitReply.executeWithOptions({ summary: 'commit the reply' }, [
    { ...turn, effectKey: effectKey(turn, 'reply'), upTo: opened.upTo, mayPassVisitor: mayPassVisitor() },
  ]);
  if (committed) talk.settle(opened.upTo);
  else talk.drop();
}

/** Searches, then asks for a draft and runs the tools that it wants until somebody has one. What is said stays in MongoDB. */
async function draft(turn: TurnRef, progress: Progress, mayPassVisitor: () => boolean): Promise<Outcome> {
  try {
    await search.searchKnowledge.executeWithOptions({ summary: 'search the knowledge' }, [{ ...turn, effectKey: effectKey(turn, 'search') }]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { escalate: 'searchFailed' }; // an answer without sources would be made up
  }
  const answerers = [...ANSWERERS];
  for (let step = 1; step <= MAX_STEPS; step++) {
    const said = await ask(answerers, { ...turn, effectKey: effectKey(turn, `draft-${step}`), step, mayPassVisitor: mayPassVisitor() });
    if (said === null) return { escalate: 'modelFailed' };
    if (said.type === 'reply') return 'reply';
    if (said.type === 'escalate') return { escalate: said.reason };
    const ended = await runTools(turn, step, said.calls, progress);
    if (ended) return { escalate: ended };
  }
  return { escalate: 'budget' };
}

type Said = Exclude<DraftOutcome, { type: 'absent' }>;

/** One step, of the first answerer that has one. Who failed is not asked again in this turn; null when nobody is left. */
async function ask(answerers: (typeof ANSWERERS)[number][], request: Parameters<typeof model.draftReply>[0]): Promise<Said | null> {
  for (;;) {
    const [next] = answerers;
    if (!next) return null;
    try {
      const outcome = await next.ask.draftReply.executeWithOptions({ summary: next.summary }, [{ ...request, by: next.by }]);
      if (outcome.type !== 'absent') return outcome;
    } catch (error) {
      if (isCancellation(error)) throw error; // else its profile's patience is over: the next one is asked
    }
    answerers.shift();
  }
}

/** That it cannot be told is no reason to stop: the wait goes on, and it is tried again. */
const tellDelay = (turn: TurnRef): Promise<boolean> =>
  tell.tellDelay.executeWithOptions({ summary: 'tell that it takes longer' }, [{ ...turn, effectKey: effectKey(turn, 'delay') }]).then(
    ({ told }) => told,
    () => false,
  );

/**
 * Runs `work` and cancels it once it is overtaken; its end is waited for in any case. A failure escalates.
 *
 * @param late runs each time that HOLD has passed without an end, until it is true
 */
async function unlessOvertaken(overtaken: () => boolean, work: () => Promise<Outcome>, late: () => Promise<boolean>): Promise<Outcome> {
  const scope = new CancellationScope();
  let done = false;
  const result = scope
    .run(work)
    .catch((error: unknown): Outcome => (isCancellation(error) ? 'overtaken' : { escalate: 'modelFailed' }))
    .finally(() => {
      done = true;
    });
  const over = (): boolean => done || overtaken();
  for (let told = false; !over();) {
    if (told) await condition(over);
    else if (!(await condition(over, HOLD, { summary: 'tell the visitor by then' }))) told = await late();
  }
  if (!overtaken()) return result;
  scope.cancel();
  return result.then(() => 'overtaken');
}

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** The 26 characters of a TypeID for a UUID: 128 bits in base 32. */
function typeIdSuffix(uuid: string): string {
  let bits = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let suffix = '';
  for (let i = 0; i < 26; i++) {
    suffix = BASE32[Number(bits & 31n)]! + suffix;
    bits >>= 5n;
  }
  return suffix;
}
