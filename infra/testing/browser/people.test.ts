/** What people see of people: an owner invites somebody, who joins in a browser of their own; one's account, and a second factor. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld({ workers: false });
  shop = await world.aTenant();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function aPage(): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  return { page, faults };
}
async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${world.url}/admin`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
const seriousFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};

journey(
  'an owner invites somebody, who joins, and changes what they may do',
  async () => {
    const owner = await aPage();
    await signIn(owner.page, shop.login);
    await owner.page.waitForURL(/\/admin\/inbox/);
    await owner.page.goto(`${world.url}/admin/members`);
    await owner.page.getByLabel('E-mail').fill('new@people.example');
    await owner.page.getByRole('button', { name: 'Invite' }).click();
    await owner.page.getByRole('list', { name: 'Open invitations' }).getByText('new@people.example').waitFor();
    expect(await seriousFaults(owner.page)).toEqual([]);

    const folder = join(world.parts.config.home, 'mail');
    const link = /http\S+\/admin\/join#\S+/.exec(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8'))![0];
    const guest = await aPage();
    await guest.page.goto(link);
    await guest.page.getByText('You are invited as agent').waitFor();
    expect(await seriousFaults(guest.page)).toEqual([]);
    await guest.page.getByLabel('Your name').fill('Nova');
    await guest.page.getByLabel(/^A password/).fill('a phrase of mine');
    await guest.page.getByRole('button', { name: 'Join' }).click();
    await guest.page.waitForURL(/\/admin\/inbox/);

    await owner.page.reload();
    await owner.page.getByLabel('Role of Nova').selectOption('viewer');
    // The guest's session was made with more rights: it ends, and the page says so.
    await guest.page.waitForURL(/\/admin\/sign-in\?ended/);
    expect([...owner.faults, ...guest.faults]).toEqual([]);
  },
  240_000,
);

journey(
  "one's account: the devices, and a second factor that the next sign-in asks for",
  async () => {
    const login = await world.aUser(shop.tenantId, 'agent');
    const { page, faults } = await aPage();
    await signIn(page, login);
    await page.waitForURL(/\/admin\/inbox/);
    await page.goto(`${world.url}/admin/account`);
    await page.getByText('This device').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByLabel('Your password').fill(login.password);
    await page.getByRole('button', { name: 'Set up' }).click();
    const secret = await page.locator('code').innerText();
    await page.getByLabel('Code of the app').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.getByRole('button', { name: 'Switch on' }).click();
    const codes = await page.getByRole('list', { name: 'Recovery codes' }).locator('li').allInnerTexts();
    await until(async () => (await page.getByRole('list', { name: 'Recovery codes' }).locator('li').count()) === 10);

    const other = await aPage();
    await signIn(other.page, login);
    const code = codes[0] ?? (await page.getByRole('list', { name: 'Recovery codes' }).locator('li').first().innerText());
    await other.page.getByLabel(/^Code of your app/).fill(code);
    expect(await seriousFaults(other.page)).toEqual([]);
    await other.page.getByRole('button', { name: 'Go on' }).click();
    await other.page.waitForURL(/\/admin\/inbox/);
    expect([...faults, ...other.faults]).toEqual([]);
  },
  240_000,
);
