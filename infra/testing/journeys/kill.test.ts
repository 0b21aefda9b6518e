/** The real product, killed: the ledger run of every change, and a kill of the whole process group in the middle of a turn. */
import { LLMock } from '@copilotkit/aimock';
import { afterEach, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import type { StoredEntry } from '../chaos/evidence.ts';
import { freePort } from '../chaos/free-port.ts';
import { aProduct, type Product } from '../chaos/product.ts';
import { aVisitor } from '../people.ts';
import { until } from '../world.ts';

const RUN = fileURLToPath(new URL('../chaos/run.ts', import.meta.url));
const env = { ...process.env, PARLEY_EMBEDDER_DIR: process.env.PARLEY_TEST_EMBEDDER_DIR };

const toDo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of toDo.splice(0).reverse()) await undo();
});

/** Beside what the tier is for: the kinds that bring api, worker, engine, database, model and sockets down, in under four minutes. */
const KINDS = 'F1,F4,F5,F6,F8,F10,F12,F26';

test('the ledger run of every change: 720 messages under 8 faults, nothing lost, doubled, reordered or left without an answer', async () => {
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', RUN, '--messages', '720', '--faults', '8', '--seed', '7', '--kinds', KINDS];
    execFile(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout: out, stderr: err }),
    );
  });
  if (code !== 0) throw new Error(stderr);
  const report = JSON.parse(stdout) as { accepted: number };
  expect(report).toMatchObject({ faults: 8, lost: 0, duplicated: 0, reordered: 0, afterTakeover: 0, unanswered: 0, ok: true });
  expect(report.accepted).toBeGreaterThanOrEqual(720);
}, 1_800_000);

test('kill -9 of the whole process group in the middle of a turn: after the next start the turn completes once', async () => {
  const model = new LLMock({ port: 0, logLevel: 'silent' });
  // Several sentences: the first is seen while the others are written.
  model.onMessage(/./, { content: 'Two to four working days, says the model [1]. '.repeat(6) }, { latency: 100, chunkSize: 4 });
  await model.start();
  toDo.push(() => model.stop());
  const home = mkdtempSync(join(tmpdir(), 'parley-kill-'));
  toDo.push(() => rmSync(home, { recursive: true, force: true }));
  const product: Product = aProduct({
    home,
    port: await freePort(),
    env: { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_API_KEY: 'scripted', PARLEY_EMBEDDER_DIR: env.PARLEY_EMBEDDER_DIR ?? '' },
  });
  toDo.push(() => product.stop());

  const url = (await product.start())!;
  const visitor = await aVisitor(url, 'demo');
  const { seq } = await visitor.says('How long does delivery take?');
  await until(() => visitor.line.of('turn.delta').length > 0);
  process.kill(-product.pid()!, 'SIGKILL');
  await until(() => visitor.line.closed !== null);
  expect(visitor.line.transcript().map((entry) => entry.author.type)).toEqual(['visitor']);

  await product.start();
  await visitor.reconnects();
  await until(() => visitor.line.transcript().some((entry) => entry.seq > seq));
  const client = await mongoose.mongo.MongoClient.connect(product.mongoUri());
  toDo.push(() => client.close());
  const log = (await client.db('parley').collection<StoredEntry>('entries').find().toArray()).sort((a, b) => a.seq - b.seq);
  expect(log.map(({ seq: place, author, kind }) => ({ place, author: author.type, kind }))).toEqual([
    { place: 1, author: 'visitor', kind: 'message' },
    { place: 2, author: 'assistant', kind: 'message' },
  ]);
  expect(log[1]!.body.text).toContain('says the model');
  visitor.line.close();
});
