/** Two hundred visitors, twenty at a time, over real sockets; the chaos checker judges what the log and their screens hold. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EntryView } from '../../../api/protocol/conversation.ts';
import { check, isAtRest } from '../chaos/checker.ts';
import { dumpStores, type Dump } from '../chaos/dump-stores.ts';
import type { LedgerLine, SeenEntry } from '../chaos/evidence.ts';
import { aVisitor, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const CONVERSATIONS = 200;
const CONCURRENCY = 20;
const TEXTS = ['How long does delivery take?', 'And what does it cost?', 'Can I return items bought on sale?'];
const SHIPPING = '# Shipping\n\nStandard delivery takes three to five working days and costs 4.90.\n';

let world: World;
beforeAll(async () => {
  world = await aWorld({ env: { PARLEY_PROXIES: '1' } });
});
afterAll(() => world.close());

test('200 conversations of 3 messages at concurrency 20: 600 accepted, 200 right transcripts, no gap, no double, all answered', async () => {
  const shop = await world.aTenant({ documents: { 'shipping.md': SHIPPING } });
  const ledger: LedgerLine[] = [];
  const visitors: VisitorAtChat[] = [];

  const talk = async (name: string, burst: boolean): Promise<void> => {
    const visitor = await aVisitor(world.url, shop.slug, `192.0.2.${name.split('-')[1]}`);
    visitors.push(visitor);
    for (const [i, text] of TEXTS.entries()) {
      const key = `${name}-message-${i}`;
      ledger.push(line(ledger.length, name, key, 'invoke', { text }));
      const { seq } = await visitor.says(text, key);
      ledger.push(line(ledger.length, name, key, 'ok'));
      // Once people have it, the assistant says no more.
      const isOver = (entry: EntryView): boolean => entry.kind === 'escalated' || (entry.seq > seq && entry.author.type === 'assistant');
      if (!burst) await until(() => visitor.line.transcript().some(isOver));
    }
  };
  const names = Array.from({ length: CONVERSATIONS }, (_, n) => `visitor-${n}`);
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let name = names.pop(); name; name = names.pop()) await talk(name, names.length % 2 === 0);
    }),
  );

  const stored = (): Promise<Dump> => dumpStores(world.parts.connection.db!);
  const asked = { messages: CONVERSATIONS * TEXTS.length, faults: 0 };
  const evidence = { asked, ledger, seen: [], inserts: [], errands: [] };
  await until(async () => isAtRest(check({ ...evidence, ...(await stored()) })));

  const left = await stored();
  const lengths = new Map<string, number>();
  for (const { conversationId, seq } of left.entries) lengths.set(conversationId, Math.max(seq, lengths.get(conversationId) ?? 0));
  await until(() => visitors.every((visitor) => visitor.line.entries().length >= lengths.get(visitor.conversationId())!));
  const nameOf = (visitor: VisitorAtChat): string => visitor.line.of('ack')[0]!.clientMessageId.split('-message-')[0]!;
  const seen = visitors.flatMap((visitor) =>
    visitor.line.entries().map((entry): SeenEntry => ({ ...entry, client: nameOf(visitor), author: entry.author.type })),
  );

  const verdict = check({ ...evidence, ...left, seen });
  expect(verdict.invariants.filter((row) => row.violated > 0)).toEqual([]);
  expect(verdict).toMatchObject({ accepted: 600, lost: 0, duplicated: 0, reordered: 0, unanswered: 0, ok: true });
  expect(lengths.size).toBe(CONVERSATIONS);
  // One frame an entry, in the order of the log: nothing was sent twice on a line that never broke.
  for (const visitor of visitors) {
    const seqs = visitor.line.entries().map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    visitor.line.close();
  }
});

function line(n: number, actor: string, key: string, phase: 'invoke' | 'ok', detail = {}): LedgerLine {
  return { n, at: n, actor, op: 'send', key, phase, detail };
}
