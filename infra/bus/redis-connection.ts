/** A connection to Redis that comes back by itself. */
import { createClient } from 'redis';

/** A command that takes longer has failed, ms. */
const COMMAND_MS = 2_000;
const RECONNECT_MS = 250;
/** It asks so often whether the other side is there, and silence for longer means a dead connection, ms. */
const PING_MS = 5_000;
const SILENCE_MS = 15_000;

/**
 * @param url `redis://` or `rediss://`
 * @param onFault told of lost connections
 * @param ping not on a connection whose reads block, and say "nothing new" in time
 * @throws when Redis cannot be reached at the first attempt
 */
export async function connectRedis(url: string, onFault: (fault: unknown) => void, { ping = true } = {}) {
  let connected = false;
  const client = createClient({
    url,
    // A command on a broken connection fails at once: whoever may wait has a bounded buffer of its own.
    disableOfflineQueue: true,
    ...(ping ? { pingInterval: PING_MS } : {}),
    socket: { connectTimeout: COMMAND_MS, socketTimeout: SILENCE_MS, reconnectStrategy: () => connected && RECONNECT_MS },
  });
  client.on('error', onFault);
  await client.connect();
  connected = true;
  return client;
}
