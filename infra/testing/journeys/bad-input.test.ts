/** What is wrong is refused with a typed problem that names the field or the limit; nothing is stored and the process goes on. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { ProblemView } from '../../../api/protocol/common.ts';
import type { DocumentView } from '../../../api/protocol/knowledge.ts';
import { aVisitor, anAgent, call, Line, messageId, type AgentAtDesk, type VisitorAtChat } from '../people.ts';
import { aDocx, aLockedDocx, text } from '../uploads/docx.ts';
import { aPdf } from '../uploads/pdf.ts';
import { aWorld, until, type World } from '../world.ts';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let other: Awaited<ReturnType<World['aTenant']>>;
let visitor: VisitorAtChat;
let agent: AgentAtDesk;

beforeAll(async () => {
  world = await aWorld({ workers: false });
  shop = await world.aTenant();
  other = await world.aTenant();
  visitor = await aVisitor(world.url, shop.slug);
  agent = await anAgent(world.url, shop.login);
});
afterAll(async () => {
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  await world.close();
});

const FRAME = 64 * 1024;
const stored = async (): Promise<number> =>
  (await world.parts.connection.collection('entries').countDocuments()) + (await world.parts.connection.collection('documents').countDocuments());

async function nothingIsStored<T>(work: () => Promise<T>): Promise<T> {
  const before = await stored();
  const result = await work();
  expect(await stored()).toBe(before);
  return result;
}

const raw = async (path: string, body: string | Uint8Array, headers: Record<string, string>, authorization = `Visitor ${visitor.session.token}`) => {
  const response = await fetch(`${world.url}/api/v1${path}`, { method: 'POST', headers: { authorization, ...headers }, body: body as BodyInit });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: (await response.json()) as ProblemView };
};
const JSON_TYPE = { 'content-type': 'application/json' };
const message = (change: object): string => JSON.stringify({ clientMessageId: messageId(), text: 'Hello', ...change });

describe('messages over HTTP', () => {
  test.each<[string, () => string | Uint8Array, Record<string, string>, number, string, string | undefined]>([
    ['an empty text', () => message({ text: '   ' }), JSON_TYPE, 400, 'request.invalid', 'body.text'],
    ['an empty body', () => '', JSON_TYPE, 400, 'request.invalid', 'body.clientMessageId'],
    ['64 KiB and one byte', () => message({ text: 'x'.repeat(FRAME + 1) }).slice(0, FRAME + 1), JSON_TYPE, 413, 'request.tooLarge', 'body'],
    ['a text over the limit', () => message({ text: 'ä'.repeat(9_000) }), JSON_TYPE, 400, 'request.invalid', 'body.text'],
    ['binary', () => Uint8Array.from([0, 1, 2, 255]), { 'content-type': 'application/octet-stream' }, 415, 'request.mediaType', undefined],
    [
      'bytes that are not UTF-8',
      () => Buffer.concat([Buffer.from('{"clientMessageId":"abcdefgh","text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
      JSON_TYPE,
      400,
      'request.unreadable',
      undefined,
    ],
    ['half a JSON', () => '{"text":', JSON_TYPE, 400, 'request.unreadable', undefined],
    ['another charset', () => message({}), { 'content-type': 'application/json; charset=utf-16' }, 415, 'request.mediaType', undefined],
    ['a number for a text', () => message({ text: 7 }), JSON_TYPE, 400, 'request.invalid', 'body.text'],
    ['an operator for a text', () => message({ text: { $ne: '' } }), JSON_TYPE, 400, 'request.invalid', 'body.text'],
    ['an unknown field', () => message({ tenantId: 'tnt_x' }), JSON_TYPE, 400, 'request.invalid', 'body'],
    ['a lone surrogate', () => '{"clientMessageId":"abcdefgh","text":"\\ud800"}', JSON_TYPE, 400, 'request.invalid', 'body.text'],
    ['a bad message id', () => message({ clientMessageId: '../..' }), JSON_TYPE, 400, 'request.invalid', 'body.clientMessageId'],
  ])('%s', async (_name, body, headers, status, code, field) => {
    const reply = await nothingIsStored(() => raw('/widget/messages', body(), headers));
    expect(reply).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), body: { code, status } });
    if (field) expect(reply.body.fields?.map((one) => one.path)).toContain(field);
    expect(JSON.stringify(reply.body)).not.toMatch(/at .*\.ts|node_modules/);
  });
});

describe('who may what', () => {
  test('an unknown tenant opens no session', async () => {
    const reply = await call<ProblemView>(world.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: 'nobody' } });
    expect(reply).toMatchObject({ status: 404, body: { code: 'tenant.unknown' } });
  });

  test('a foreign conversation is answered like one that never existed', async () => {
    await visitor.says('Mine');
    const stranger = await aVisitor(world.url, shop.slug);
    const outsider = await anAgent(world.url, other.login);
    const mine = visitor.conversationId();
    const never = `cnv_${'0'.repeat(26)}`;
    const asStranger = `Visitor ${stranger.session.token}`;
    const same = async (path: (id: string) => string, ask: (path: string) => Promise<{ status: number; body: unknown }>): Promise<void> => {
      const [foreign, unknown] = [await ask(path(mine)), await ask(path(never))];
      expect(foreign.status).toBe(404);
      expect({ ...(foreign.body as object), requestId: '' }).toEqual({ ...(unknown.body as object), requestId: '' });
    };
    await nothingIsStored(async () => {
      await same(
        (id) => `/api/v1/widget/conversations/${id}/entries`,
        (path) => call(world.url, path, { authorization: asStranger }),
      );
      await same(
        (id) => `/api/v1/widget/conversations/${id}/entries/1/citations/1`,
        (path) => call(world.url, path, { authorization: asStranger }),
      );
      await same(
        (id) => id,
        (conversationId) =>
          call(world.url, '/api/v1/widget/messages', {
            method: 'POST',
            authorization: asStranger,
            body: { conversationId, clientMessageId: 'abcdefgh', text: 'x' },
          }),
      );
      for (const path of ['', '/entries'])
        await same(
          (id) => `/conversations/${id}${path}`,
          (target) => outsider.get(target),
        );
      for (const path of ['take-over', 'return', 'resolve', 'reopen'])
        await same(
          (id) => `/conversations/${id}/${path}`,
          (target) => outsider.post(target),
        );
      await same(
        (id) => `/conversations/${id}/messages`,
        (target) => outsider.post(target, { clientMessageId: 'abcdefgh', text: 'x' }),
      );
      await same(
        (id) => `/conversations/${id}/read`,
        (target) => outsider.post(target, { seq: 1 }),
      );
    });
  });

  test.each([
    ['no credential', ''],
    ['a made-up one', 'Bearer nonsense'],
    ['a visitor on a staff route', 'visitor'],
  ])('%s is 401 on every staff route', async (_name, credential) => {
    const authorization = credential === 'visitor' ? `Visitor ${visitor.session.token}` : credential;
    for (const path of ['/conversations', '/documents', '/system', '/me']) {
      expect(await call(world.url, `/api/v1${path}`, { ...(authorization ? { authorization } : {}) })).toMatchObject({
        status: 401,
        body: { code: 'auth.required' },
      });
    }
  });

  test('a staff token is no visitor token', async () => {
    expect(await call(world.url, '/api/v1/widget/session', { authorization: `Bearer ${agent.session.accessToken}` })).toMatchObject({ status: 401 });
    expect(await call(world.url, '/api/v1/widget/session', { authorization: `Visitor ${agent.session.accessToken}` })).toMatchObject({ status: 401 });
  });

  test('a viewer reads and does not answer', async () => {
    const viewer = await anAgent(world.url, await world.aUser(shop.tenantId, 'viewer'));
    expect((await viewer.get('/conversations')).status).toBe(200);
    expect(await viewer.post(`/conversations/${visitor.conversationId()}/messages`, { clientMessageId: messageId(), text: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    const wrong = await call<ProblemView>(world.url, '/api/v1/auth/sign-in', {
      method: 'POST',
      body: { email: shop.login.email, password: 'wrong' },
    });
    const unknown = await call<ProblemView>(world.url, '/api/v1/auth/sign-in', {
      method: 'POST',
      body: { email: 'nobody@people.example', password: 'wrong' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'auth.wrongCredentials' } });
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
  });
});

describe('frames', () => {
  const ask = async (frame: string | Buffer, { hello = true } = {}): Promise<Line> => {
    const line = new Line(world.url);
    if (hello) await line.open(visitor.session.token);
    else await until(() => line.socket.readyState === line.socket.OPEN);
    line.socket.send(frame);
    await until(() => line.of('refused').length > 0 || line.closed !== null);
    return line;
  };

  test.each<[string, string | Buffer, string]>([
    ['binary', Buffer.from([1, 2, 3]), 'request.unreadable'],
    ['no JSON', 'hello?', 'request.unreadable'],
    ['64 KiB and one byte', `"${'x'.repeat(FRAME - 1)}"`, 'request.tooLarge'],
    ['an unknown type', '{"type":"drop"}', 'request.invalid'],
    ['an unknown field', '{"type":"send","clientMessageId":"abcdefgh","text":"x","author":"agent"}', 'request.invalid'],
    ['an empty text', '{"type":"send","clientMessageId":"abcdefgh","text":" "}', 'request.invalid'],
    ['a foreign conversation', `{"type":"watch","conversationId":"cnv_${'0'.repeat(26)}"}`, 'notFound'],
  ])('%s', async (_name, frame, code) => {
    const line = await nothingIsStored(() => ask(frame));
    expect(line.of('refused')[0]).toMatchObject({ problem: { code } });
    line.close();
  });

  test('before hello nothing is obeyed', async () => {
    const line = await ask('{"type":"send","clientMessageId":"abcdefgh","text":"x"}', { hello: false });
    await until(() => line.closed !== null);
    expect(line.of('refused')[0]).toMatchObject({ problem: { code: 'auth.required' } });
    expect(line.closed?.code).toBe(4401);
  });

  test('a dead token closes the socket', async () => {
    const line = await new Line(world.url).open(`ses_${'x'.repeat(43)}`);
    await until(() => line.closed !== null);
    expect(line.closed?.code).toBe(4401);
  });

  test('an upgrade elsewhere is refused', async () => {
    const answer = await new Promise<string>((done) => {
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () =>
        socket.write(
          'GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        ),
      );
      socket.once('data', (data) => done(String(data)));
    });
    expect(answer).toContain('404');
  });
});

describe('documents', () => {
  const upload = async (name: string, bytes: Uint8Array | string, field = 'file') => {
    const form = new FormData();
    form.append(field, new Blob([bytes as BlobPart]), name);
    const response = await fetch(`${world.url}/api/v1/documents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.session.accessToken}` },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as ProblemView & DocumentView };
  };

  test.each<[string, string, Uint8Array | string, number, string]>([
    ['an unsupported type', 'setup.exe', 'MZ', 415, 'document.unsupported'],
    ['no ending', 'readme', 'text', 415, 'document.unsupported'],
    ['an empty file', 'empty.md', '', 422, 'document.empty'],
    ['only blanks', 'blank.md', ' \n\t\n', 422, 'document.empty'],
    ['30 MB', 'big.md', new Uint8Array(30_000_000).fill(97), 413, 'document.tooLarge'],
    ['100 MB', 'big.pdf', new Uint8Array(100_000_000).fill(37), 413, 'document.tooLarge'],
    ['bytes that are no text', 'image.md', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]), 422, 'document.notText'],
    ['two encodings', 'mixed.txt', Buffer.concat([Buffer.from('Grüße '), Buffer.from('Grüße', 'latin1')]), 422, 'document.notText'],
    ['a picture called a page', 'photo.html', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'), 415, 'document.mismatch'],
    ['a Word document called a PDF', 'manual.pdf', aDocx(text('Words.')), 415, 'document.mismatch'],
    ['a PDF called a Word document', 'manual.docx', aPdf([[{ text: 'Words.', y: 700 }]]), 415, 'document.mismatch'],
    ['a PDF called a text', 'manual.txt', aPdf([[{ text: 'Words.', y: 700 }]]), 415, 'document.mismatch'],
    ['a text called a PDF', 'notes.pdf', 'Just words.', 415, 'document.mismatch'],
    ['no bytes called a PDF', 'none.pdf', '', 422, 'document.empty'],
    ['a protected Word document', 'plan.docx', aLockedDocx(), 422, 'document.encrypted'],
  ])('%s', async (_name, fileName, bytes, status, code) => {
    const reply = await nothingIsStored(() => upload(fileName, bytes));
    expect(reply).toMatchObject({ status, body: { code } });
    expect(reply.body.fields?.[0]?.path).toBe('file');
  });

  test('another field than `file`', async () => {
    expect(await nothingIsStored(() => upload('a.md', '# A', 'document'))).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  test('the same content under another name is refused, and named', async () => {
    await upload('hours.md', '# Hours\n\nOpen at nine.');
    const reply = await nothingIsStored(() => upload('copy-of-hours.md', '# Hours\n\nOpen at nine.'));
    expect(reply).toMatchObject({
      status: 409,
      body: { code: 'document.duplicate', fields: [{ path: 'file', message: expect.stringContaining('hours.md') }] },
    });
    expect(await upload('hours.md', '# Hours\n\nOpen at nine.')).toMatchObject({ status: 202 });
  });

  test('a text that begins like a picture is a text, and wide characters with a mark are read', async () => {
    expect(await upload('cars.md', 'BMW and other makes.')).toMatchObject({ status: 202 });
    expect(await upload('wide.txt', Buffer.from('\uFEFFWide words.', 'utf16le'))).toMatchObject({ status: 202 });
  });

  test('a path in the file name is not kept', async () => {
    const reply = await upload('../../etc/passwd.md', '# A\n\ntext');
    expect(reply).toMatchObject({ status: 202, body: { fileName: 'passwd.md', state: 'queued' } });
    expect(await upload('..\\windows\\system.md', '# B\n\ntext')).toMatchObject({ status: 202, body: { fileName: 'system.md' } });
    expect(await upload('in\u202Evoice\u2066\u{E0041}.md', '# C\n\ntext')).toMatchObject({ status: 202, body: { fileName: 'invoice.md' } });
    expect((await upload(`${'long'.repeat(400)}.md`, '# D\n\ntext')).body.fileName.length).toBeLessThanOrEqual(200);
    expect(await upload('\u202e.md', '# E\n\ntext')).toMatchObject({ status: 202, body: { fileName: '.md', title: '.md' } });
  });
});
