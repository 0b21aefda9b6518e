/** What people see of knowledge: uploads of every kind, why one failed and how it is tried again, and the way back to an earlier revision. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { aLockedPdf, aPdf } from '../uploads/pdf.ts';
import { aWorld, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld();
  shop = await world.aTenant({ documents: { 'stove.md': '# Stove\n\nThe stove burns gas.' } });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

journey(
  'an admin uploads, sees why a file failed, tries again, reads by page, and goes back to an earlier revision',
  async () => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(`${world.url}/admin`);
    await page.getByLabel('E-mail').fill(shop.login.email);
    await page.getByLabel('Password').fill(shop.login.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/admin\/inbox/);
    await page.goto(`${world.url}/admin/documents`);
    await page.getByRole('link', { name: 'stove' }).waitFor();

    const words = [{ text: 'Hang the lantern at least one metre above the table.', y: 700 }];
    await page.getByLabel('Files to upload').setInputFiles([
      { name: 'locked.pdf', mimeType: 'application/pdf', buffer: aLockedPdf() },
      { name: 'lantern.pdf', mimeType: 'application/pdf', buffer: aPdf([words, [{ text: 'The lantern burns oil, and nothing else.', y: 700 }]]) },
    ]);
    const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
    await rowOf('locked').getByText('protected by a password').waitFor();
    await rowOf('lantern').getByText('Searchable').waitFor();
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

    const revisions = page.getByRole('list', { name: 'Revisions' });
    await revisions.getByText('Added lantern.pdf').waitFor();
    await page.getByRole('button', { name: 'Publish again: revision 1' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await rowOf('lantern').getByText('Not published').waitFor();
    await rowOf('lantern').getByRole('button', { name: 'Publish again: lantern' }).click();
    await rowOf('lantern').getByText('Not published').waitFor({ state: 'detached' });

    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ).toEqual([]);
    expect(faults).toEqual([]);
  },
  240_000,
);
