/** Runs a command on the servers that the environment names, on those of a running Parley, or on ones started for it. */
import type { Config } from '../config/config.ts';
import { startLocalServers } from '../dev/local-servers.ts';
import { findRunningServers } from '../dev/running-servers.ts';
import { closeParts, openParts } from './compose/open-parts.ts';
import type { Parts } from './compose/parts.ts';

export async function withParts(config: Config, work: (parts: Parts) => Promise<number>): Promise<number> {
  const running = findRunningServers(config);
  const started = running ? null : await startLocalServers(config, { say: (line) => console.error(line) });
  try {
    const parts = await openParts(config, running ?? started!);
    try {
      return await work(parts);
    } finally {
      await closeParts(parts);
    }
  } finally {
    await started?.stop();
  }
}
