/** Headless Chromium for browser journeys: the one on the machine, told to keep to itself. */
import { chromium, type Browser } from 'playwright-core';
import { PATIENCE_MS } from '../world.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Where Chromium is; without one the journeys are skipped on a developer's machine, loudly, and fail in CI. */
const executablePath = process.env.PARLEY_TEST_CHROMIUM;

export const hasBrowser = Boolean(executablePath) || Boolean(process.env.CI);

if (!executablePath)
  console.warn(
    "There is no Chromium on this machine: the browser journeys are skipped. As root `npm test` installs it; else install Debian's package `chromium`.",
  );

/** Its pages are as patient as `until`. @param more flags of Chromium beside our own */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  if (!executablePath) throw new Error("There is no Chromium on this machine. Install Debian's package `chromium`.");
  const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...more], timeout: PATIENCE_MS });
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  };
  return browser;
}
