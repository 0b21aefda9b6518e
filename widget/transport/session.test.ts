/** The session: the stored one first, a new one when it is dead, and no new one when only the line is. */
import { expect, test } from '@jest/globals';
import { endSession, identify, openSession, Refused } from './session.ts';
import { memoryShelf } from './shelf.ts';

const settings = { companyName: 'Fernwood', assistantName: 'Fern', greeting: 'Hello', suggestions: [] };

/** An api that knows the given tokens. */
function anApi(tokens: string[], fault?: number) {
  const calls: string[] = [];
  const api = (path: string, init: RequestInit = {}): Promise<Response> => {
    calls.push(`${init.method ?? 'GET'} ${path}`);
    if (fault) return Promise.resolve(Response.json({ title: 'Out of order.' }, { status: fault }));
    if (path.endsWith('/identify')) return Promise.resolve(Response.json({ token: init.body === '{"jwt":"again"}' ? null : 'proven' }));
    if (init.method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }));
    if (init.method === 'POST') return Promise.resolve(Response.json({ token: 'new', settings }, { status: 201 }));
    const token = (init.headers as Record<string, string>).authorization?.replace('Visitor ', '') ?? '';
    if (!tokens.includes(token)) return Promise.resolve(Response.json({ title: 'It is over.', code: 'session.revoked' }, { status: 401 }));
    return Promise.resolve(Response.json({ settings, conversations: [{ id: 'cnv_2' }, { id: 'cnv_1' }] }));
  };
  return { api, calls };
}

test('a first visit opens a session and keeps its token', async () => {
  const shelf = memoryShelf();
  const { api, calls } = anApi([]);
  expect(await openSession('demo', shelf, null, api)).toMatchObject({ token: 'new', conversationId: null });
  expect(calls).toEqual(['POST /api/v1/widget/sessions']);
  expect(shelf.read('demo')).toBe('new');
});

test('a stored token comes back with the newest conversation', async () => {
  const shelf = memoryShelf();
  shelf.write('demo', 'kept');
  const { api, calls } = anApi(['kept']);
  expect(await openSession('demo', shelf, null, api)).toMatchObject({ token: 'kept', conversationId: 'cnv_2' });
  expect(calls).toEqual(['GET /api/v1/widget/session']);
});

test('a dead token is replaced', async () => {
  const shelf = memoryShelf();
  shelf.write('demo', 'dead');
  expect(await openSession('demo', shelf, null, anApi([]).api)).toMatchObject({ token: 'new', ended: 'session.revoked' });
  expect(shelf.read('demo')).toBe('new');
});

test('a server in trouble costs nobody the session', async () => {
  const shelf = memoryShelf();
  shelf.write('demo', 'kept');
  await expect(openSession('demo', shelf, null, anApi(['kept'], 503).api)).rejects.toEqual(new Refused(503, 'Out of order.'));
  expect(shelf.read('demo')).toBe('kept');
});

test('a proof brings another token, which the next opening takes; the same person again keeps the one there is', async () => {
  const shelf = memoryShelf();
  shelf.write('demo', 'kept');
  const { api } = anApi(['kept', 'proven']);
  expect(await identify('demo', shelf, 'kept', { jwt: 'again' }, api)).toBe(false);
  expect(shelf.read('demo')).toBe('kept');
  expect(await identify('demo', shelf, 'kept', { jwt: 'first' }, api)).toBe(true);
  expect(await openSession('demo', shelf, null, api)).toMatchObject({ token: 'proven' });
});

test('an end leaves no token behind, whether or not the server hears of it', async () => {
  for (const fault of [undefined, 503]) {
    const shelf = memoryShelf();
    shelf.write('demo', 'kept');
    const { api, calls } = anApi(['kept'], fault);
    await endSession('demo', shelf, api);
    expect([shelf.read('demo'), calls]).toEqual([null, ['DELETE /api/v1/widget/session']]);
  }
});
