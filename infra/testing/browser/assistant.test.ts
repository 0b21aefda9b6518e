/** What an owner does in the console: pauses the assistant and lets it go on, puts a conversation aside, and edits how long things may wait. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { picture, seriousFaults } from './looks.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const documents = { 'delivery.md': '# Delivery\n\nDelivery takes three working days.\n' };

async function signIn(login: { email: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${world.url}/admin`);
  await page.getByLabel(/e-?mail/i).fill(login.email);
  await page.getByLabel(/^password/i).fill(login.password);
  await page.getByRole('button', { name: /^sign in/i }).click();
  await page.waitForURL(/\/admin\/inbox/);
  return page;
}

journey(
  'the assistant is paused and resumed, a conversation snoozed, and the lifecycle changed',
  async () => {
    const shop = await world.aTenant({ documents });
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('How long does delivery take?');
    await until(() => visitor.line.transcript().length === 2);
    const page = await signIn(shop.login);

    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByRole('button', { name: 'Pause the assistant' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/The assistant is paused since/).waitFor();
    await picture(page, 'settings-paused');
    expect(await seriousFaults(page)).toEqual([]);
    await visitor.says('And abroad, how long does delivery take?');

    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByLabel('Another message of the visitor').selectOption('new');
    await page.getByLabel('It can be reopened for', { exact: true }).fill('5');
    await page.getByLabel('People are always there').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved\./).waitFor();
    await picture(page, 'settings-saved');
    const { lifecycle } = await world.parts.settings.current(shop);
    expect(lifecycle).toMatchObject({ afterResolve: 'new', reopenMs: 5 * 86_400_000, hours: { week: { mon: [['09:00', '17:00']] } } });

    await page.getByRole('link', { name: 'Inbox' }).first().click();
    await page.locator('[data-row]').first().click();
    await picture(page, 'inbox-paused');
    await page.getByRole('button', { name: 'Snooze' }).click();
    await picture(page, 'snooze-menu');
    await page.getByRole('button', { name: /Tomorrow/ }).click();
    await page.getByRole('button', { name: 'Wake' }).waitFor();
    await picture(page, 'snoozed');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Wake' }).click();
    await page.getByRole('button', { name: 'Snooze' }).waitFor();

    await page.getByRole('status').getByRole('button', { name: 'Resume' }).click();
    await until(() => visitor.line.transcript().at(-1)!.author.type === 'assistant');
    await page.getByText(/The assistant is paused since/).waitFor({ state: 'detached' });
    await page.context().close();
  },
  900_000,
);
