/** Idempotency-Key over the MongoDB in use: two processes, repeats at once and later, weather, crashes, and what a dump shows. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { answeredOnce, fingerprint, keyOf, KEPT_MS, type Asked } from '../../../api/http/kept-answers.ts';
import { conversationTaken, engineUnavailable, Problem } from '../../../workflows/domain/errors.ts';
import { mintId } from '../../ids/mint.ts';
import { sealer } from '../../identity/sealed.ts';
import { mintToken } from '../../identity/opaque-tokens.ts';
import { memoryRateLimits } from '../../limits/rate-limits.ts';
import { connectMongo, type Connection } from '../../mongo/connect.ts';
import { migrate } from '../../mongo/migrations/migrate.ts';
import { answerStore } from '../../mongo/stores/answer-store.ts';
import type { Answer } from '../../ports/answer-store.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await connectMongo(process.env.PARLEY_TEST_MONGODB_URI!, `answers_${randomBytes(4).toString('hex')}`);
  await migrate(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const sealing = sealer(randomBytes(32));
const made = (body: string): Answer => ({ status: 201, type: 'application/json', body });
const aRequest = (): Asked => ({ scope: { tenantId: mintId('tnt') }, caller: mintId('usr'), key: mintToken('k'), asked: 'POST /things {}' });

/** One process: its answer store, its clock, and what it said in headers. */
function aProcess({ now = () => new Date(), seals = sealing } = {}) {
  const headers: Record<string, string> = {};
  const response = { get: () => 'req-1', set: (name: string, value: string) => Object.assign(headers, { [name]: value }) } as never;
  const log = { info() {}, warn() {}, error() {} };
  const deps = { answers: answerStore(connection), sealer: seals, mintToken, limits: memoryRateLimits(), now, log };
  return { headers, asks: (asked: Asked, run: (seed: string) => Promise<Answer | null>) => answeredOnce(deps, asked, response, run) };
}

const refusal = async (answer: Promise<unknown>): Promise<string> => {
  const thrown = await answer.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof Problem ? thrown.kind.code : `not refused: ${String(thrown)}`;
};

test('a repeat gets the same status and bytes, in whichever process, and nothing runs again', async () => {
  const asked = aRequest();
  const [here, there] = [aProcess(), aProcess()];
  let runs = 0;
  const run = async () => made(`{"n":${++runs}}`);
  expect(await here.asks(asked, run)).toEqual(made('{"n":1}'));
  expect(here.headers).toEqual({});
  expect(await there.asks(asked, run)).toEqual(made('{"n":1}'));
  expect(there.headers).toEqual({ 'idempotency-replayed': 'true' });
  expect(runs).toBe(1);
});

test('of many at once one runs, and all get its answer', async () => {
  const asked = aRequest();
  const processes = [aProcess(), aProcess()];
  let runs = 0;
  let go = () => {};
  const held = new Promise<void>((free) => (go = free));
  const run = async () => {
    runs++;
    await held;
    return made(`{"n":${runs}}`);
  };
  const all = Array.from({ length: 12 }, (_, i) => processes[i % 2]!.asks(asked, run));
  go();
  expect(await Promise.all(all)).toEqual(Array.from({ length: 12 }, () => made('{"n":1}')));
  expect(runs).toBe(1);
});

test('who repeats while the first is at work for long is told so, and when to come back', async () => {
  const asked = aRequest();
  let go = () => {};
  const held = new Promise<void>((free) => (go = free));
  const first = aProcess().asks(asked, () => held.then(() => made('{}')));
  const second = aProcess().asks(asked, async () => made('"second"'));
  await expect(second).rejects.toMatchObject({ kind: { code: 'idempotency.running', status: 409 }, details: { retryAfterSeconds: 2 } });
  go();
  expect(await first).toEqual(made('{}'));
});

test('another request under the same key is refused, and another caller or tenant has keys of its own', async () => {
  const asked = aRequest();
  const { asks } = aProcess();
  await asks(asked, async () => made('1'));
  expect(await refusal(asks({ ...asked, asked: 'POST /things {"other":1}' }, async () => made('2')))).toBe('idempotency.keyReused');
  expect((await asks({ ...asked, caller: mintId('usr') }, async () => made('3')))?.body).toBe('3');
  expect((await asks({ ...asked, scope: { tenantId: mintId('tnt') } }, async () => made('4')))?.body).toBe('4');
});

test('a definitive refusal is kept; after weather the request runs again, under the same seed', async () => {
  const [taken, stormy] = [aRequest(), aRequest()];
  const { asks } = aProcess();
  const refused = () => Promise.reject(conversationTaken({ extra: { takenBy: 'usr_a' } }));
  expect(await refusal(asks(taken, refused))).toBe('conversation.taken');
  const again = await asks(taken, async () => made('never'));
  expect(again).toMatchObject({ status: 409, type: 'application/problem+json' });
  expect(JSON.parse(again!.body)).toMatchObject({ code: 'conversation.taken', takenBy: 'usr_a', requestId: 'req-1' });

  const seeds: string[] = [];
  const weather = [engineUnavailable(), new Error('a bug')];
  const run = async (seed: string) => {
    seeds.push(seed);
    const fault = weather.shift();
    if (fault) throw fault;
    return made('calm');
  };
  expect(await refusal(asks(stormy, run))).toBe('engine.unavailable');
  await expect(asks(stormy, run)).rejects.toThrow('a bug');
  expect((await asks(stormy, run))?.body).toBe('calm');
  expect(new Set(seeds).size).toBe(1);
  expect(seeds).toHaveLength(3);
});

test('what a dead process left behind is run again under its seed', async () => {
  const asked = aRequest();
  const died = answerStore(connection);
  const _id = `${asked.scope.tenantId}:${asked.caller}:${createHash('sha256').update(asked.key).digest('base64url')}`;
  const dead = {
    ...{ state: 'running' as const, seed: 'idem_of-the-dead', owner: 'run_of-the-dead', beats: 3, status: 0, type: null, body: '' },
    ...{ _id, asked: sealing.seal(asked.asked, `${_id}:asked`) },
    expiresAt: new Date(Date.now() + KEPT_MS),
  };
  expect((await died.begin(asked.scope, dead)).fresh).toBe(true);
  const answers = await Promise.all([0, 1].map(() => aProcess().asks(asked, async (seed) => made(seed))));
  expect(answers.map((answer) => answer?.body)).toEqual(['idem_of-the-dead', 'idem_of-the-dead']);
});

test('after a day the key is free again', async () => {
  const asked = aRequest();
  const seeds: string[] = [];
  const run = async (seed: string) => made(String(seeds.push(seed)));
  await aProcess().asks(asked, run);
  const tomorrow = () => new Date(Date.now() + KEPT_MS + 1_000);
  const other = { ...asked, asked: 'POST /things {"other":1}' };
  expect((await aProcess({ now: tomorrow }).asks(other, run))?.body).toBe('2');
  expect(new Set(seeds).size).toBe(2);
});

test("a secret that is shown once lies nowhere in the clear, and without the installation's key nobody reads it", async () => {
  const asked = aRequest();
  const secret = mintToken('plk');
  await aProcess().asks(asked, async () => made(JSON.stringify({ key: secret })));
  const dump = JSON.stringify(await connection.collection('keptAnswers').find({}).toArray());
  expect(dump).not.toContain(secret);
  expect(dump).not.toContain(Buffer.from(secret).toString('base64url').slice(4, 40));
  expect(dump).not.toContain(asked.key);
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    expect(dump).not.toContain(createHash('sha256').update(asked.asked).digest(encoding));
  expect(dump).not.toContain(asked.asked);
  expect(await refusal(aProcess({ seals: sealer(randomBytes(32)) }).asks(asked, async () => made('')))).toBe('idempotency.answerGone');
  expect((await aProcess().asks(asked, async () => made('')))?.body).toContain(secret);
});

test('address, body and file make a request; a key is visible ASCII', async () => {
  const request = { method: 'POST', originalUrl: '/api/v1/documents', body: {}, file: { originalname: 'a.md', buffer: Buffer.from('a') } };
  const others = [
    { ...request, method: 'PUT' },
    { ...request, originalUrl: '/api/v1/documents?x=1' },
    { ...request, file: { ...request.file, originalname: 'b.md' } },
    { ...request, file: { ...request.file, buffer: Buffer.from('b') } },
    { method: 'POST', originalUrl: '/api/v1/documents', body: { a: 1 } },
    { method: 'POST', originalUrl: '/api/v1/documents' },
  ];
  expect(new Set([request, ...others].map(fingerprint)).size).toBe(7);
  expect(fingerprint({ ...request })).toBe(fingerprint(request));
  expect(keyOf(undefined)).toBeNull();
  expect(keyOf('b0ad-7')).toBe('b0ad-7');
  for (const wrong of ['', 'a b', 'x'.repeat(201), 'caf\u00e9', 'one, two']) expect(() => keyOf(wrong)).toThrow(Problem);
});
