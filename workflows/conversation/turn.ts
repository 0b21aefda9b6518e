/** One answer of the assistant: open, search, draft, commit. */
import { CancellationScope, condition, isCancellation, uuid4 } from '@temporalio/workflow';
import type { EscalationReason } from '../domain/entry.ts';
import type { TurnId } from '../domain/ids.ts';
import { model, search, store } from '../retry-profiles.ts';
import type { Talk } from './lifecycle.ts';

/** After so many superseded drafts in a row the next one is finished, else a steady typist never gets an answer. */
const PATIENCE = 2;

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
  const outcome = opened.escalate ? { escalate: opened.escalate } : await unlessOvertaken(overtaken, () => draft(turn));
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

/** Searches, then asks the model. The draft itself stays in MongoDB. */
async function draft(turn: TurnRef): Promise<Outcome> {
  await search.searchKnowledge.executeWithOptions({ summary: 'search the knowledge' }, [turn]);
  const outcome = await model.draftReply.executeWithOptions({ summary: 'draft the reply' }, [turn]);
  return outcome.type === 'reply' ? 'reply' : { escalate: outcome.reason };
}

/** Runs `work` and cancels it once it is overtaken; its end is waited for in any case. A failure escalates. */
async function unlessOvertaken(overtaken: () => boolean, work: () => Promise<Outcome>): Promise<Outcome> {
  const scope = new CancellationScope();
  let done = false;
  const result = scope
    .run(work)
    .catch((error: unknown): Outcome => (isCancellation(error) ? 'overtaken' : { escalate: 'modelFailed' }))
    .finally(() => {
      done = true;
    });
  await condition(() => done || overtaken());
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
