/**
 * Idempotency-Key: a request that is sent again gets the answer of the first, byte for byte, for a day. What a visitor, a user or a
 * key sends under a key is run by one at a time; successes and definitive refusals are kept, weather is not, and then the request may
 * be run again. It is run under the same seed, so that effects which name themselves by it (`requestKey` and `newId` of a call) happen
 * once, also when a process dies between effect and answer.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import type { Answer, KeptAnswer } from '../../infra/ports/answer-store.ts';
import { answerGone, invalidRequest, keyReused, keyRunning, Problem, rateLimited } from '../../workflows/domain/errors.ts';
import type { TenantScope } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import { presentProblem } from '../present/problem.ts';

/** How long an answer is kept, ms. */
export const KEPT_MS = 24 * 3_600_000;

/** A runner says so often that it lives, ms. */
const BEAT_MS = 500;
/** Who waits looks so often, ms; */
const LOOK_MS = 500;
/** takes over when it saw no beat for so many looks (looks, not time: a process that was held up for a while has seen nothing), */
const SILENT_LOOKS = 6;
/** and gives up after so many. */
const LOOKS = 14;

const KEY = /^[\x21-\x7e]{1,200}$/;

export type Asked = {
  scope: TenantScope;
  /** User, API key or visitor. */
  caller: string;
  key: string;
  /** All that makes it the same request. */
  asked: string;
};

type Needs = Pick<ApiDeps, 'answers' | 'sealer' | 'mintToken' | 'limits' | 'now' | 'log'>;

/** @throws {Problem} `request.invalid` for what is no key; null without one */
export function keyOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (KEY.test(header)) return header;
  throw invalidRequest({ fields: [{ path: 'Idempotency-Key', message: 'Use 1 to 200 visible ASCII characters.' }] });
}

/** What makes two requests the same: the address, and the body or the uploaded file. */
export function fingerprint(request: { method: string; originalUrl: string; body?: unknown; file?: { originalname: string; buffer: Uint8Array } }) {
  const { method, originalUrl, body, file } = request;
  const content = file ? [file.originalname, hash(file.buffer)] : [JSON.stringify(body ?? null)];
  return hash([method, originalUrl, ...content].join('\u0000'));
}

/**
 * @param response says `Idempotency-Replayed` on an earlier answer
 * @param run asked with the seed, and when it was first asked. What it answers is kept, and what it refuses for good; null, or another error, leaves the request open
 * @throws {Problem} `idempotency.keyReused`, `idempotency.running`, `idempotency.answerGone`, `limit.rate`, and what `run` throws
 */
export async function answeredOnce(
  deps: Needs,
  { scope, caller, key, asked }: Asked,
  response: Pick<Response, 'get' | 'set'>,
  run: (seed: string, begunAt: Date) => Promise<Answer | null>,
): Promise<Answer | null> {
  const waitSeconds = await deps.limits.take('keptAnswer', `${scope.tenantId}:${caller}`);
  if (waitSeconds > 0) throw rateLimited({ retryAfterSeconds: waitSeconds });
  const _id = `${scope.tenantId}:${caller}:${hash(key)}`;
  const first: KeptAnswer = {
    _id,
    // Sealed, too: a bare hash of a body that holds a password would be a way to guess it.
    asked: deps.sealer.seal(asked, askedOf(_id)),
    seed: deps.mintToken('idem'),
    state: 'running',
    owner: deps.mintToken('run'),
    beats: 0,
    status: 0,
    type: null,
    body: '',
    expiresAt: new Date(deps.now().getTime() + KEPT_MS),
  };
  const mine = await claim(deps, scope, first, asked);
  if (mine.state === 'done') {
    response.set('idempotency-replayed', 'true');
    return open(deps, mine);
  }
  const beating = setInterval(() => void deps.answers.beat(scope, mine).catch(() => undefined), BEAT_MS);
  try {
    const answer = await run(mine.seed, new Date(mine.expiresAt.getTime() - KEPT_MS));
    await keep(deps, scope, mine, answer);
    return answer;
  } catch (error) {
    await keep(deps, scope, mine, refusalOf(error, response.get('x-request-id') ?? ''));
    throw error;
  } finally {
    clearInterval(beating);
  }
}

/** Mine to run, or done by somebody. @throws {Problem} */
async function claim({ answers, sealer, now }: Needs, scope: TenantScope, first: KeptAnswer, asked: string): Promise<KeptAnswer> {
  let silent = 0;
  let seen: KeptAnswer | null = null;
  for (let looks = 0; looks < LOOKS; looks++) {
    const { kept, fresh } = await answers.begin(scope, first);
    if (fresh) return first;
    const expired = kept.expiresAt <= now() && kept.state !== 'running';
    const before = sealer.open(kept.asked, askedOf(kept._id));
    if (!expired && before !== null && before !== asked) throw keyReused();
    if (!expired && kept.state === 'done') return kept;
    silent = seen?.owner === kept.owner && seen.beats === kept.beats ? silent + 1 : 0;
    seen = kept;
    if (expired || kept.state === 'open' || silent >= SILENT_LOOKS) {
      const mine = expired ? first : { ...first, seed: kept.seed, expiresAt: kept.expiresAt };
      if (await answers.replace(scope, kept, mine)) return mine;
      continue;
    }
    await sleep(LOOK_MS);
  }
  throw keyRunning({ retryAfterSeconds: 2 });
}

/** Whose the seal of the question is. */
const askedOf = (_id: string): string => `${_id}:asked`;

function open({ sealer }: Needs, { _id, status, type, body }: KeptAnswer): Answer {
  const opened = sealer.open(body, _id);
  if (opened === null) throw answerGone();
  return { status, type, body: opened };
}

/** An answer that cannot be kept is given all the same; a repeat runs the request again under the same seed. */
async function keep({ answers, sealer, log }: Needs, scope: TenantScope, mine: KeptAnswer, answer: Answer | null): Promise<void> {
  // Sealed whatever it holds: some show a secret that is stored nowhere else.
  const outcome = answer ? { ...answer, state: 'done' as const, body: sealer.seal(answer.body, mine._id) } : ({ state: 'open' } as const);
  await answers.finish(scope, mine, outcome).catch((error: unknown) => log.warn({ reason: (error as Error).name }, 'an answer was not kept'));
}

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url');

/** A success as it goes over the wire. */
export const answerOf = ({ reply, status }: { reply?: unknown; status?: number }, result: unknown): Answer =>
  reply ? { status: status ?? 200, type: 'application/json', body: JSON.stringify(result) } : { status: status ?? 204, type: null, body: '' };

/** A refusal that a repeat would get again; null for one that depends on the moment. */
function refusalOf(error: unknown, requestId: string): Answer | null {
  if (!(error instanceof Problem) || error.kind.retry === 'later' || error.kind.status === 401 || error.kind.status >= 500) return null;
  return { status: error.kind.status, type: 'application/problem+json', body: JSON.stringify(presentProblem(error, requestId)) };
}

export function give(response: Response, { status, type, body }: Answer): void {
  response.status(status);
  if (type) response.type(type).send(body);
  else response.end();
}
