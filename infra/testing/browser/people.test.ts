/** What people see of people: an owner invites somebody, who joins in a browser of their own; one's account, and a second factor. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { aVisitor } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { picture, seriousFaults } from './looks.ts';

const journey = hasBrowser ? test : test.skip;

let world: World;
let browser: Browser;
let shop: Awaited<ReturnType<World['aTenant']>>;
beforeAll(async () => {
  if (!hasBrowser) return;
  world = await aWorld({ workers: false });
  shop = await world.aTenant();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function aPage(): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
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
/** The mail to an address, which is written behind the answer. */
async function mailTo(address: string): Promise<string> {
  const folder = join(world.parts.config.home, 'mail');
  const found = (): string | undefined =>
    existsSync(folder)
      ? readdirSync(folder)
          .map((name) => readFileSync(join(folder, name), 'utf8'))
          .find((mail) => mail.startsWith(`To: ${address}\n`) && mail.includes('\n\n'))
      : undefined;
  await until(() => found() !== undefined);
  return found()!;
}

journey(
  'an owner invites somebody, who joins, changes what they may do, and hands the workspace on',
  async () => {
    const owner = await aPage();
    await signIn(owner.page, shop.login);
    await owner.page.waitForURL(/\/admin\/inbox/);
    await owner.page.goto(`${world.url}/admin/members`);
    await owner.page.getByLabel('E-mail').fill('new@people.example');
    await owner.page.getByRole('button', { name: 'Invite' }).click();
    await owner.page.getByRole('list', { name: 'Open invitations' }).getByText('new@people.example').waitFor();
    expect(await seriousFaults(owner.page)).toEqual([]);

    await picture(owner.page, 'people');
    const link = /http\S+\/admin\/join#\S+/.exec(await mailTo('new@people.example'))![0];
    const guest = await aPage();
    await guest.page.goto(link);
    await guest.page.getByText('You are invited as agent').waitFor();
    expect(await seriousFaults(guest.page)).toEqual([]);
    await picture(guest.page, 'join');
    await guest.page.getByLabel('Your name').fill('Nova');
    await guest.page.getByLabel(/^A password/).fill('a phrase of mine');
    await guest.page.getByRole('button', { name: 'Join' }).click();
    await guest.page.waitForURL(/\/admin\/inbox/);

    await owner.page.reload();
    await owner.page.getByLabel('Role of Nova').selectOption('viewer');
    // The guest's session was made with more rights: it ends, and the page says so.
    await guest.page.waitForURL(/\/admin\/sign-in\?ended/);
    await owner.page.getByRole('button', { name: 'Make Nova the owner' }).click();
    await owner.page.getByRole('alertdialog').getByRole('button', { name: 'Make owner' }).click();
    await owner.page.waitForURL(/\/admin\/sign-in\?ended/);
    expect([...owner.faults, ...guest.faults]).toEqual([]);
  },
  900_000,
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
  900_000,
);

journey(
  'a stranger opens a workspace with a proven address, names it anew, opens another one and comes back',
  async () => {
    const { page, faults } = await aPage();
    await page.goto(`${world.url}/admin/sign-in`);
    await page.getByRole('link', { name: 'Open a workspace' }).click();
    await page.getByLabel('Your e-mail address').fill('founder@people.example');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mail me a code' }).click();
    await page.getByLabel('Code').waitFor();
    const code = /^\d{8}$/m.exec(await mailTo('founder@people.example'))![0];
    await page.getByLabel('Code').fill(code);
    await page.getByLabel('Name of the workspace').fill('Blue Bottle');
    await page.getByLabel('Your name').fill('Founder');
    await page.getByLabel(/^A password/).fill('short');
    expect(await seriousFaults(page)).toEqual([]);
    await picture(page, 'sign-up');
    await page.getByRole('button', { name: 'Open the workspace' }).click();
    await page
      .getByRole('alert')
      .getByText(/at least 10 characters/)
      .waitFor();
    await page.getByLabel(/^A password/).fill('a phrase of mine');
    await page.getByRole('button', { name: 'Open the workspace' }).click();
    await page.waitForURL(/\/admin\/inbox/);

    await page.goto(`${world.url}/admin/account`);
    const nav = page.getByRole('complementary', { name: 'Console' });
    const card = (name: string) => page.getByRole('region', { name, exact: true });
    await card('This workspace').getByLabel('Name of the workspace').fill('Bluer Bottle');
    await card('This workspace').getByRole('button', { name: 'Save' }).click();
    await nav.getByText('Bluer Bottle').waitFor();
    await card('You')
      .getByLabel(/^Your name/)
      .fill('Frida Founder');
    await card('You').getByRole('button', { name: 'Save' }).click();
    await nav.getByText('Frida Founder').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await picture(page, 'account');
    await page.getByRole('textbox', { name: 'Another workspace' }).fill('Second');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await nav.getByText('Second').waitFor();
    await page.getByRole('button', { name: 'Switch to Bluer Bottle' }).click();
    await nav.getByText('Bluer Bottle').waitFor();

    await page.getByRole('button', { name: 'Delete this workspace' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Short name').fill(await dialog.locator('strong').innerText());
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await page.waitForURL(/\/admin\/sign-in\?ended/);
    expect(faults).toEqual([]);
  },
  900_000,
);

journey(
  'who disturbs is banned beside the conversation, on a wide screen and on a phone, and let in again',
  async () => {
    const visitor = await aVisitor(world.url, shop.slug);
    await visitor.says('Buy my watches!');
    const { page, faults } = await aPage();
    await signIn(page, shop.login);
    await page.waitForURL(/\/admin\/inbox/);
    await page.goto(`${world.url}/admin/inbox/${visitor.conversationId()}`);
    await page.getByRole('button', { name: 'Ban this visitor' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Ban', exact: true }).click();
    await page.getByText('Banned', { exact: true }).waitFor();
    await until(() => visitor.line.closed !== null);
    expect(visitor.line.closed?.code).toBe(4403);
    expect(await seriousFaults(page)).toEqual([]);
    await picture(page, 'banned');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lift the ban' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ban this visitor' }).waitFor();
    expect(faults).toEqual([]);
  },
  900_000,
);

journey(
  'who runs the installation sees its tenants, switches one off and on, and reaches nothing else',
  async () => {
    const tenant = await world.aTenant();
    const { page, faults } = await aPage();
    await signIn(page, await world.anOperator());
    await page.waitForURL(/\/admin\/tenants/);
    const name = `Tenant ${tenant.slug}`;
    await page.getByRole('button', { name: `Usage of ${name}` }).click();
    await page.getByText('Conversations').waitFor();
    await page.getByRole('button', { name: `Suspend ${name}` }).click();
    await page.getByText('Suspended', { exact: true }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await picture(page, 'tenants');

    const owner = await aPage();
    await signIn(owner.page, tenant.login);
    await owner.page.getByRole('alert').getByText('This workspace is switched off for now.').waitFor();
    await page.getByRole('button', { name: `Resume ${name}` }).click();
    await page.getByRole('button', { name: `Suspend ${name}` }).waitFor();
    await owner.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await owner.page.waitForURL(/\/admin\/inbox/);
    await owner.page.goto(`${world.url}/admin/tenants`);
    await owner.page.waitForURL(/\/admin\/inbox/);

    await page.getByLabel('Name', { exact: true }).fill('Green Kettle');
    await page.getByLabel('E-mail of its owner').fill('green@people.example');
    await page.getByRole('button', { name: 'Make a tenant' }).click();
    await page.getByRole('list', { name: 'Tenants' }).getByText('Green Kettle').waitFor();
    await page.getByRole('button', { name: 'Delete Green Kettle' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Short name').fill(await dialog.locator('strong').innerText());
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('Being deleted').waitFor();
    await page.goto(`${world.url}/admin/inbox`);
    await page.waitForURL(/\/admin\/tenants/);
    expect([...faults, ...owner.faults]).toEqual([]);
  },
  900_000,
);
