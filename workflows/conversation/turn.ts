/** One answer of the assistant: open, search, draft, commit. */
import { CancellationScope, condition, isCancellation, uuid4 } from '@temporalio/workflow';
import type { EscalationReason } from '../domain/entry.ts';
import type { TurnId } from '../domain/ids.ts';
import { fallback, model, search, store, tell } from '../retry-profiles.ts';
import type { Talk } from './lifecycle.ts';

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

type Outcome = 'reply' | 'overtaken' | { escalate: EscalationReason };

export async function answerTurn(talk: Talk): Promise<void> {
  const mayPassVisitor = talk.state.superseded >= PATIENCE;
  // Of this run and the same on replay, so that a draft of a dead run is never taken for today's.
  const turnId: TurnId = `trn_${typeIdSuffix(uuid4())}`;
  const turn = { ...talk.ref, turnId };
  const opened = await store.openTurn.executeWithOptions({ heartbeatTimeout: '5s', summary: `open turn ${talk.turns + 1}` }, [turn]);
  talk.adopt(opened);
  if (opened.needsReply === false) return talk.settle(opened.upTo);

  const overtaken = (): boolean => !talk.mayAnswer || (!mayPassVisitor && talk.state.heard > opened.upTo);
  const outcome = opened.escalate
    ? { escalate: opened.escalate }
    : await unlessOvertaken(
        overtaken,
        () => draft({ ...turn, mayPassVisitor }),
        () => tellDelay(turn),
      );
  if (outcome === 'overtaken') return talk.drop();
  if (outcome !== 'reply') {
    await talk.append('escalate', turnId, { reason: outcome.escalate, turnId });
    return talk.settle(opened.upTo);
  }
  const { committed } = await store.commitReply.executeWithOptions({ summary: 'commit the reply' }, [{ ...turn, upTo: opened.upTo, mayPassVisitor }]);
  if (committed) talk.settle(opened.upTo);
  else talk.drop();
}

type TurnRef = Parameters<typeof search.searchKnowledge>[0];

/** Searches, then asks for a draft until somebody has one. The draft itself stays in MongoDB. */
async function draft(turn: TurnRef & { mayPassVisitor: boolean }): Promise<Outcome> {
  try {
    await search.searchKnowledge.executeWithOptions({ summary: 'search the knowledge' }, [turn]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { escalate: 'searchFailed' }; // an answer without sources would be made up
  }
  for (const { by, ask, summary } of ANSWERERS) {
    try {
      const outcome = await ask.draftReply.executeWithOptions({ summary }, [{ ...turn, by }]);
      if (outcome.type === 'reply') return 'reply';
      if (outcome.type === 'escalate') return { escalate: outcome.reason };
    } catch (error) {
      if (isCancellation(error)) throw error; // else its profile's patience is over: the next one is asked
    }
  }
  return { escalate: 'modelFailed' };
}

/** That it cannot be told is no reason to stop: the wait goes on, and it is tried again. */
const tellDelay = (turn: TurnRef): Promise<boolean> =>
  tell.tellDelay.executeWithOptions({ summary: 'tell that it takes longer' }, [turn]).then(
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
