/** Settings over real HTTP: read, changed, refused, listed, brought back; seen by the next turn and by every process. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { SettingsHistoryView, SettingsVersionView, SettingsView } from '../../../api/protocol/settings.ts';
import { closeParts, openParts } from '../../cli/compose/open-parts.ts';
import { startServer } from '../../cli/compose/start-server.ts';
import type { Turn } from '../../../workflows/domain/turn.ts';
import { aVisitor, anAgent, call, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

let shop: Awaited<ReturnType<World['aTenant']>>;
let owner: AgentAtDesk;
beforeEach(async () => {
  shop = await world.aTenant({ documents: { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' } });
  owner = await anAgent(world.url, shop.login);
});

const put = <T = SettingsView>(body: unknown, by = owner) =>
  call<T>(world.url, '/api/v1/settings', { method: 'PUT', body, authorization: `Bearer ${by.session.accessToken}` });
const current = async (): Promise<SettingsView> => (await owner.get<SettingsView>('/settings')).body;

test('a part is replaced, the others stay; each version says who, when and what', async () => {
  const before = await current();
  expect(before).toMatchObject({ version: 1, author: { id: 'seed', name: null }, settings: { door: { messages: 30, identifiedOnly: false } } });
  const door = { ...before.settings.door, origins: ['https://shop.example'], messages: 5 };
  const saved = await put({ basedOn: 1, door });
  expect(saved).toMatchObject({ status: 200, body: { version: 2, author: { name: 'Robin' }, settings: { ...before.settings, door } } });
  expect(await current()).toEqual(saved.body);
  const read = await owner.get<SettingsVersionView>('/settings/versions/2');
  expect(read.body.changes).toEqual([
    { setting: 'door.origins', from: [], to: ['https://shop.example'] },
    { setting: 'door.messages', from: 30, to: 5 },
  ]);
  const [row] = await world.parts.events.auditOf(shop, shop.tenantId);
  expect(row).toMatchObject({ action: 'settings.changed', actor: { id: owner.session.user.id }, detail: expect.stringContaining('door') });
});

test('of two who save at once one is told who was first, and nothing of the other is lost', async () => {
  const { settings } = await current();
  const colleague = await anAgent(world.url, await world.aUser(shop.tenantId, 'admin', 'Kim'));
  const wishes = ['Good morning.', 'Good evening.', 'Good night.', 'Good day.'].map((greeting) => ({ ...settings.assistant, greeting }));
  const replies = await Promise.all(
    wishes.map((assistant, i) => put<SettingsView & ProblemView>({ basedOn: 1, assistant }, i % 2 ? owner : colleague)),
  );
  const [won, ...others] = [...replies].sort((a, b) => a.status - b.status);
  expect(won).toMatchObject({ status: 200, body: { version: 2 } });
  for (const lost of others)
    expect(lost).toMatchObject({ status: 409, body: { code: 'settings.movedOn', version: 2, changedBy: won!.body.author.name } });
  expect(await current()).toEqual(won!.body);
  // A version that is not there yet leaves no gap.
  expect((await put({ basedOn: 7, assistant: wishes[0] })).status).toBe(409);
});

test('every fault is named where it is, and a field that nobody knows is refused', async () => {
  const { settings } = await current();
  const faults = async (part: keyof typeof settings, change: object): Promise<string[]> => {
    const reply = await put<ProblemView>({ basedOn: 1, [part]: { ...settings[part], ...change } });
    expect(reply).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    return reply.body.fields!.map(({ path }) => path.replace('body.', ''));
  };
  const hours = { timeZone: 'Europe/Berlin', week: { mon: [['09:00', '17:00']] } };
  expect(await faults('lifecycle', { reopenMs: 5 })).toEqual(['lifecycle.reopenMs']);
  expect(await faults('lifecycle', { hours: { ...hours, timeZone: 'Mars/Olympus' } })).toEqual(['lifecycle.hours.timeZone']);
  expect(await faults('lifecycle', { hours: { ...hours, week: { mon: [['17:00', '09:00']] } } })).toEqual(['lifecycle.hours.week.mon']);
  expect(await faults('lifecycle', { hours: { ...hours, week: {} } })).toEqual(['lifecycle.hours.week']);
  expect(await faults('lifecycle', { idleNotice: ' ' })).toEqual(['lifecycle.idleNotice']);
  const soon = { idleWarningMs: 3_600_000, autoResolveMs: { unresolved: 3_600_000, escalated: 3_600_000 } };
  expect(await faults('lifecycle', soon)).toEqual(['lifecycle.idleWarningMs']);
  for (const site of ['*', 'https://*', 'https://a.example/', 'javascript:alert(1)', 'https://a.example; script-src *'])
    expect(await faults('door', { origins: ['https://shop.example', site] })).toEqual(['door.origins.1']);
  expect(await faults('door', { origins: ['https://shop.example', 'https://shop.example'] })).toEqual(['door.origins']);
  expect(await faults('door', { idleMs: 1_000, messages: 0, absoluteMs: 9e12 })).toEqual(['door.idleMs', 'door.absoluteMs', 'door.messages']);
  expect(await faults('door', { idleMs: 2 * 86_400_000, absoluteMs: 86_400_000 })).toEqual(['door.idleMs']);
  expect(await faults('door', { colour: 'red' })).toEqual(['door']);
  expect(await faults('assistant', { name: '', floor: 2, handoffWords: ['human', 'Human'] })).toEqual([
    'assistant.name',
    'assistant.handoffWords',
    'assistant.floor',
  ]);
  expect(await faults('persona', { brand: 'x'.repeat(61), tone: 'rude', locale: 'tlh', knowledge: 'no' })).toEqual([
    'persona.brand',
    'persona.tone',
    'persona.locale',
    'persona.knowledge',
  ]);
  expect(await faults('budget', { turn: { ...settings.budget.turn, tokens: -1 } })).toEqual(['budget.turn.tokens']);
  for (const body of [{ basedOn: 1 }, { basedOn: 1, door: settings.door, tenantId: shop.tenantId }, { door: settings.door }, []])
    expect((await put(body)).status).toBe(400);
  expect((await current()).version).toBe(1);
});

test('pages of the history neither skip nor repeat while versions are added, and one call brings a version back', async () => {
  const { settings } = await current();
  const greets = (n: number) => put({ basedOn: n, assistant: { ...settings.assistant, greeting: `Hello ${n}` } });
  for (let n = 1; n <= 6; n++) await greets(n);
  const page = async (query: string) => (await owner.get<SettingsHistoryView>(`/settings/versions?limit=3${query}`)).body;
  const first = await page('');
  await greets(7);
  const second = await page(`&cursor=${first.nextCursor}`);
  const third = await page(`&cursor=${second.nextCursor}`);
  expect([...first.data, ...second.data, ...third.data].map(({ version }) => version)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(third.nextCursor).toBeNull();
  expect(second.data[0]).toMatchObject({ author: { name: 'Robin' }, changed: ['assistant.greeting'], restores: null });
  expect(third.data[0]!.changed).toEqual([]);
  const compared = await owner.get<SettingsVersionView>('/settings/versions/8?against=2');
  expect(compared.body.changes).toEqual([{ setting: 'assistant.greeting', from: 'Hello 1', to: 'Hello 7' }]);

  const back = await owner.post<SettingsView>('/settings/versions/1/restore', {});
  expect(back).toMatchObject({ status: 200, body: { version: 9, restores: 1, settings } });
  expect(await owner.post('/settings/versions/2/restore', { basedOn: 8 })).toMatchObject({ status: 409, body: { version: 9, changedBy: 'Robin' } });
  expect((await owner.post('/settings/versions/77/restore', {})).status).toBe(404);
  for (const path of ['/settings/versions/77', '/settings/versions/2?against=77']) expect((await owner.get(path)).status).toBe(404);
  for (const path of ['/settings/versions/0', '/settings/versions/one', '/settings/versions?cursor=x', '/settings/versions/1?against=-1'])
    expect((await owner.get(path)).status).toBe(400);
});

test('agents read settings and do not write them; another tenant and nobody see none', async () => {
  const agent = await anAgent(world.url, await world.aUser(shop.tenantId, 'agent'));
  const { settings } = await current();
  await put({ basedOn: 1, door: settings.door });
  expect((await agent.get('/settings')).status).toBe(200);
  expect((await put({ basedOn: 2, door: settings.door }, agent)).status).toBe(403);
  expect((await agent.post('/settings/versions/1/restore', {})).status).toBe(403);
  expect((await call(world.url, '/api/v1/settings')).status).toBe(401);
  const foreign = await anAgent(world.url, (await world.aTenant()).login);
  expect((await foreign.get('/settings/versions/2')).status).toBe(404);
});

/** The turn of the assistant's next answer behind `seq`. */
async function turnBehind(visitor: VisitorAtChat, seq: number): Promise<Turn | null> {
  const answer = () => visitor.line.transcript(visitor.conversationId()).find((entry) => entry.seq > seq && entry.author.type === 'assistant');
  await until(() => answer() !== undefined);
  const entry = await world.parts.entries.get(shop, `${visitor.conversationId()}:${answer()!.seq}`);
  return world.parts.turns.get(shop, entry!.body.turnId!);
}

test('a change counts for the next turn, and each turn names the version it followed', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  const first = await visitor.says('How long does delivery take?');
  expect(await turnBehind(visitor, first.seq)).toMatchObject({ settingsVersion: 1, outcome: 'replied' });
  const { settings } = await current();
  await put({ basedOn: 1, assistant: { ...settings.assistant, handoffWords: ['delivery'] } });
  const asked = await visitor.says('How long does delivery take?');
  await until(() => visitor.line.transcript().some(({ seq, kind }) => seq > asked.seq && kind === 'escalated'));
  await owner.post('/settings/versions/1/restore', {});
  const other = await aVisitor(world.url, shop.slug);
  const again = await other.says('How long does delivery take?');
  expect(await turnBehind(other, again.seq)).toMatchObject({ settingsVersion: 3, outcome: 'replied' });
});

test('a changed door counts for sessions that are open, with a notice', async () => {
  const visitor = await aVisitor(world.url, shop.slug);
  await visitor.says('Hello');
  const { settings } = await current();
  await put({ basedOn: 1, door: { ...settings.door, identifiedOnly: true } });
  await expect(visitor.says('Hello again')).rejects.toThrow('identity.required');
  await put({ basedOn: 2, door: { ...settings.door, messages: 1 } });
  const isLimited = (): Promise<boolean> =>
    visitor.says('And again').then(
      () => false,
      (error: Error) => error.message.includes('limit.rate'),
    );
  await until(isLimited);
});

test('what one process saves, another reads with its next request, and the worker of a third follows it in its next turn', async () => {
  const { config, addresses, connection } = world.parts;
  const parts = await openParts(config, addresses, { dbName: connection.name });
  const second = await startServer({ ...config, PORT: 0 }, parts);
  try {
    const authorization = `Bearer ${owner.session.accessToken}`;
    const there = async () => (await call<SettingsView>(second.url, '/api/v1/settings', { authorization })).body;
    expect(await there()).toEqual(await current());
    for (let version = 1; version <= 3; version++) {
      const { settings } = await current();
      const { body: saved } = await put({ basedOn: version, assistant: { ...settings.assistant, greeting: `Hello ${version}` } });
      expect(await there()).toEqual(saved);
      const opened = await call<{ settings: object }>(second.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: shop.slug } });
      expect(opened.body.settings).toMatchObject({ greeting: `Hello ${version}` });
    }
    // Nothing goes over a bus: `world` has the workers, and this api has a bus of its own.
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    expect((await turnBehind(visitor, 1))!.settingsVersion).toBe(4);
    const { settings } = await current();
    const body = { basedOn: 4, assistant: settings.assistant };
    await call(second.url, '/api/v1/settings', { method: 'PUT', body, authorization });
    const asked = await visitor.says('How long does delivery take?');
    expect((await turnBehind(visitor, asked.seq))!.settingsVersion).toBe(5);
  } finally {
    await second.close();
    await closeParts(parts);
  }
});
