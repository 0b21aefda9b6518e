/** With nobody there to answer, neither engine nor worker, the visitor hears the truth from the api within half a minute; then the answer, once. */
import { afterEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal } from '../../dev/temporal-server.ts';
import { aVisitor, call } from '../people.ts';
import { aWorld, until } from '../world.ts';

const DELIVERY = { 'delivery.md': '# Delivery\n\nStandard delivery takes three to five working days.\n' };
const QUESTION = 'How long does delivery take?';

const toDo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of toDo.splice(0).reverse()) await undo();
});

type Ready = {
  status: string;
  dependencies: { name: string; health: string; circuit: { state: string; lastFailure: { kind: string } | null } | null }[];
};
const ready = async (url: string, name: string) => (await call<Ready>(url, '/readyz')).body.dependencies.find((one) => one.name === name)!;

test('no worker: readyz says so, the visitor is told on the socket and not in the log, and answered when one comes', async () => {
  const world = await aWorld();
  toDo.push(() => world.close());
  const { slug, tenantId } = await world.aTenant({ documents: DELIVERY });
  await until(async () => (await ready(world.url, 'Workers')).health === 'healthy');
  await world.stopWorkers();
  const visitor = await aVisitor(world.url, slug);
  const { conversationId } = await visitor.says(QUESTION);
  await until(() => visitor.line.of('service').length > 0);
  expect(visitor.line.of('service')).toEqual([{ type: 'service', conversationId, state: 'delayed' }]);
  expect(await ready(world.url, 'Workers')).toMatchObject({ health: 'degraded' });
  expect((await call<Ready>(world.url, '/readyz')).status).toBe(200);
  expect(await world.parts.entries.after({ tenantId }, conversationId, 0, 10)).toHaveLength(1);

  await world.startWorkers();
  await until(() => visitor.line.transcript().some((entry) => entry.author.type === 'assistant'));
  await until(async () => (await ready(world.url, 'Workers')).health === 'healthy');
  const log = await world.parts.entries.after({ tenantId }, conversationId, 0, 10);
  expect(log.filter((entry) => entry.author.type === 'assistant')).toHaveLength(1);
  expect(visitor.line.of('service')).toHaveLength(1);
});

test('the engine hangs and is then killed: everything is accepted, the visitor is told, and all is answered from the same disk', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-engine-'));
  toDo.push(() => rmSync(home, { recursive: true, force: true }));
  const engine = await startTemporal({ home, namespace: 'default', anyPort: true, path: process.env.PATH, cli: process.env.PARLEY_TEMPORAL_CLI });
  toDo.push(() => engine.kept!.stop());
  const world = await aWorld({ temporalAddress: engine.address, env: { TEMPORAL_NAMESPACE: 'default' } });
  toDo.push(() => world.close());
  const { slug, tenantId } = await world.aTenant({ documents: DELIVERY });

  const pid = engine.kept!.pid();
  process.kill(pid, 'SIGSTOP');
  const visitor = await aVisitor(world.url, slug);
  const { conversationId } = await visitor.says(QUESTION);
  await until(async () => (await ready(world.url, 'Temporal')).health === 'degraded');
  expect((await ready(world.url, 'Temporal')).circuit).toMatchObject({ lastFailure: { kind: expect.any(String) } });
  await until(() => visitor.line.of('service').length > 0);

  process.kill(pid, 'SIGKILL'); // its keeper starts it again, over the same file
  for (let n = 2; n <= 6; n++) await visitor.says(`${QUESTION} Once more: ${n}`);
  await until(async () => (await ready(world.url, 'Temporal')).health === 'healthy');
  await until(async () => (await world.parts.conversations.project({ tenantId }, conversationId))!.awaitingSince === null);
  const log = await world.parts.entries.after({ tenantId }, conversationId, 0, 100);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  expect(log.filter((entry) => entry.author.type === 'visitor')).toHaveLength(6);
  const replies = log.filter((entry) => entry.author.type === 'assistant');
  expect(new Set(replies.map(({ body }) => body.answers)).size).toBe(replies.length);
  await until(() => visitor.line.entries().length === log.length);
});
