/** What people type, name and upload is text in every view of widget and console: nothing runs, nothing is asked of anybody. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import type { ConversationId, TenantScope, VisitorId } from '../../../workflows/domain/ids.ts';
import type { Author, NewEntry } from '../../../workflows/domain/entry.ts';
import { mintId } from '../../ids/mint.ts';
import { POLYGLOTS } from '../corpora/polyglots.ts';
import type { SessionView } from '../../../api/protocol/widget.ts';
import { call, messageId } from '../people.ts';
import { aWorld, until, type World } from '../world.ts';
import { hasBrowser, openBrowser } from './chromium.ts';
import { watchedPage, type Watched } from './watched-page.ts';

const journey = hasBrowser ? test : test.skip;
/** Several at once, a paragraph each, so that a view is not a thousand lines long. */
const TEXTS = Array.from({ length: Math.ceil(POLYGLOTS.length / 7) }, (_, n) => POLYGLOTS.slice(n * 7, n * 7 + 7).join('\n\n'));

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

/** What a text may have become in a document: elements and attributes that the views themselves never make of one. */
const becameOf = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const found: string[] = [];
    const alien =
      'body script:not([src]), iframe, object, embed, base, meta[http-equiv=refresh], math, foreignObject, video, audio, form[action*=evil], [ping], [srcdoc]';
    for (const element of document.querySelectorAll(alien))
      if (!/__sveltekit/.test(element.textContent ?? '')) found.push(element.outerHTML.slice(0, 120));
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) found.push(`${element.tagName} ${name}`);
        if (
          ['src', 'href', 'srcset', 'poster', 'action', 'data'].includes(name) &&
          /^\s*(javascript|data|vbscript):/i.test(value) &&
          !value.startsWith('data:image/')
        )
          found.push(`${element.tagName} ${name}=${value.slice(0, 60)}`);
        if (name === 'target' && value === '_blank' && !/noopener/.test(element.getAttribute('rel') ?? ''))
          found.push(`${element.tagName} without noopener`);
      }
    }
    return found;
  });
/** Which of the texts a document shows. */
const marks = async (frame: Frame): Promise<string[]> => (await frame.evaluate(() => document.body.textContent ?? '')).match(/poly\d+poly/g) ?? [];

/** Whether the view holds all of them, is still a document of ours, and has asked nobody. */
async function isOnlyText({ page, faults }: Watched): Promise<void> {
  const earlier = page.getByRole('button', { name: 'Show earlier messages' });
  const seen = new Set<string>();
  await until(async () => {
    for (const mark of await marks(page.mainFrame())) seen.add(mark);
    // It comes and goes while older ones are on their way.
    if (seen.size < POLYGLOTS.length) await earlier.click({ timeout: 1_000 }).catch(() => undefined);
    return seen.size === POLYGLOTS.length;
  });
  expect(await becameOf(page.mainFrame())).toEqual([]);
  expect(faults).toEqual([]);
}

/** A conversation in which visitor, agent and assistant have said each of them. */
async function aConversationOfThem(): Promise<{ conversationId: ConversationId; visitorId: VisitorId; token: string }> {
  const { token, visitorId } = (await call<SessionView>(world.url, '/api/v1/widget/sessions', { method: 'POST', body: { tenant: shop.slug } })).body;
  const said = { method: 'POST', authorization: `Visitor ${token}`, body: { clientMessageId: messageId(), text: 'Hello' } };
  const { conversationId } = (await call<{ conversationId: ConversationId }>(world.url, '/api/v1/widget/messages', said)).body;
  const { entries } = world.parts;
  const authors: ((text: string) => Author)[] = [
    () => ({ type: 'visitor', id: visitorId }),
    (text) => ({ type: 'agent', id: mintId('usr'), name: text }),
    () => ({ type: 'assistant' }),
  ];
  for (const [n, text] of TEXTS.entries()) {
    for (const [m, author] of authors.entries()) {
      const citation = { n: 1, documentId: mintId('doc'), chunkId: mintId('chk'), revisionId: mintId('rev'), title: text, section: text };
      const entry: NewEntry = {
        conversationId,
        kind: 'message',
        key: `poly-${n}-${m}`,
        author: author(text),
        body: { text, ...(m === 2 ? { citations: [citation] } : {}) },
        dispatch: 'none',
      };
      await entries.append({ tenantId: shop.tenantId }, entry);
    }
  }
  // Through the door again, which tells the console how far the log has come.
  await call(world.url, '/api/v1/widget/messages', { ...said, body: { clientMessageId: messageId(), conversationId, text: 'That was all' } });
  return { conversationId, visitorId, token };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${world.url}/admin/sign-in`);
  await page.getByLabel('E-mail').fill(shop.login.email);
  await page.getByLabel('Password').fill(shop.login.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/admin\/inbox/);
}

journey(
  `${POLYGLOTS.length} texts by visitor, agent and assistant, with sources of that name, are text in chat and console`,
  async () => {
    expect(POLYGLOTS.length).toBeGreaterThanOrEqual(300);
    const talk = await aConversationOfThem();
    const watched = await watchedPage(browser, [world.url, world.url.replace('http', 'ws')]);
    const { page, context } = watched;
    // The visitor's own session, as the chat keeps it.
    await page.addInitScript(([key, token]) => localStorage.setItem(key!, token!), [`parley:${shop.slug}`, talk.token]);
    await page.goto(`${world.url}/widget/frame?tenant=${shop.slug}`);
    await isOnlyText(watched);
    await signIn(page);
    await page.goto(`${world.url}/admin/inbox/${talk.conversationId}`);
    await isOnlyText(watched);
    await context.close();
  },
  900_000,
);

journey(
  'so are names, titles, greetings and devices that hold them, wherever they are listed',
  async () => {
    const scope: TenantScope = { tenantId: shop.tenantId };
    const { settings, documents, users, apiKeys, tenants, visitors } = world.parts;
    const now = new Date();
    for (const [n, text] of TEXTS.entries()) {
      await documents.put(
        scope,
        { fileName: `${n} ${text}.md`, title: text, mediaType: 'text/markdown', bytes: 1, contentHash: String(n).padStart(64, '0') },
        mintId('doc'),
      );
      const { _id } = await users.create({ _id: mintId('usr'), email: `poly${n}@people.example`, name: text, passwordHash: null });
      await users.addMember(scope, _id, 'agent');
      const key = {
        start: 'parley_aaaa',
        tokenHash: `${n}`,
        permissions: [],
        createdBy: _id,
        createdAt: now,
        expiresAt: null,
        lastUsedAt: null,
        revokedAt: null,
      };
      await apiKeys.create({ _id: `key_poly${n}`, tenantId: shop.tenantId, name: text, ...key });
    }
    const all = TEXTS.join('\n\n');
    const before = await settings.current(scope);
    await settings.save(scope, { ...before, greeting: all, assistantName: all, suggestions: TEXTS.slice(0, 3), author: 'seed' });
    await tenants.rename(scope, all);

    const watched = await watchedPage(browser, [world.url, world.url.replace('http', 'ws')]);
    const { page, context } = watched;
    await page.goto(`${world.url}/widget/frame?tenant=${shop.slug}`);
    await isOnlyText(watched);
    await signIn(page);
    for (const list of ['documents', 'members', 'api-keys']) {
      await page.goto(`${world.url}/admin/${list}`);
      await isOnlyText(watched);
    }
    const { conversationId, visitorId } = await aConversationOfThem();
    await visitors.verified(scope, visitorId, { externalId: all.slice(0, 500), name: all, email: all, at: now });
    for (const path of ['inbox', `inbox/${conversationId}`, 'account', 'settings']) {
      await page.goto(`${world.url}/admin/${path}`);
      await page
        .getByText(/poly\d+poly/)
        .first()
        .waitFor();
      expect([path, await becameOf(page.mainFrame()), watched.faults]).toEqual([path, [], []]);
    }
    await context.close();
  },
  900_000,
);
