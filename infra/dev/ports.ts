/** Finds ports: the wanted one when it is free, else one that the system gives. */
import { createServer } from 'node:net';

/** A port on `host` that was free a moment ago: `wanted` if possible. 0 asks for any. */
export async function freePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  return (await probe(wanted, host)) ?? (await probe(0, host)) ?? fail(host);
}

/** The port when it can be listened on, null when somebody else has it or we may not. */
function probe(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error)));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

function fail(host: string): never {
  throw new Error(`No free port on ${host}.`);
}
