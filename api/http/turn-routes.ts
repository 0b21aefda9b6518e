/** Why an answer was given: the record of its turn, and the requests that were sent, byte for byte as long as the documents are there. */
import { createHash } from 'node:crypto';
import { isRetired } from '../../workflows/domain/document.ts';
import { notFound } from '../../workflows/domain/errors.ts';
import { documentsOf, withoutDocuments } from '../../workflows/domain/forgotten-documents.ts';
import type { DocumentId, TenantScope, TurnId } from '../../workflows/domain/ids.ts';
import { sentText } from '../../workflows/domain/sent-request.ts';
import { modelStep, type Turn } from '../../workflows/domain/turn.ts';
import type { ApiDeps } from '../context.ts';
import { presentTurn } from '../present/turn.ts';
import { SentRequestQuery, SentRequestView, TurnParams, TurnView } from '../protocol/turn.ts';
import { route, staff } from './route.ts';

/** What is larger is told by its digest alone. */
const MAX_BYTES = 1_000_000;

const why = route({
  name: 'readTurn',
  method: 'get',
  path: '/turns/{turnId}',
  summary: 'Why the assistant said what it said',
  policy: staff('turn.read'),
  binds: { turnId: 'tenant' },
  params: TurnParams,
  reply: TurnView,
  async handle({ staff: { scope }, params: { turnId } }, deps) {
    const { turn, gone } = await readTurn(deps, scope, turnId);
    return presentTurn(turn, gone);
  },
});

const sentRequest = route({
  name: 'readSentRequest',
  method: 'get',
  path: '/turns/{turnId}/request',
  summary: 'What a model was sent in one step of a turn, byte for byte',
  policy: staff('turn.read'),
  binds: { turnId: 'tenant' },
  params: TurnParams,
  query: SentRequestQuery,
  reply: SentRequestView,
  async handle({ staff: { scope }, params: { turnId }, query: { step = 1 } }, deps) {
    const { turn, gone } = await readTurn(deps, scope, turnId);
    if (step > 1 && !modelStep(turn, step)) throw notFound();
    return rebuilt(turn, step, gone.length > 0);
  },
});

/** The words of deleted documents are gone for whoever asks from the moment of the deletion, however long the records take. */
async function readTurn({ turns, documents }: ApiDeps, scope: TenantScope, turnId: TurnId): Promise<{ turn: Turn; gone: DocumentId[] }> {
  const turn = await turns.get(scope, turnId);
  if (!turn) throw notFound();
  const ids = documentsOf(turn);
  const there = await Promise.all(ids.map((id) => documents.get(scope, id)));
  const gone = ids.filter((_, i) => !there[i] || isRetired(there[i]));
  return { turn: withoutDocuments(turn, gone), gone };
}

function rebuilt(turn: Turn, step: number, forgotten: boolean): SentRequestView {
  const said = modelStep(turn, step);
  const { form = null, bytes = null, sha256 = null } = said?.sent ?? {};
  const known = { turnId: turn._id, step, form, model: said?.sent?.model ?? null, bytes, sha256 };
  const { request } = turn;
  if (!said || !request || said.sent === null) return { ...known, state: 'none', body: null };
  if (forgotten) return { ...known, state: 'forgotten', body: null };
  // Turns of before the digests were kept.
  const sent = said.sent ?? { form: said.by === 'quotes' ? 'passages-1' : 'chat-1', model: said.draft.model };
  const body = sentText({ ...turn, request }, step, sent);
  if (Buffer.byteLength(body) > MAX_BYTES) return { ...known, state: 'tooLarge', body: null };
  const exact = createHash('sha256').update(body).digest('hex') === sha256;
  return { ...known, state: exact ? 'exact' : 'unproven', body };
}

export const turnRoutes = [why, sentRequest];
