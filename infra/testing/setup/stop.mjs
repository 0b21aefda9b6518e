/** After the layers that need servers: ends them and removes their folder. */
import { rmSync } from 'node:fs';

export default async function stop() {
  const started = globalThis.__parleyServers;
  if (!started) return;
  globalThis.__parleyServers = undefined;
  const { home, servers } = await started;
  await servers.stop();
  rmSync(home, { recursive: true, force: true });
}
