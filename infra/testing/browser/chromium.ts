/** Headless Chromium for browser journeys: the one on the machine, told to keep to itself. */
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Null where the machine has none: CI fails then, elsewhere the journeys say that they were skipped. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.PARLEY_TEST_CHROMIUM;
  if (!executablePath)
    throw new Error("There is no Chromium on this machine. As root `npm test` installs it; else install Debian's package `chromium`.");
  return chromium.launch({ executablePath, args: FLAGS });
}
