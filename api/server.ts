/** Composition root of the api: HTTP and sockets on one port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { ApiDeps } from './context.ts';
import type { PageFolders } from './http/pages.ts';
import { refuseBrokenRequests } from './middleware/broken-requests.ts';
import { openGateway } from './ws/gateway.ts';

export type ServerOptions = { host: string; port: number; deps: ApiDeps; folders: PageFolders };
export type RunningServer = { url: string; port: number; close(): Promise<void> };

/** @throws the error of `listen`, for instance EADDRINUSE */
export async function startServer({ host, port, deps, folders }: ServerOptions): Promise<RunningServer> {
  const server = createServer(
    // Node looks every half a minute whether somebody is over these times, unless told otherwise.
    { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 16 * 1024 },
    createApp(deps, folders),
  );
  refuseBrokenRequests(server);
  const gateway = openGateway(server, deps);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      listening();
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${shown}:${actual}`,
    port: actual,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      await gateway.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
