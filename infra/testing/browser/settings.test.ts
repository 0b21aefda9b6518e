/** What people do with settings in the console: change them, collide, go back to an earlier version; and canned responses at work. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { mintId } from '../../ids/mint.ts';
import { contentOf } from '../../../workflows/domain/settings-parts.ts';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { picture, seriousFaults } from './looks.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let shop: Awaited<ReturnType<World['aTenant']>>;
const faults: string[] = [];
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld({ workers: false });
  browser = await openBrowser();
});
beforeEach(async () => {
  if (hasBrowser) shop = await world.aTenant();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signIn(login: { email: string; password: string }): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${world.url}/admin`);
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/admin\/inbox/);
  return page;
}

/** Looked at: for faults of access by a machine, and by whoever wants pictures. */
async function lookAt(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect(await seriousFaults(page)).toEqual([]);
}

journey(
  'the door is changed, a fault is named where it is, a colleague is not overwritten, and an earlier version comes back',
  async () => {
    const page = await signIn(shop.login);
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByLabel('Greeting').waitFor();
    await lookAt(page, 'settings-assistant');

    await page.getByRole('link', { name: 'Chat door' }).click();
    const sites = page.getByLabel('Sites that may show the chat');
    await sites.fill('https://shop.example\nhttps://*');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('https://*: Write a site as').waitFor();
    await lookAt(page, 'settings-door-fault');
    await sites.fill('https://shop.example\nhttps://*.shop.example');
    await page.getByLabel('Only visitors may write').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved\./).waitFor();
    const { door, version } = await world.parts.settings.current(shop);
    expect([version, door]).toMatchObject([2, { origins: ['https://shop.example', 'https://*.shop.example'], identifiedOnly: true }]);

    // A colleague who changes another part is in nobody's way; one who changes the same part is.
    const asKim = async (change: object) => {
      const current = contentOf(await world.parts.settings.current(shop));
      await world.parts.settings.save(shop, { ...current, ...change, author: 'kim' });
    };
    await asKim({ greeting: 'Hello from Kim' });
    await page.getByLabel('Messages of one visitor in ten seconds').fill('7');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await world.parts.settings.current(shop)).version === 4);
    await asKim({ door: { ...door, messages: 20 } });
    await page.getByLabel('Messages of one visitor in ten seconds').fill('9');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('saved version 5 while you were editing').waitFor();
    expect(await page.getByLabel('Messages of one visitor in ten seconds').inputValue()).toBe('9');
    await lookAt(page, 'settings-conflict');
    await page.getByRole('button', { name: 'Save mine over it' }).click();
    await until(async () => (await world.parts.settings.current(shop)).door?.messages === 9);

    await page.getByRole('link', { name: 'Budget' }).click();
    await page.getByLabel('Time').waitFor();
    await lookAt(page, 'settings-budget');

    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Show the changes of version 2' }).click();
    await page.getByText('https://shop.example, https://*.shop.example').waitFor();
    await lookAt(page, 'settings-history');
    await page.getByRole('button', { name: 'Bring back version 1', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Bring back' }).click();
    await page.getByText('Version 1 is back, as version 7.').waitFor();
    expect(await world.parts.settings.current(shop)).toMatchObject({ version: 7, restores: 1, door: { messages: 30 } });
    await page.getByText('Brought back version 1.').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  },
  900_000,
);

journey(
  'a function is declared with its secret, its faults are named at their fields, and a persona is given',
  async () => {
    const page = await signIn(shop.login);
    await page.goto(`${world.url}/admin/settings/functions`);
    const secret = 'sk-of-the-shop-0123456789';
    await page.getByLabel('Name of the secret').fill('shop');
    await page.getByLabel('Its value').fill(secret);
    await page.getByRole('button', { name: 'Set secret' }).click();
    await page.getByRole('list', { name: 'Secrets' }).getByText('…6789').waitFor();
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('button', { name: 'Add function' }).click();
    const one = page.getByRole('list', { name: 'Functions' });
    await one.getByLabel('Name', { exact: true }).fill('order_status');
    await one.getByLabel('What it is good for').fill('Where an order is.');
    await one.getByLabel('Address').fill('https://localhost/orders/{order}');
    await page.getByRole('button', { name: 'Add parameter' }).click();
    const parameter = page.getByRole('list', { name: 'Parameters' });
    await parameter.getByLabel('Name').fill('orderId');
    await page.getByRole('button', { name: 'Add header' }).click();
    await one.getByLabel('Header', { exact: true }).fill('authorization');
    await one.getByLabel('Secret').selectOption('shop');
    await page.getByRole('button', { name: 'Save' }).click();
    await parameter.getByText('A model may not name ids of this product').waitFor();
    await lookAt(page, 'settings-function-fault');
    await parameter.getByLabel('Name').fill('order');
    await page.getByRole('button', { name: 'Save' }).click();
    await one.getByText('Use a public name').waitFor();
    await one.getByLabel('Address').fill('https://api.shop.example/orders/{order}');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await world.parts.settings.current(shop)).tools?.functions.length === 1);
    expect((await world.parts.settings.current(shop)).tools?.functions[0]).toMatchObject({
      parameters: { properties: { order: { type: 'string' } }, required: ['order'] },
      headers: [{ name: 'authorization', value: 'Bearer {secret}', secret: 'function-shop' }],
      kind: 'read',
    });
    await page.getByRole('list', { name: 'Secrets' }).getByText('used by order_status').waitFor();

    await page.getByRole('link', { name: 'Persona' }).click();
    await page.getByLabel('Brand').fill('Shop & Sons');
    await page.getByText('· Shop & Sons').waitFor();
    await page.getByLabel('Formal').check();
    await lookAt(page, 'settings-persona');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await world.parts.settings.current(shop)).persona?.tone === 'formal');
    // The functions that were saved by themselves are still there.
    expect(await world.parts.settings.current(shop)).toMatchObject({ version: 3, persona: { brand: 'Shop & Sons' }, tools: { functions: [{}] } });
    expect(faults).toEqual([]);
    await page.context().close();
  },
  900_000,
);

journey(
  'a canned response is made, found behind a slash by keyboard, filled, and not sent before its last variable is',
  async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('Where is my parcel?');
    const page = await signIn(await world.aUser(shop.tenantId, 'agent', 'Kim'));
    await page.goto(`${world.url}/admin/settings/canned-responses`);
    await page.getByLabel('Shortcut').fill('Not one');
    await page.getByLabel('Text', { exact: true }).fill('Your parcel {{order}} is on its way.\n\n{{agent.name}}');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Use up to 32 of the characters').waitFor();
    await page.getByLabel('Shortcut').fill('/parcel');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('list', { name: 'Canned responses' }).getByText('/parcel').waitFor();
    const canned = world.parts.cannedResponses;
    const kim = (await canned.list(shop, { limit: 10 }))[0]!.updatedBy;
    for (const shortcut of ['hello', 'payment'])
      await canned.create(shop, { _id: mintId('can'), shortcut, text: `A text of ${shortcut}.`, createdAt: new Date(), updatedBy: kim });
    await page.reload();
    await page.getByText('/payment').waitFor();
    await lookAt(page, 'canned-responses');

    // A colleague who changes one while it is edited here is not overwritten unseen, and nothing that was typed is lost.
    const payment = (await canned.list(shop, { limit: 10 })).find(({ shortcut }) => shortcut === 'payment')!;
    await page.getByRole('button', { name: 'Edit /payment' }).click();
    await page.getByLabel('Text', { exact: true }).fill('Mine.');
    await canned.change(shop, payment._id, 1, { shortcut: 'payment', text: 'Theirs.', updatedAt: new Date(), updatedBy: kim });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').getByText('Theirs.').waitFor();
    await page.getByRole('alert').getByText('Kim saved version 2.').waitFor();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Mine.');
    await lookAt(page, 'canned-conflict');
    await page.getByRole('button', { name: 'Save mine over it' }).click();
    await until(async () => (await canned.get(shop, payment._id))?.text === 'Mine.');
    await page.getByRole('button', { name: 'Add', exact: true }).waitFor();

    await page.getByRole('link', { name: 'Inbox' }).first().click();
    await page.locator('[data-row]').first().click();
    const reply = page.getByLabel('Reply');
    await reply.pressSequentially('Hi! /pa');
    const menu = page.getByRole('listbox', { name: 'Canned responses' });
    await menu.getByRole('option', { name: '/payment' }).waitFor();
    await lookAt(page, 'canned-menu');
    await reply.press('ArrowDown');
    await reply.press('ArrowUp');
    await reply.press('Enter');
    await menu.waitFor({ state: 'detached' });
    expect(await reply.inputValue()).toBe('Hi! Your parcel {{order}} is on its way.\n\nKim');
    await reply.press('Enter');
    await page.getByText('Fill in {{order}} first.').waitFor();
    await lookAt(page, 'canned-unfilled');
    // The variable is selected: what is typed takes its place.
    await reply.pressSequentially('A-17');
    await reply.press('Enter');
    await until(() => visitor.line.transcript().some(({ text }) => text === 'Hi! Your parcel A-17 is on its way.\n\nKim'));

    await reply.pressSequentially('and/or /');
    await menu.waitFor();
    await reply.press('Escape');
    await menu.waitFor({ state: 'detached' });
    expect(await reply.inputValue()).toBe('and/or /');
    expect(faults).toEqual([]);
    await page.context().close();
  },
  900_000,
);
