/**
 * A port of this machine that is free, so that every start of a run can have the same address. Below the range from which the
 * system takes the ports of outgoing connections: while its server is away, such a port is taken by a stranger or, when somebody
 * keeps knocking, by a connection to itself, and the server cannot come back.
 */
import { createServer } from 'node:net';

const LOWEST = 15_000;
const HIGHEST = 31_999;
const TRIES = 200;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${LOWEST} and ${HIGHEST}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
