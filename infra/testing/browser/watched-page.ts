/** A page that notes what must never happen in it: dialogs, broken policies, scripts that fail, requests to anybody but us. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Watched = {
  page: Page;
  context: BrowserContext;
  /** A line each, in the order in which they happened. */
  faults: string[];
};

const POLICY = /Content[- ]Security[- ]Policy|Trusted ?Type|frame-ancestors/i;

/** @param ours origins that may be asked */
export async function watchedPage(browser: Browser, ours: readonly string[]): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss().catch(() => undefined);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (line) => {
    if (POLICY.test(line.text())) faults.push(`policy: ${line.text().slice(0, 300)}`);
  });
  context.on('page', (opened) => opened !== page && faults.push(`window: ${opened.url()}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && !ours.includes(url.origin)) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  return { page, context, faults };
}
