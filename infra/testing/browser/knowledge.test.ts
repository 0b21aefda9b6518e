/** What people see of knowledge: uploads of every kind, why one failed and how it is tried again, and the way back to an earlier revision. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { aLockedPdf, aPdf } from '../uploads/pdf.ts';
import { aPage, aSite, type SiteOfTest } from '../a-site.ts';
import { egress } from '../../egress/egress.ts';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { picture, seriousFaults } from './looks.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let shop: Awaited<ReturnType<World['aTenant']>>;
let site: SiteOfTest;
const faults: string[] = [];
beforeAll(async () => {
  if (!hasBrowser) return;
  site = await aSite({
    '/': aPage('Rope school', 'We teach knots.', ['/knots', '/lost']),
    '/knots': aPage('Knots', 'A bowline holds and never jams.'),
  });
  world = await aWorld({ outside: egress({ trusted: [site.url] }) });
  shop = await world.aTenant({ documents: { 'stove.md': '# Stove\n\nThe stove burns gas.' } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await site?.close();
});

async function signedIn(path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${world.url}/admin`);
  await page.getByLabel('E-mail').fill(shop.login.email);
  await page.getByLabel('Password').fill(shop.login.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/admin\/inbox/);
  await page.goto(`${world.url}${path}`);
  return page;
}

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Knowledge' }).getByRole('link', { name });

async function lookAt(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect(await seriousFaults(page)).toEqual([]);
}

journey(
  'an admin uploads, sees why a file failed, tries again, reads by page, and goes back to an earlier revision',
  async () => {
    const page = await signedIn('/admin/documents');
    await page.getByRole('link', { name: 'stove' }).waitFor();

    const words = [{ text: 'Hang the lantern at least one metre above the table.', y: 700 }];
    await page.getByLabel('Files to upload').setInputFiles([
      { name: 'locked.pdf', mimeType: 'application/pdf', buffer: aLockedPdf() },
      { name: 'lantern.pdf', mimeType: 'application/pdf', buffer: aPdf([words, [{ text: 'The lantern burns oil, and nothing else.', y: 700 }]]) },
    ]);
    const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
    await rowOf('locked').getByText('protected by a password').waitFor();
    await rowOf('lantern').getByText('Searchable').waitFor();
    const files = page.getByRole('list', { name: 'Uploaded files' });
    await files.getByRole('listitem').filter({ hasText: 'lantern.pdf' }).getByText('New document').waitFor();
    await page.getByText('2 files: 2 uploaded').waitFor();
    await page.getByLabel('Files to upload').setInputFiles([{ name: 'prices.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') }]);
    await files.getByText('Save the sheet as CSV').waitFor();
    // The row shows the failure again when the second try has ended as the first.
    await rowOf('locked').getByRole('button', { name: 'Retry: locked' }).click();
    await rowOf('locked').getByText('protected by a password').waitFor();

    await page.getByRole('link', { name: 'lantern' }).click();
    await page.getByText(/2 pages · English/).waitFor();
    await page
      .getByRole('list', { name: 'Chunks' })
      .getByText(/^pp?\. 1/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Documents' }).first().click();

    await tab(page, 'Revisions').click();
    const revisions = page.getByRole('list', { name: 'Revisions' });
    await revisions.getByText('Added lantern.pdf').waitFor();
    await revisions.getByText('2 documents · Robin').waitFor();
    await page.getByRole('button', { name: 'Publish again: revision 1' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Revision 1 is published.').waitFor();
    await lookAt(page, 'knowledge-revisions');
    await tab(page, 'Documents').click();
    await rowOf('lantern').getByText('Not published').waitFor();
    await rowOf('lantern').getByRole('button', { name: 'Publish again: lantern' }).click();
    await rowOf('lantern').getByText('Not published').waitFor({ state: 'detached' });

    await lookAt(page, 'knowledge-documents');
    await page.getByLabel('State').selectOption('Failed');
    await rowOf('lantern').waitFor({ state: 'detached' });
    await rowOf('locked').getByRole('button', { name: 'Delete locked' }).click();
    await page.getByText('What goes: the file').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No document is like that').waitFor();
    await page.getByLabel('State').selectOption('All states');
    await page.getByLabel('Find a document').fill('LANT');
    await rowOf('stove').waitFor({ state: 'detached' });
    await rowOf('lantern').waitFor();
    expect(faults).toEqual([]);
  },
  900_000,
);

journey(
  'an admin adds a site, sees it read page by page and what was skipped, syncs it again and removes it',
  async () => {
    const page = await signedIn('/admin/documents/sites');

    const address = page.getByLabel('Address of the start page or sitemap');
    await address.fill('https://localhost/');
    await page.getByRole('button', { name: 'Add site' }).click();
    await page.getByText('Use a public name').waitFor();
    await address.fill(site.url);
    await page.getByRole('button', { name: 'Add site' }).click();
    const row = page.getByRole('list', { name: 'Sites' }).getByRole('listitem').filter({ hasText: site.url }).first();
    const counts = async (...all: string[]) => {
      for (const one of all) await row.getByText(one, { exact: true }).waitFor();
    };
    await counts('2 new or changed', '0 unchanged', '1 skipped');
    await row.getByText('Skipped pages').click();
    await row.getByText('Not there').waitFor();
    await row.getByText(`${site.url}/lost`, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await counts('0 new or changed', '2 unchanged', '1 skipped');
    await row.getByLabel('Read again').selectOption('by hand');
    await until(async () => (await world.parts.sites.list(shop))[0]?.everyHours === null);
    // Stored before it is answered: until then the choice is faded.
    await row.locator('select:enabled').waitFor();

    await lookAt(page, 'knowledge-sites');
    await tab(page, 'Documents').click();
    await page.getByRole('link', { name: 'Knots' }).waitFor();
    await tab(page, 'Sites').click();
    await page.getByRole('button', { name: `Remove ${site.url}` }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
    await row.waitFor({ state: 'detached' });
    await tab(page, 'Documents').click();
    await page.getByRole('link', { name: 'Knots' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  },
  900_000,
);

journey(
  'an admin tests what a question finds, and asks of an answer why it was given, down to the request as it was sent',
  async () => {
    const page = await signedIn('/admin/documents/search');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Write a question').waitFor();
    await page.getByLabel('Question').fill('What does the stove burn?');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Would be answered').waitFor();
    const passages = page.getByRole('list', { name: 'Passages' });
    await passages.getByText('Text as the model read it').first().click();
    await passages.getByText('The stove burns gas.').waitFor();
    await lookAt(page, 'search-tester');
    await page.getByLabel('Question').fill('Who painted the Mona Lisa?');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('A person would be asked').waitFor();
    // As where no encoder is installed: the page says so, and what to do.
    await page.route('**/knowledge/search', async (asked) => {
      const reply = await asked.fetch();
      await asked.fulfill({ response: reply, json: { ...((await reply.json()) as object), wordsAlone: 'noEncoder', language: 'en' } });
    });
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText(/by their words alone, not by meaning: this workspace .* npx parley embeddings switch/).waitFor();
    await page.getByText('Written in English.').waitFor();

    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('What does the stove burn?');
    await until(() => visitor.line.transcript().some(({ author }) => author.type === 'assistant'));
    await page.goto(`${world.url}/admin/inbox/${visitor.conversationId()}`);
    await page.getByRole('button', { name: /^Why/ }).click();
    const record = page.getByRole('region', { name: 'Record of the turn' });
    await record.getByText(/Request as sent/).click();
    await record.getByText('Byte for byte as it was sent.').waitFor();
    await lookAt(page, 'why-this-answer');
    expect(faults).toEqual([]);
  },
  900_000,
);
