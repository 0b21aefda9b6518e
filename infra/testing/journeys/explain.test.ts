/**
 * Why an answer was given, for turns that are long over: the requests as they went over the wire, made again of the record byte for
 * byte while settings and documents move on; and the search tester, which finds what the logged turn found.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { EntryView } from '../../../api/protocol/conversation.ts';
import type { SearchView } from '../../../api/protocol/search.ts';
import type { SettingsView } from '../../../api/protocol/settings.ts';
import type { SentRequestView, TurnView } from '../../../api/protocol/turn.ts';
import { conversationWorkflowId, type ConversationRef, type TurnId } from '../../../workflows/domain/ids.ts';
import { storeUpload } from '../../../api/http/store-upload.ts';
import { textOf } from '../canaries/remains.ts';
import { mintId } from '../../ids/mint.ts';
import { aVisitor, anAgent, call, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { callsTool, says, scriptedModel, type ScriptedModel } from '../scripted-model.ts';
import { aWorld, until, type World } from '../world.ts';

const RETURNS = '# Returns\n\n## Sale items\n\nItems bought on sale can be returned within 30 days. We refund the price that you paid.\n';
const SHIPPING = '# Shipping\n\n## Abroad\n\nParcels to Norway take nine days and cost 12 euros. Customs are paid by whoever receives the parcel.\n';
/** Of nobody: the issuers' and the registry's own test numbers. */
const PEOPLE = { card: '4242 4242 4242 4242', account: 'DE89 3704 0044 0532 0130 00', email: 'ada@people.example', phone: '+49 170 1234567' };
const SALE = 'Can I return items bought on sale?';
const NORWAY = 'How long do parcels to Norway take?';
const CUSTOMS = 'And who pays the customs for it?';

let provider: ScriptedModel;
let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let owner: AgentAtDesk;
let visitor: VisitorAtChat;
const logged: string[] = [];
/** The turns in order, each with the bodies that the provider was sent for it. */
const turns: { id: TurnId; bodies: string[] }[] = [];

beforeAll(async () => {
  provider = await scriptedModel([
    says('Yes, within 30 days [1].'),
    callsTool('search_knowledge', { query: 'parcels to Norway' }),
    callsTool('search_knowledge', { wish: 'no such argument' }),
    says('Nine days [1].'),
    says('Whoever receives the parcel [1].'),
    callsTool('search_knowledge', { query: `refund for ${Object.values(PEOPLE).join(' and ')}` }),
    says('Within 30 days [1].'),
    says('Within 30 days [1].'),
    says('Within 30 days [1].'),
  ]);
  const env = { ...provider.env, OPENAI_PRICE_INPUT: '0.5', OPENAI_PRICE_OUTPUT: '2', LOG_LEVEL: 'trace' };
  world = await aWorld({ env, logTo: { write: (line) => void logged.push(line) } });
  shop = await world.aTenant({ documents: { 'returns.md': RETURNS, 'shipping.md': SHIPPING } });
  owner = await anAgent(world.url, shop.login);
  visitor = await aVisitor(world.url, shop.slug);
  for (const question of [SALE, NORWAY, CUSTOMS]) {
    const [before, sent] = [visitor.line.transcript().length, provider.bodies().length];
    await visitor.says(question);
    await until(() => visitor.line.transcript().length === before + 2);
    turns.push({ id: visitor.line.of('turn.delta').at(-1)!.turnId, bodies: provider.bodies().slice(sent) });
  }
});
afterAll(async () => {
  await world.close();
  await provider.close();
});

const turn = async (id: TurnId) => (await owner.get<TurnView>(`/turns/${id}`)).body;
const request = (id: TurnId, step: number) => owner.get<SentRequestView>(`/turns/${id}/request?step=${step}`);
const send = <T>(method: string, path: string, body?: object, by = owner) =>
  call<T>(world.url, `/api/v1${path}`, { method, ...(body ? { body } : {}), authorization: `Bearer ${by.session.accessToken}` });
const historyOf = async (ref: ConversationRef) =>
  textOf(await world.parts.engine.client.workflow.getHandle(conversationWorkflowId(ref)).fetchHistory());
const everyRequestIsTheSame = async () => {
  for (const { id, bodies } of turns) {
    for (const [i, body] of bodies.entries()) {
      const again = (await request(id, i + 1)).body;
      expect(again).toMatchObject({ state: 'exact', form: 'chat-1', bytes: Buffer.byteLength(body) });
      expect(again.body).toBe(body);
      expect(again.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    }
  }
};

test('plain, with tools and as a follow-up: every request is made again as it went over the wire', async () => {
  expect(turns.map(({ bodies }) => bodies.length)).toEqual([1, 3, 1]);
  await everyRequestIsTheSame();
  expect((await request(turns[0]!.id, 2)).status).toBe(404);
});

test('the record names everything that made the answer, and what it cost', async () => {
  const [plain, tools, followUp] = await Promise.all(turns.map(({ id }) => turn(id)));
  const made = { settingsVersion: 1, model: expect.any(String), promptVersion: expect.any(String), revisionId: expect.stringContaining('rev_') };
  for (const one of [plain!, tools!, followUp!]) expect(one).toMatchObject({ ...made, outcome: 'replied', floor: expect.any(Number), forgotten: [] });
  expect([plain, tools, followUp].map((one) => one!.answers)).toEqual([[1], [3], [5]]);
  expect(tools!.steps.map(({ type, step }) => [type, step])).toEqual([
    ['model', 1],
    ['tool', 1],
    ['model', 2],
    ['tool', 2],
    ['model', 3],
  ]);
  const result = expect.stringContaining('[1] as above');
  expect(tools!.steps[1]).toMatchObject({ name: 'search_knowledge', arguments: '{"query":"parcels to Norway"}', ok: true, result });
  expect(tools!.messages.map(({ role }) => role).slice(-4)).toEqual(['assistant', 'tool', 'assistant', 'tool']);
  expect(tools!.steps[3]).toMatchObject({ ok: false, result: expect.stringContaining('"query" is missing') });
  const spent = await world.parts.usage.get(shop, `conversation:${visitor.conversationId()}`);
  const tokens = [plain, tools, followUp].reduce((sum, one) => sum + one!.usage!.inputTokens + one!.usage!.outputTokens, 0);
  expect([plain, tools, followUp].reduce((sum, one) => sum + one!.costMicros!, 0)).toBe(spent.costMicros);
  expect(spent).toMatchObject({ modelCalls: 5, toolCalls: 1, tokens });
  expect(spent.costMicros).toBeGreaterThan(0);
});

test('the search tester finds what the logged turn found: chunk for chunk, score for score', async () => {
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  const history = [SALE, 'Yes, within 30 days [1].', NORWAY, 'Nine days [1].'].map((content, i) => ({
    role: i % 2 ? ('assistant' as const) : ('user' as const),
    content,
  }));
  const cases = [
    { query: SALE, history: [] },
    { query: NORWAY, history: history.slice(0, 2) },
    { query: CUSTOMS, history },
  ];
  for (const [i, body] of cases.entries()) {
    const logged = await turn(turns[i]!.id);
    const { status, body: found } = await send<SearchView>('POST', '/knowledge/search', body, agent);
    expect(status).toBe(200);
    expect(found.passages.length).toBeGreaterThan(0);
    expect(found.passages).toEqual(logged.passages.map(({ used: _used, ...passage }) => passage));
    expect(found).toMatchObject({ asked: logged.asked, floor: logged.floor, revisionId: logged.revisionId, passed: true, withoutIndex: false });
  }
  const off = (await send<SearchView>('POST', '/knowledge/search', { query: 'zqxv wvut' }, agent)).body;
  expect(off).toMatchObject({ passed: false, settingsVersion: 1, language: null });
  const german = await send<SearchView>('POST', '/knowledge/search', { query: 'Wie lange dauert es, bis ich mein Geld zurück bekomme?' }, agent);
  expect(german.body.language).toBe('de');
  expect((await send('POST', '/knowledge/search', { query: ' ' }, agent)).status).toBe(400);
});

test('personal data is masked before it is sent or kept where the tenant wants it; a card number is nowhere, whoever wants what', async () => {
  const careful = await world.aTenant({ documents: { 'returns.md': RETURNS }, settings: { privacy: { redact: true } } });
  const boss = await anAgent(world.url, careful.login);
  const asks = async (slug: string) => {
    const guest = await aVisitor(world.url, slug);
    await guest.says(`${SALE} I am ${Object.values(PEOPLE).join(', ')}.`);
    await until(() => guest.line.transcript().length === 2);
    return guest;
  };
  const before = provider.bodies().length;
  const guest = await asks(careful.slug);
  await guest.says(`${SALE} It is for ${PEOPLE.email}.`);
  await until(() => guest.line.transcript().length === 4);
  const careless = await asks(shop.slug);
  const bodies = provider.bodies().slice(before);
  expect(bodies).toHaveLength(4);

  // What was sent, of both; then everything that is kept, but the log of the conversation.
  const sent = bodies.slice(0, 3).join();
  const { db } = world.parts.connection;
  const of = async ({ tenantId }: { tenantId: string }, kept: (name: string) => boolean) => {
    const collections = (await db!.collections()).filter(({ collectionName }) => kept(collectionName));
    return JSON.stringify(await Promise.all(collections.map((one) => one.find({ tenantId }).toArray())));
  };
  const talk = ['entries', 'conversations', 'keptAnswers'];
  const records = await of(careful, (name) => !talk.includes(name));
  const histories = await Promise.all(
    [
      { tenantId: careful.tenantId, conversationId: guest.conversationId() },
      { tenantId: shop.tenantId, conversationId: careless.conversationId() },
    ].map(historyOf),
  );
  expect(records).toContain('[e-mail address]');
  for (const text of [sent, records, logged.join(), ...histories]) for (const data of Object.values(PEOPLE)) expect(text).not.toContain(data);
  for (const text of [bodies.join(), await of(careful, () => true), await of(shop, () => true)]) expect(text).not.toContain(PEOPLE.card);
  // Who answers still sees whom, and who has not asked for it sends it on.
  expect(guest.line.transcript()[0]!.text).toContain(`[card number], ${PEOPLE.account}, ${PEOPLE.email}, ${PEOPLE.phone}`);
  expect(bodies[3]).toContain(PEOPLE.email);

  const { turnId } = guest.line.of('turn.delta').at(-1)!;
  expect((await boss.get<SentRequestView>(`/turns/${turnId}/request`)).body).toMatchObject({ state: 'exact', body: bodies[2] });
  // The tester masks as the turn did.
  const asked = (await boss.get<TurnView>(`/turns/${guest.line.of('turn.delta')[0]!.turnId}`)).body;
  const query = `${SALE} I am ${Object.values(PEOPLE).join(', ')}.`;
  const found = (await send<SearchView>('POST', '/knowledge/search', { query }, boss)).body;
  expect(found.asked).toEqual(asked.asked);
  expect(found.passages).toEqual(asked.passages.filter(({ n }) => n <= found.passages.length).map(({ used: _used, ...passage }) => passage));
});

test('where nobody was asked there is no request, and what no digest proves is not called exact', async () => {
  const stranger = await aVisitor(world.url, shop.slug);
  await stranger.says('zqxv wvut');
  await until(() => stranger.line.transcript().some(({ kind }) => kind === 'escalated'));
  const { data } = (await owner.get<{ data: EntryView[] }>(`/conversations/${stranger.conversationId()}/entries`)).body;
  const { turnId } = data.find(({ kind }) => kind === 'escalated')!;
  expect((await request(turnId!, 1)).body).toMatchObject({ state: 'none', body: null, sha256: null });

  // As it stood in a record of before there were digests.
  const { id, bodies } = turns[0]!;
  const records = world.parts.connection.collection<{ _id: string; steps: { sent?: unknown }[] }>('turns');
  const { steps } = (await records.findOne({ _id: id }))!;
  await records.updateOne({ _id: id }, { $set: { steps: steps.map(({ sent: _sent, ...step }) => step) } });
  expect((await request(id, 1)).body).toMatchObject({ state: 'unproven', body: bodies[0], sha256: null });
  await records.updateOne({ _id: id }, { $set: { steps } });
});

test('settings and documents move on, and the requests of then stay what they were', async () => {
  const { settings, version } = (await owner.get<SettingsView>('/settings')).body;
  const assistant = { ...settings.assistant, name: 'Someone else', instructions: 'Answer in rhymes.', floor: 0.9 };
  expect((await send('PUT', '/settings', { basedOn: version, assistant })).status).toBe(200);
  const other = RETURNS.replace('30 days', '14 days');
  const stored = await storeUpload({ ...world.parts, mintId }, shop, {
    fileName: 'returns.md',
    mediaType: 'text/markdown',
    bytes: Buffer.from(other),
  });
  await until(async () => (await world.parts.documents.get(shop, stored._id))?.state === 'searchable');
  await everyRequestIsTheSame();
  expect((await turn(turns[0]!.id)).passages[0]).toMatchObject({ text: expect.stringContaining('30 days') });
});

test('what a deleted document said is gone from the records, and they say so; its digest and its scores stay', async () => {
  const before = (await turn(turns[2]!.id)).passages.find(({ title }) => title === 'Shipping')!;
  const documentId = before.documentId;
  // A deletion that has begun and was broken off.
  await world.parts.documents.retire(shop, documentId);
  expect((await turn(turns[2]!.id)).forgotten).toEqual([documentId]);
  expect((await send('DELETE', `/documents/${documentId}`)).status).toBe(204);

  const after = await turn(turns[2]!.id);
  expect(after.forgotten).toEqual([documentId]);
  expect(after.passages.find(({ title }) => title === 'Shipping')).toMatchObject({ score: before.score, chunkId: before.chunkId, text: '' });
  const bodies = turns[2]!.bodies;
  expect((await request(turns[2]!.id, 1)).body).toMatchObject({
    state: 'forgotten',
    body: null,
    sha256: createHash('sha256').update(bodies[0]!).digest('hex'),
  });
  const stored = JSON.stringify(await world.parts.connection.collection('turns').find({ tenantId: shop.tenantId }).toArray());
  expect(stored).not.toContain('Customs are paid');
  expect(stored).toContain('We refund the price');
});
