/** The visitor's door as people meet it: on the sites of a tenant and on no other, as a proven person, and gone when it is ended. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { Secret } from '../../../workflows/domain/secret.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';

const journey = hasBrowser ? test : test.skip;
const IDENTITY = 'the-identity-secret-of-this-shop-0123456789';

let world: World;
let browser: Browser;
let sites: Server[] = [];
let listed: string;
let unlisted: string;
let shop: Awaited<ReturnType<World['aTenant']>>;

/** A shop of its own origin whose page shows the chat of the tenant in the query. */
async function aSite(): Promise<string> {
  const site = createServer((request, response) => {
    const tenant = new URL(request.url!, 'http://site').searchParams.get('tenant') ?? '';
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>Shop</title><script async src="${world.url}/widget.js" data-tenant="${tenant}"></script><p>A shop</p>`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  sites.push(site);
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld({ workers: false });
  [listed, unlisted] = [await aSite(), await aSite()];
  shop = await world.aTenant({ settings: { door: { origins: [listed] } } });
  await world.parts.secrets.put({ tenantId: shop.tenantId }, 'visitor-identity', new Secret(IDENTITY));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const site of sites) {
    site.close();
    site.closeAllConnections();
  }
  sites = [];
  await world?.close();
});

type Visit = { context: BrowserContext; page: Page; chat: FrameLocator };

/** Resolves when the page's question at the door is answered. */
async function visit(site: string, tenant = shop.slug, context?: BrowserContext): Promise<Visit & { door: 'open' | 'closed' }> {
  const own = context ?? (await browser.newContext());
  const page = await own.newPage();
  const isDoor = (url: string): boolean => url.includes('/widget/door');
  const door = new Promise<'open' | 'closed'>((answered) => {
    page.on('response', (response) => isDoor(response.url()) && answered(response.ok() ? 'open' : 'closed'));
    // A refusal is not for foreign pages to read: the browser keeps it from them.
    page.on('requestfailed', (request) => isDoor(request.url()) && answered('closed'));
  });
  await page.goto(`${site}/?tenant=${tenant}`);
  return { context: own, page, chat: page.frameLocator('iframe[title="Chat"]'), door: await door };
}

async function opens({ page, chat }: Visit): Promise<void> {
  await page.locator('parley-chat .launcher').click();
  await chat.locator('textarea').waitFor();
}

async function writes({ chat }: Visit, text: string): Promise<void> {
  await chat.locator('textarea').fill(text);
  await chat.locator('textarea').press('Enter');
}

const callParley = ({ page }: Visit, ...call: unknown[]): Promise<void> =>
  page.evaluate((given) => (window as unknown as { Parley: (...call: unknown[]) => void }).Parley(...given), call);
const proofOf = (sub: string): Promise<string> =>
  new SignJWT({ sub, aud: shop.slug }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('5m').sign(Buffer.from(IDENTITY));
const launchers = ({ page }: Visit): Promise<number> => page.locator('parley-chat').count();

journey(
  'a launcher stands on a site of the list, and none on another site or for a tenant that is not there',
  async () => {
    const welcome = await visit(listed);
    await opens(welcome);
    const refused = [await visit(unlisted), await visit(listed, 'nobody')];
    expect([welcome, ...refused].map(({ door }) => door)).toEqual(['open', 'closed', 'closed']);
    for (const one of refused) {
      await callParley(one, 'show');
      expect(await launchers(one)).toBe(0);
    }
    // Whoever frames the chat without the loader is stopped by the browser.
    const { page } = refused[0]!;
    const blocked = page.waitForEvent('console', { predicate: (line) => /frame-ancestors/.test(line.text()) });
    await page.evaluate(
      (src) => document.body.append(Object.assign(document.createElement('iframe'), { src })),
      `${world.url}/widget/frame?tenant=${shop.slug}`,
    );
    await blocked;
    await Promise.all([welcome, ...refused].map(({ context }) => context.close()));
  },
  900_000,
);

journey(
  'a proven person finds the same conversation in another browser; when the session is ended the next person finds nothing',
  async () => {
    const [home, office] = [await visit(listed), await visit(listed)];
    // Before the chat was ever opened: the proof waits for it.
    await callParley(home, 'identify', { jwt: await proofOf('user-7') });
    await opens(home);
    await until(async () => (await home.chat.locator('.notice').count()) === 1);
    const visitors = world.parts.connection.collection('visitorSessions');
    await until(async () => (await visitors.countDocuments({ tenantId: shop.tenantId, verified: true })) === 1);
    await writes(home, 'Where is my parcel 4711?');
    await home.chat.getByText('Where is my parcel 4711?').waitFor();
    await home.chat.getByText('Sent', { exact: true }).waitFor();

    await opens(office);
    expect(await office.chat.getByText('4711').count()).toBe(0);
    await callParley(office, 'identify', { jwt: await proofOf('user-7') });
    await office.chat.getByText('Where is my parcel 4711?').waitFor();

    await callParley(office, 'endSession');
    await office.chat.getByText('4711').waitFor({ state: 'detached' });
    const next = await visit(listed, shop.slug, office.context);
    await opens(next);
    await next.chat.locator('.row.assistant').first().waitFor();
    expect(await next.chat.getByText('4711').count()).toBe(0);
    expect(await next.chat.locator('.notice span').count()).toBe(0);
    // Elsewhere the person is still there.
    await writes(home, 'Still me');
    await home.chat.getByText('Still me').waitFor();
    await Promise.all([home, office].map(({ context }) => context.close()));
  },
  900_000,
);

journey(
  'a session that has expired begins anew and says so; who writes too fast is told to wait, and can send it then',
  async () => {
    const strict = await world.aTenant({ settings: { door: { origins: [listed], messages: 1 } } });
    const guest = await visit(listed, strict.slug);
    await opens(guest);
    await writes(guest, 'Before the long break');
    await guest.chat.getByText('Sent', { exact: true }).waitFor();
    const sessions = world.parts.connection.collection<{ _id: string }>('visitorSessions');
    await sessions.updateMany({ tenantId: strict.tenantId }, { $set: { expiresAt: new Date(0) } });
    await guest.chat.getByText('Your earlier chat has ended.').waitFor();
    expect(await guest.chat.getByText('Before the long break').count()).toBe(0);

    const wait = guest.chat.getByText(/Too many messages at once. Wait \d+ seconds?, then send it again./).first();
    for (let n = 1; (await wait.count()) === 0; n++) {
      await writes(guest, `Message ${n}`);
      await guest.chat.getByText(`Message ${n}`, { exact: true }).waitFor();
      await until(async () => (await guest.chat.getByText('Sending…').count()) === 0);
    }
    await until(async () => {
      const retry = guest.chat.getByRole('button', { name: 'Retry' }).first();
      if ((await retry.count()) === 0) return true;
      await retry.click();
      await until(async () => (await guest.chat.getByText('Sending…').count()) === 0);
      return false;
    });
    await guest.context.close();
  },
  900_000,
);
