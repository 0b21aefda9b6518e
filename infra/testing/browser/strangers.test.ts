/** What pages of other sites can do with a browser that is signed in here, or that shows our chat: nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { watchedPage } from './watched-page.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let sites: Server;
let shop: Awaited<ReturnType<World['aTenant']>>;
let port: number;
/** Three sites of the same server, each an origin and a site of its own for the browser. */
const site = (name: string): string => `http://${name}:${port}`;
const [LISTED, EVIL, LOOKALIKE] = ['shop.example', 'evil.example', 'shop.example.evil.example'];

beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld({ workers: false });
  sites = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    const src = searchParams.get('src') ?? '';
    const chat = `<script async src="${world.url}/widget.js" data-tenant="${shop.slug}"></script>`;
    const shows: Record<string, string> = {
      '/shop': chat,
      '/frame': `<iframe src="${src}"></iframe>`,
      '/pair': `<iframe src="${src}"></iframe><iframe src="${searchParams.get('ad') ?? ''}"></iframe>`,
    };
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A site</title><p>A site</p>${shows[pathname] ?? ''}`);
  }).listen(0, '127.0.0.1');
  await once(sites, 'listening');
  ({ port } = sites.address() as AddressInfo);
  shop = await world.aTenant({ settings: { door: { origins: [site(LISTED)] } } });
  browser = await openBrowser(['--host-resolver-rules=MAP *.example 127.0.0.1']);
});
afterAll(async () => {
  await browser?.close();
  sites?.close();
  sites?.closeAllConnections();
  await world?.close();
});

const signIn = async (page: Page): Promise<void> => {
  await page.goto(`${world.url}/admin/sign-in`);
  await page.getByLabel('E-mail').fill(shop.login.email);
  await page.getByLabel('Password').fill(shop.login.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/admin\/inbox/);
};
const chatIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="Chat"]');
const opensChat = async (page: Page): Promise<void> => {
  await page.locator('parley-chat .launcher').click();
  await chatIn(page).locator('textarea').waitFor();
};

journey(
  'every page of ours works under its own policy',
  async () => {
    const { page, context, faults } = await watchedPage(browser, [world.url, site(LISTED)]);
    await signIn(page);
    for (const name of ['inbox', 'documents', 'settings', 'members', 'api-keys', 'account', 'system']) {
      await page.goto(`${world.url}/admin/${name}`);
      await page.getByRole('heading').first().waitFor();
    }
    await page.goto(`${world.url}/docs`);
    await page.getByText('/widget/door').first().click();
    await page.getByText('Parameters').first().waitFor();
    await page.goto(`${site(LISTED)}/shop`);
    await opensChat(page);
    await chatIn(page).locator('textarea').fill('Hello **there**');
    await chatIn(page).locator('textarea').press('Enter');
    await chatIn(page).getByText('Sent', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  },
  900_000,
);

journey(
  'another site cannot act as who is signed in: not by fetch, form or socket, from a sibling port or from far away',
  async () => {
    const { page, context } = await watchedPage(browser, []);
    await signIn(page);
    // A site of the same host gets the cookie of the refresh: `SameSite` knows no ports. Only the origin tells it apart.
    for (const origin of [`http://127.0.0.1:${port}`, site(EVIL)]) {
      const other = await context.newPage();
      const asked: Promise<number>[] = [];
      other.on('response', (response) => {
        if (response.url().startsWith(world.url)) asked.push(Promise.resolve(response.status()));
      });
      await other.goto(origin);
      const outcome = await other.evaluate(async (url) => {
        const tries = ['/api/v1/auth/refresh', '/api/v1/auth/sign-out'].flatMap((path) =>
          (['cors', 'no-cors'] as const).map((mode) =>
            fetch(url + path, { method: 'POST', mode, credentials: 'include', headers: { 'content-type': 'text/plain' }, body: '{}' }).then(
              (response) => response.type,
              () => 'kept from us',
            ),
          ),
        );
        const socket = new Promise<string>((told) => {
          const line = new WebSocket(`${url.replace('http', 'ws')}/ws`);
          line.onopen = () => told('open');
          line.onerror = () => told('refused');
        });
        return [...(await Promise.all(tries)), await socket];
      }, world.url);
      expect(outcome).toEqual([...Array<string>(4).fill('kept from us'), 'refused']);
      await other.evaluate((url) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: `${url}/api/v1/auth/sign-out`, target: '_self' });
        document.body.append(form);
        form.submit();
      }, world.url);
      await other.waitForURL(`${world.url}/**`);
      expect((await Promise.all(asked)).filter((status) => status < 400)).toEqual([]);
      await other.close();
    }
    await page.reload();
    await page.waitForURL(/\/admin\/inbox/);
    await page.getByRole('heading').first().waitFor();
    await context.close();
  },
  900_000,
);

journey(
  'the chat is shown on the listed site, and on no other, however it is framed; our other pages are shown nowhere',
  async () => {
    const { page, context } = await watchedPage(browser, []);
    const chat = `${world.url}/widget/frame?tenant=${shop.slug}&host=${encodeURIComponent(site(LISTED))}`;
    const framed = (by: string, src: string): string => `${site(by)}/frame?src=${encodeURIComponent(src)}`;
    const blocked = async (address: string): Promise<boolean> => {
      const refused = page.waitForEvent('console', { predicate: (line) => /frame-ancestors|X-Frame-Options/i.test(line.text()) });
      await page.goto(address);
      await refused;
      return page.frames().every((frame) => !frame.url().startsWith(world.url) || frame.url().startsWith('chrome-error:'));
    };
    await page.goto(framed(LISTED, chat));
    await page.frameLocator('iframe').locator('textarea').waitFor();
    expect(await blocked(framed(EVIL, chat))).toBe(true);
    expect(await blocked(framed(LOOKALIKE, chat))).toBe(true);
    // A listed site within an unlisted one: every ancestor counts.
    expect(await blocked(framed(EVIL, framed(LISTED, chat)))).toBe(true);
    for (const path of ['/admin', '/demo', '/docs', '/api/v1/openapi.json'])
      expect([path, await blocked(framed(LISTED, world.url + path))]).toEqual([path, true]);
    await context.close();
  },
  900_000,
);

/** In a window of the page: many messages of every shape for the first frame of the page, each fiftieth with a port of its own. */
const fuzz = ({ times, connects }: { times: number; connects: boolean }): void => {
  const [target] = [window.parent.frames[0]!];
  const types = [
    'parley:connect',
    'prefill',
    'identify',
    'endSession',
    'shown',
    'hidden',
    'ready',
    'close',
    'unread',
    'message',
    'resize',
    '__proto__',
  ];
  const odd: unknown[] = [
    null,
    undefined,
    '',
    'x'.repeat(100_000),
    1e9,
    -1,
    NaN,
    [],
    {},
    { jwt: 'x' },
    '*',
    'javascript:alert(1)',
    new Date(),
    /x/,
    new Map([[1, 2]]),
  ];
  const shapes: ((n: number) => unknown)[] = [
    (n) => ({ type: types[n % types.length], text: odd[n % odd.length], proof: odd[(n * 7) % odd.length], count: odd[(n * 3) % odd.length] }),
    (n) => JSON.stringify({ type: types[n % types.length], text: 'taken over' }),
    (n) => odd[n % odd.length],
    (n) => ({ type: types[n % types.length], text: 'taken over', height: 1e9, width: '100vw', origin: location.origin, ports: [1] }),
  ];
  for (let n = 0; n < times; n++) {
    if (!connects || n % 50 !== 0) {
      target.postMessage(shapes[n % shapes.length]!(n), '*');
      continue;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (document.title = 'It answered');
    target.postMessage({ type: 'parley:connect' }, '*', [port2]);
    port1.postMessage({ type: 'endSession' });
    port1.postMessage({ type: 'prefill', text: 'taken over' });
  }
};

journey(
  'ten thousand messages from the wrong window, or of the wrong shape, do nothing to the chat, which then hears its host',
  async () => {
    const { page, context, faults } = await watchedPage(browser, [world.url, site(LISTED), site(EVIL)]);
    const chat = (host: string): string => `${world.url}/widget/frame?tenant=${shop.slug}&host=${encodeURIComponent(site(host))}`;
    const visit = (host: string) => page.goto(`${site(LISTED)}/pair?src=${encodeURIComponent(chat(host))}&ad=${encodeURIComponent(site(EVIL))}`);
    const frame = page.frameLocator('iframe').first();
    const field = frame.locator('textarea');
    const frameOf = (origin: string): Frame => page.frames().find((one) => one.url().startsWith(origin))!;
    /** Takes the line as the loader does, says odd things on it and then one that is right. @returns what the chat has answered */
    const connects = async (): Promise<string[]> => {
      await frameOf(world.url).evaluate(() => addEventListener('message', ({ data }) => void (data === 'last' && (document.title = 'All heard'))));
      const answers = await page.evaluateHandle(() => {
        const [{ port1, port2 }, heard]: [MessageChannel, string[]] = [new MessageChannel(), []];
        port1.onmessage = ({ data }: MessageEvent<{ type: string }>) => void heard.push(data.type);
        window.frames[0]!.postMessage({ type: 'parley:connect' }, '*', [port2]);
        const odd = [null, 1, '', [], { type: 'prefill' }, { type: 'prefill', text: 7 }, { type: 'prefill', text: 'taken over'.repeat(2_000) }];
        for (let n = 0; n < 2_000; n++) port1.postMessage(odd[n % odd.length]);
        port1.postMessage({ type: 'prefill', text: 'From the host' });
        window.frames[0]!.postMessage('last', '*');
        return heard;
      });
      await until(() => frameOf(world.url).evaluate(() => document.title === 'All heard'));
      return answers.jsonValue();
    };

    // The chat was told of another host than the one that shows it: nobody has a line to it.
    await visit(EVIL);
    await field.fill('What I am writing');
    expect(await connects()).toEqual([]);
    expect(await field.inputValue()).toBe('What I am writing');

    await visit(LISTED);
    await field.fill('What I am writing');
    const ad = frameOf(site(EVIL));
    await ad.evaluate(fuzz, { times: 5_000, connects: true });
    await page.evaluate(fuzz, { times: 5_000, connects: false });
    expect(await field.inputValue()).toBe('What I am writing');
    // Now the host itself, as the loader does: the first that it listens to.
    await connects();
    await until(async () => (await field.inputValue()) !== 'What I am writing');
    expect(await field.inputValue()).toMatch(/^(What I am writing\s*)?From the host$/);
    expect(await connects()).toEqual([]);
    await ad.evaluate(fuzz, { times: 1_000, connects: true });
    await field.press('Enter');
    await frame.getByText('Sent', { exact: true }).waitFor();
    expect(await ad.evaluate(() => document.title)).toBe('A site');
    expect(await frame.getByText('taken over').count()).toBe(0);
    expect(faults).toEqual([]);
    expect(await world.parts.connection.collection('visitorSessions').countDocuments({ tenantId: shop.tenantId, endedBecause: { $ne: null } })).toBe(
      0,
    );
    await context.close();
  },
  900_000,
);
