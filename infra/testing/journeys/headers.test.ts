/** What browsers and strangers are told by each class of answers: headers, origins, paths that climb, requests that never end. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { openApiDocument } from '../../../api/http/openapi.ts';
import { ROUTES } from '../../../api/http/routes.ts';
import { call } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';

const SITE = 'https://shop.example';
const FOREIGN = 'https://evil.example';

let world: World;
let shop: Awaited<ReturnType<World['aTenant']>>;
let slow: Socket[] = [];
const SLOW: Record<string, string> = {
  'a connection that says nothing': '',
  'half a request line': 'GET /healthz HT',
  'headers without an end': 'GET /healthz HTTP/1.1\r\nHost: here\r\nX-Slow: 1\r\n',
};

beforeAll(async () => {
  // As in production behind a proxy that speaks https; a list of sites that is empty opens nothing there.
  world = await aWorld({ workers: false, env: { NODE_ENV: 'production', PUBLIC_URL: 'https://support.example', PARLEY_SIGN_UP: '1' } });
  slow = Object.values(SLOW).map((text) => {
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    return text ? (socket.write(text), socket.resume()) : socket.resume();
  });
  shop = await world.aTenant({ settings: { door: { origins: [SITE, 'https://*.shop.example'] } } });
});
afterAll(async () => {
  for (const socket of slow) socket.destroy();
  await world.close();
});

type Raw = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request as it is written: no client tidies its path or headers. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> =>
  new Promise((answered, failed) => {
    const { hostname, port } = new URL(world.url);
    ask({ hostname, port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => answered({ status: response.statusCode!, headers: response.headers, body }));
    })
      .on('error', failed)
      .end();
  });

const NOBODY = "frame-ancestors 'none'";
const DATA = { csp: `default-src 'none';base-uri 'none';form-action 'none';${NOBODY}`, cache: 'no-store', corp: 'same-origin' };
const PART = { csp: "default-src 'none'", corp: 'same-origin' };
const PAGE = "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none'";

/** [path, what is particular of it] */
const CLASSES: [path: string, said: { csp: string; cache?: string; corp: string }][] = [
  ['/healthz', DATA],
  ['/readyz', DATA],
  ['/nowhere', DATA],
  ['/api/v1/openapi.json', DATA],
  ['/api/v1/auth/methods', DATA],
  ['/api/v1/conversations', DATA],
  ['/api/v1/nowhere', DATA],
  ['/temporal', DATA],
  ['/demo', { csp: `${PAGE};frame-src 'self';${NOBODY}`, cache: 'no-cache', corp: 'same-origin' }],
  ['/demo/demo.css', PART],
  ['/favicon.ico', { ...PART, cache: 'public, max-age=86400' }],
  ['/widget.js', { ...PART, cache: 'public, max-age=300', corp: 'cross-origin' }],
  ['/widget/frame', { csp: `${PAGE};frame-ancestors 'self'`, cache: 'no-cache', corp: 'cross-origin' }],
  ['/widget/frame?tenant=nobody', { csp: `${PAGE};frame-ancestors 'self'`, cache: 'no-cache', corp: 'cross-origin' }],
  ['/widget/frame?tenant=SHOP', { csp: `${PAGE};frame-ancestors 'self' ${SITE} https://*.shop.example`, cache: 'no-cache', corp: 'cross-origin' }],
  ['/widget/frame?tenant=BARE', { csp: `${PAGE};frame-ancestors 'self'`, cache: 'no-cache', corp: 'cross-origin' }],
  ['/widget/frame/assets/nothing.js', { ...PART, cache: 'no-store' }],
  ['/docs', { csp: `${PAGE};${NOBODY}`, corp: 'same-origin' }],
  ['/docs/start.js', PART],
  ['/docs/swagger-ui.css', { ...PART, cache: 'public, max-age=86400' }],
  ['/admin/favicon.svg', PART],
];

describe('headers of each class', () => {
  test.each(CLASSES)('%s', async (path, { csp, cache, corp }) => {
    const bare = path.includes('BARE') ? (await world.aTenant()).slug : '';
    const { headers } = await raw(path.replace('SHOP', shop.slug).replace('BARE', bare));
    const policy = String(headers['content-security-policy']).split(';').sort();
    expect(policy).toEqual(csp.split(';').sort());
    expect(headers['cross-origin-resource-policy']).toBe(corp);
    if (cache) expect(headers['cache-control']).toBe(cache);
    expect(headers['x-frame-options']).toBe(path.startsWith('/widget/frame') && !path.includes('assets') ? undefined : 'DENY');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), '),
      'strict-transport-security': expect.stringMatching(/^max-age=31536000/),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });

  test.each(['/admin', '/admin/', '/admin/inbox', '/admin/inbox/cnv_x?a=b'])('%s: kit may run its one inline script, by its hash', async (path) => {
    const { status, headers } = await raw(path);
    expect(status).toBe(200);
    const policy = headers['content-security-policy']!;
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';/);
    expect(policy).not.toMatch(/unsafe-(inline|eval)|https?:|\*/);
    for (const part of ["default-src 'none'", "style-src 'self'", NOBODY, "base-uri 'none'", "require-trusted-types-for 'script'"])
      expect(policy).toContain(part);
  });
});

describe('other origins', () => {
  const params = (path: string): string => path.replace(/\{\w+\}/g, 'x');

  test('may read no answer of the API, asked for or not', async () => {
    expect(Object.keys(openApiDocument('1').paths ?? {}).length).toBeGreaterThan(30);
    for (const { method, path } of ROUTES) {
      for (const how of [method.toUpperCase(), 'OPTIONS']) {
        const { headers } = await raw(`/api/v1${params(path)}`, { origin: FOREIGN, 'access-control-request-method': method.toUpperCase() }, how);
        const cors = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
        expect([how, path, ...cors]).toEqual([how, path]);
      }
    }
  });

  test('but at the door of the chat, and there the listed ones alone', async () => {
    const door = `/api/v1/widget/door?tenant=${shop.slug}&host=`;
    const allowed = await raw(door + encodeURIComponent(SITE), { origin: SITE });
    expect([allowed.status, allowed.headers['access-control-allow-origin'], allowed.headers.vary]).toEqual([204, SITE, 'Origin']);
    expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials');
    for (const origin of [
      FOREIGN,
      'null',
      'https://shop.example.evil.example',
      'http://shop.example',
      'https://xshop.example',
      'https://shop.example:444',
    ]) {
      const refused = await raw(door + encodeURIComponent(SITE), { origin });
      expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    }
  });
});

test('nothing that was sent comes back: not in a page, an error or a header', async () => {
  const mark = 'zq<svg/onload=alert(1)>"\'zq';
  const inUrl = encodeURIComponent(mark);
  const sent = {
    'user-agent': mark,
    referer: `${FOREIGN}/${inUrl}`,
    'accept-language': mark,
    'x-request-id': mark,
    'x-forwarded-host': mark,
    cookie: `a=${mark}`,
  };
  const paths = [
    '/',
    '/demo',
    '/docs',
    '/admin',
    '/admin/sign-in',
    '/widget/frame',
    '/api/v1/openapi.json',
    '/api/v1/conversations',
    '/nowhere',
    '/healthz',
  ];
  for (const path of [...paths, '/api/v1/widget/door', '/api/v1/auth/single-sign-on/callback']) {
    for (const asked of [
      `${path}?tenant=${inUrl}&host=${inUrl}&next=${inUrl}&state=${inUrl}`,
      `${path}/${inUrl}`,
      `${path}/zq<svg/onload=alert(1)>zq`,
    ]) {
      const { headers, body } = await raw(asked, sent);
      const said = JSON.stringify(headers) + body;
      expect([asked, said.includes('zq<svg'), said.includes('zq%3Csvg')]).toEqual([asked, false, false]);
    }
  }
  const posted = await call(world.url, '/api/v1/auth/sign-in', { method: 'POST', body: { email: mark, password: mark, [mark]: mark } });
  expect(JSON.stringify(posted.body)).not.toContain('zq<svg');
});

describe('a path that climbs', () => {
  const ROOTS = ['/admin', '/admin/_app/immutable', '/widget/frame/assets', '/widget', '/demo', '/docs', '/api/v1'];
  const STEPS = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '%252e%252e%252f', '..%c0%af', '....//', '.%00./', '..;/'];
  const FILES = ['package.json', 'etc/passwd', '.env', 'api/app.ts'];

  test.each(STEPS)('by %s leads to no file outside', async (step) => {
    const page = (await raw('/admin')).body;
    for (const root of ROOTS) {
      for (const file of FILES) {
        for (const times of [1, 3, 8]) {
          const path = `${root}/${step.repeat(times)}${file}`;
          const { status, body } = await raw(path);
          // The console answers every path below its own with its one page.
          if (status === 200) expect([path, body === page]).toEqual([path, true]);
          else expect([path, [400, 401, 404].includes(status), /"parley"|root:|createApp/.test(body)]).toEqual([path, true, false]);
        }
      }
    }
  });
});

test('the socket has no line for a page of another site, and one for ours', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
  for (const origin of [FOREIGN, 'null', '', 'https://support.example.evil.example', 'http://support.example', `${world.url}.evil.example`])
    expect([origin, (await raw('/ws', { ...upgrade, origin })).status]).toEqual([origin, 403]);
  expect((await raw('/ws/../ws', upgrade)).status).toBe(404);
});

test('who sends a request drop by drop is cut off', async () => {
  await until(() => slow.every((socket) => socket.closed));
});
