/** A line to a server that a test can cut: every connection breaks and no new one comes through until it is mended. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type CuttableLine = { port: number; cut(): void; mend(): void; close(): void };

export async function cuttableLine(to: { host: string; port: number }): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((caller) => {
    if (isCut) return caller.destroy();
    const callee = connect(to.port, to.host);
    for (const socket of [caller, callee]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        caller.destroy();
        callee.destroy();
      });
    }
    caller.pipe(callee);
    callee.pipe(caller);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      hangUp();
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      hangUp();
    },
  };
}
