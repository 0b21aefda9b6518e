/** What people see: a visitor on the demo page and an agent in the console, in two browsers, with the real widget and console. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { DEMO_LOGIN } from '../../cli/demo-login.ts';
import { seedDemo } from '../../cli/prepare-data.ts';
import { DEMO_TENANT } from '../../dev/demo/settings.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { seriousFaults } from './looks.ts';

const journey = hasBrowser ? test : test.skip;

const QUESTION = 'Can I return something I bought on sale?';

let world: World;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld();
  await seedDemo(world.parts);
  const tenant = await world.parts.tenants.bySlug(DEMO_TENANT.slug);
  const scope = { tenantId: tenant!._id };
  await until(async () => (await world.parts.documents.list(scope, { limit: 100 })).data.every((document) => document.state === 'searchable'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** A browser of its own, which notes what went wrong in it and whom it asked. */
async function aBrowser(): Promise<{ context: BrowserContext; page: Page; faults: string[]; hosts: Set<string> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const faults: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('401') && faults.push(message.text()));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  return { context, page, faults, hosts };
}

const chatOf = (page: Page): FrameLocator => page.frameLocator('iframe[title="Chat"]');

async function openChat(page: Page): Promise<FrameLocator> {
  await page.locator('parley-chat .launcher').click();
  const chat = chatOf(page);
  await chat.locator('textarea').waitFor();
  return chat;
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${world.url}/admin`);
  await page.getByLabel(/e-?mail/i).fill(DEMO_LOGIN.email);
  await page.getByLabel(/^password/i).fill(DEMO_LOGIN.password);
  await page.getByRole('button', { name: /^sign in/i }).click();
  await page.waitForURL(/\/admin\/inbox/);
}

journey(
  'a visitor asks, reads a cited answer and its source; an agent takes over and replies; both reload',
  async () => {
    const visitor = await aBrowser();
    await visitor.page.goto(`${world.url}/demo`);
    const chat = await openChat(visitor.page);
    await chat.locator('textarea').fill(QUESTION);
    await chat.locator('textarea').press('Enter');

    const answer = chat.locator('.row.assistant').last();
    await answer.locator('.sources button').first().waitFor();
    expect(await answer.innerText()).toContain('30 days');
    await answer.locator('.sources button').first().click();
    await chat.locator('.source h2').first().waitFor();
    expect(await chat.locator('.source').innerText()).toMatch(/sale/i);
    await visitor.page.keyboard.press('Escape');

    const agent = await aBrowser();
    await signIn(agent.page);
    await agent.page
      .getByText(/30 days/)
      .first()
      .click();
    await agent.page.getByRole('button', { name: /take over/i }).click();
    await agent.page.getByRole('button', { name: /hand back/i }).waitFor();
    await agent.page.getByRole('textbox', { name: /reply|message|answer/i }).fill('Hello, Robin here. Which article is it?');
    await agent.page.keyboard.press('Enter');
    await chat.getByText('Hello, Robin here. Which article is it?').waitFor();

    const answers = await chat.locator('.row.assistant').count();
    await visitor.page.reload();
    const again = await openChat(visitor.page);
    await again.getByText('Hello, Robin here. Which article is it?').waitFor();
    await again.getByText(QUESTION).first().waitFor();
    expect(await again.locator('.row.assistant').count()).toBe(answers);
    await agent.page.reload();
    await agent.page.getByText('Hello, Robin here. Which article is it?').first().waitFor();
    await agent.page.getByText(QUESTION).first().waitFor();

    await again.locator('textarea').fill('The blue jacket.');
    await again.locator('textarea').press('Enter');
    await agent.page.getByText('The blue jacket.').first().waitFor();

    expect(visitor.faults).toEqual([]);
    expect(agent.faults).toEqual([]);
    expect([...visitor.hosts, ...agent.hosts].filter((host) => host !== new URL(world.url).host && host !== '')).toEqual([]);
    await visitor.context.close();
    await agent.context.close();
  },
  900_000,
);

journey(
  'the console says why the assistant answered as it did',
  async () => {
    const visitor = await aBrowser();
    await visitor.page.goto(`${world.url}/demo`);
    const chat = await openChat(visitor.page);
    await chat.locator('.suggestions button').nth(1).click();
    await chat.locator('.row.assistant .sources button').first().waitFor();

    const agent = await aBrowser();
    await signIn(agent.page);
    await agent.page.locator('a[href*="/inbox/cnv_"]').first().click();
    await agent.page.getByRole('button', { name: /why/i }).first().click();
    await agent.page
      .getByText(/extractive/i)
      .first()
      .waitFor();
    expect(agent.faults).toEqual([]);
    await visitor.context.close();
    await agent.context.close();
  },
  900_000,
);

journey(
  'a document uploaded in the console becomes searchable before the eyes',
  async () => {
    const agent = await aBrowser();
    await signIn(agent.page);
    await agent.page.goto(`${world.url}/admin/documents`);
    await agent.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'tents.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# Tents\n\nThe tent Larch weighs 1.9 kg and sleeps two.\n'),
      });
    await agent.page
      .getByRole('row', { name: /tents/i })
      .getByText(/searchable/i)
      .waitFor();
    expect(agent.faults).toEqual([]);
    await agent.context.close();
  },
  900_000,
);

journey(
  'demo page, chat and console have no serious accessibility fault',
  async () => {
    const { page, context } = await aBrowser();
    await page.goto(`${world.url}/demo`);
    await openChat(page);
    expect(await seriousFaults(page)).toEqual([]);
    await signIn(page);
    await page.getByRole('link', { name: 'Knowledge' }).first().waitFor();
    for (const path of ['inbox', 'documents', 'system']) {
      await page.goto(`${world.url}/admin/${path}`);
      await page.getByRole('heading').first().waitFor();
      expect({ path, faults: await seriousFaults(page) }).toEqual({ path, faults: [] });
    }
    await context.close();
  },
  900_000,
);
