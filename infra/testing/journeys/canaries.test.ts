/**
 * The search for foreign canaries sees each sink: one leak is planted for each, by writing one tenant's canary where another's
 * words are, and each is found. What nobody planted is not found.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conversationWorkflowId } from '../../../workflows/domain/ids.ts';
import { encodedForms, mintCanary, wordsIn } from '../canaries/canary.ts';
import { SINKS, type Sink } from '../canaries/recorder.ts';
import { aVisitor, anAgent, call, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

type Tenant = Awaited<ReturnType<World['aTenant']>>;
let world: World;
let home: Tenant;
let foreign: Tenant;
let owner: AgentAtDesk;
let visitor: VisitorAtChat;
/** The foreign tenant's canary, which is its slug, too. */
let canary: string;

const documents = { 'returns.md': '# Returns\n\nAnything can be returned within 30 days.\n\n## Reference\n\n{{canary}}\n' };

beforeAll(async () => {
  world = await aWorld();
  [home, foreign] = [await world.aTenant({ documents }), await world.aTenant({ documents })];
  canary = foreign.slug.replace('t-', '');
  owner = await anAgent(world.url, home.login);
  visitor = await aVisitor(world.url, home.slug);
  await visitor.says('Can I return a gift?');
  await until(() => visitor.line.transcript().some(({ author }) => author.type === 'assistant'));
});
afterAll(() => world.close());

const leaking = async (): Promise<Set<Sink>> => new Set((await world.canaries({ forgive: true })).leaks.map(({ sink }) => sink));
const records = (name: string) => world.parts.connection.collection<{ _id: string }>(name);

test('every sink is searched, and nothing foreign is in any', async () => {
  await owner.get('/conversations');
  await call(world.url, '/api/v1/audit/export', { authorization: `Bearer ${owner.session.accessToken}` });
  const { leaks, searched, words } = await world.canaries();
  expect(leaks).toEqual([]);
  expect(words).toBeGreaterThan(10);
  // Nobody was mailed and nothing was logged yet; the plants below are.
  const silent = SINKS.filter((sink) => searched[sink].texts === 0 && sink !== 'mails' && sink !== 'log lines');
  expect(silent).toEqual([]);
});

test('a canary is found in its encoded forms', () => {
  const planted = mintCanary();
  const encoded = new Map(encodedForms(planted).map((form) => [form, planted]));
  for (const before of ['', 'a', 'ab', '{"x":"'])
    for (const coding of ['base64', 'base64url', 'hex'] as const)
      expect([...wordsIn(Buffer.from(`${before}${planted}!`).toString(coding), encoded)]).toEqual([planted]);
  for (const text of [planted.toUpperCase(), encodeURIComponent(`ü${planted}`), JSON.stringify({ planted: `"${planted}"` })])
    expect([...wordsIn(text, encoded)]).toEqual([planted]);
  expect([...wordsIn(Buffer.from(mintCanary()).toString('base64'), encoded)]).toEqual([]);
});

test('one planted leak a sink is found', async () => {
  const { parts } = world;
  const scope = { tenantId: home.tenantId };
  const conversationId = visitor.conversationId();
  const plants: Record<Sink, () => Promise<unknown> | unknown> = {
    'http headers': () => owner.post('/me', undefined, { 'x-request-id': canary }),
    'database records': () => records('conversations').updateOne({ _id: conversationId }, { $set: { 'last.text': canary } }),
    'http bodies': async () => {
      await records('entries').updateOne({ _id: `${conversationId}:1` }, { $set: { 'body.text': `It says ${canary}` } });
      await owner.get(`/conversations/${conversationId}/entries`);
    },
    'frames to visitors': async () => {
      await visitor.reconnects();
      await until(() => visitor.line.of('caughtUp').length > 0);
    },
    'frames to staff': async () => {
      owner.line.say({ type: 'watch', conversationId, after: 0 });
      await until(() => owner.line.transcript(conversationId).length > 0);
    },
    'audit exports': async () => {
      await records('auditEvents').updateMany({ tenantId: home.tenantId }, { $set: { detail: `how=${canary}` } });
      await call(world.url, '/api/v1/audit/export', { authorization: `Bearer ${owner.session.accessToken}` });
    },
    'log lines': () => parts.log.error({ tenantId: home.tenantId, of: Buffer.from(`the ${canary}`).toString('base64') }, 'two tenants in one line'),
    'model prompts': async () => {
      await parts.settings.save(scope, { ...(await parts.settings.current(scope)), instructions: `Say ${canary}.`, author: 'planted' });
      const other = await aVisitor(world.url, home.slug);
      await other.says('Can I return a gift?');
      await until(() => other.line.transcript().some(({ author }) => author.type === 'assistant'));
    },
    'vector hits': async () => {
      const [chunk] = await records('chunks')
        .find({ tenantId: foreign.tenantId } as object)
        .toArray();
      const index = { ...scope, encoder: parts.encoders.configured };
      const { versionId } = chunk as unknown as { versionId: `doc_${string}@${string}` };
      await parts.vectors.put(index, [{ chunkId: chunk!._id as `chk_${string}`, versionId, heading: 'Returns', text: 'leak', vector: null }]);
      await parts.vectors.search(index, { versions: [versionId], text: 'leak', vector: null, limit: 5 });
    },
    'temporal histories': async () => {
      const handle = parts.engine.client.workflow.getHandle(conversationWorkflowId({ ...scope, conversationId }));
      await handle.signal('entryAppended', { entryId: canary, seq: 0 });
    },
    // The mail of an invitation names the workspace that invites.
    mails: () => owner.post('/invitations', { email: `${canary}@people.example`, role: 'agent' }),
    'uploaded files': async () => {
      const [document] = (await parts.documents.list(scope, { limit: 1 })).data;
      await parts.files.put(scope, document!.versionId, Buffer.from(`# Returns\n\n${Buffer.from(canary).toString('hex')}\n`));
    },
    'file names': () => {
      mkdirSync(join(parts.config.home, home.tenantId), { recursive: true });
      writeFileSync(join(parts.config.home, home.tenantId, `${canary}.txt`), '');
    },
    'turn traces': () => records('turns').updateOne({ conversationId }, { $set: { reason: canary } }),
  };
  expect(Object.keys(plants).sort()).toEqual([...SINKS].sort());
  const found: Sink[] = [];
  for (const sink of SINKS) {
    await plants[sink]();
    await until(async () => (await leaking()).has(sink), 60_000).catch(() => undefined);
    if ((await leaking()).has(sink)) found.push(sink);
  }
  expect(found).toEqual([...SINKS]);
});
