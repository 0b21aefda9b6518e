/** Acceptance needs MongoDB and nothing else: with the engine away messages are acknowledged, and answered once it is back. */
import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scheduleSweeper, SWEEPER } from '../../cli/prepare-data.ts';
import { startTemporal } from '../../dev/temporal-server.ts';
import { aVisitor, anAgent, type Reply } from '../people.ts';
import { aWorld, until } from '../world.ts';

const DELIVERY = { 'delivery.md': '# Delivery\n\nStandard delivery takes three to five working days.\n' };
const homes: string[] = [];
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

async function anEngine() {
  const home = mkdtempSync(join(tmpdir(), 'parley-engine-'));
  homes.push(home);
  return startTemporal({ home, namespace: 'default', inMemory: true, path: process.env.PATH, cli: process.env.PARLEY_TEMPORAL_CLI });
}

test('while the engine hangs, messages are acknowledged; afterwards the sweeper has them answered once', async () => {
  const engine = await anEngine();
  const world = await aWorld({ temporalAddress: engine.address });
  const pid = engine.kept!.pid();
  try {
    const shop = await world.aTenant({ documents: DELIVERY });
    const visitor = await aVisitor(world.url, shop.slug);
    process.kill(pid, 'SIGSTOP');
    const sent = await visitor.says('How long does delivery take?');
    expect(sent.seq).toBe(1);
    const agent = await anAgent(world.url, shop.login);
    const verdict: Reply<unknown> = await agent.does('resolve', visitor.conversationId());
    expect(verdict).toMatchObject({ status: 503, body: { code: 'engine.unavailable' } });
    expect(verdict.headers.get('retry-after')).not.toBeNull();

    process.kill(pid, 'SIGCONT');
    const isOver = (): boolean => visitor.line.transcript().some((entry) => entry.author.type === 'assistant' || entry.kind === 'resolved');
    await until(isOver);
    const { data } = (await agent.get<{ data: { seq: number; author: { type: string } }[] }>(`/conversations/${visitor.conversationId()}/entries`))
      .body;
    expect(data.filter((entry) => entry.author.type === 'visitor')).toHaveLength(1);
    expect(data.map((entry) => entry.seq)).toEqual(data.map((_, i) => i + 1));
  } finally {
    process.kill(pid, 'SIGCONT');
    await world.close();
    await engine.kept!.stop();
  }
});

test('with no engine at all every message is stored and acknowledged', async () => {
  const world = await aWorld({ temporalAddress: '127.0.0.1:1', workers: false });
  try {
    const shop = await world.aTenant();
    const visitor = await aVisitor(world.url, shop.slug);
    for (let i = 1; i <= 10; i++) expect((await visitor.says(`Message ${i}`)).seq).toBe(i);
    const pending = await world.parts.entries.pending({ everyTenant: true }, new Date(Date.now() + 60_000), 100);
    expect(pending).toHaveLength(10);
  } finally {
    await world.close();
  }
});

test('the schedule of the sweeper is made once, however often it is asked for', async () => {
  const engine = await anEngine();
  const world = await aWorld({ temporalAddress: engine.address, workers: false });
  try {
    await scheduleSweeper(world.parts);
    await scheduleSweeper(world.parts);
    const { spec } = await world.parts.engine.client.schedule.getHandle(SWEEPER).describe();
    expect(spec.intervals?.[0]).toMatchObject({ every: 60_000 });
  } finally {
    await world.close();
    await engine.kept!.stop();
  }
});
