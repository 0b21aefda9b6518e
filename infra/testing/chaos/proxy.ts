/**
 * A TCP proxy between two parts, controlled by the harness: latency, reset, black hole, cut after n bytes, refusal. Given a
 * dialect it sees whole messages, and can then answer one in the server's place or drop the reply to one that was carried out.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a dialect decides about one message of the client. */
export type Fate = 'forward' | 'dropReply' | { answer: Buffer };

/** Splits a stream into messages and judges those of the client. */
export type Dialect = {
  /** Bytes of the first message in `buffered`, null while it is not all there. */
  length(buffered: Buffer): number | null;
  judge(message: Buffer): Fate;
  /** Whether this message of the server is the reply to that one of the client. */
  answers(reply: Buffer, request: Buffer): boolean;
};

export type Proxy = {
  readonly port: number;
  /** Each piece arrives so much later, both ways; 0 ends it. */
  slow(ms: number): void;
  /** Nothing passes any more, and nobody is told. `false` ends it and breaks the connections it had swallowed. */
  hole(on: boolean): void;
  /** Connections are refused and the standing ones reset. */
  down(on: boolean): void;
  /** Resets every connection now. */
  reset(): void;
  /** Resets the next connection that has carried so many bytes from the server. */
  cutAfter(bytes: number): void;
  /** Where new connections go from now on. */
  aim(port: number): void;
  /** Everything as if there were no proxy. */
  clear(): void;
  close(): void;
};

export async function aProxy(behind: number, dialect?: Dialect): Promise<Proxy> {
  let target = behind;
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let latencyMs = 0;
  let holed = false;
  let refused = false;
  let budget: number | null = null;

  const listener = createServer((client) => {
    if (refused) return void client.on('error', () => {}).resetAndDestroy();
    const server = connect(target, '127.0.0.1');
    const pair = { client, server };
    pairs.add(pair);
    const dropped: Buffer[] = [];
    const pass = (to: Socket, bytes: Buffer): void => {
      if (holed) return;
      if (latencyMs > 0) setTimeout(() => to.writable && to.write(bytes), latencyMs);
      else if (to.writable) to.write(bytes);
    };
    const fromClient = whole(dialect, (message) => {
      const fate = dialect?.judge(message) ?? 'forward';
      if (fate === 'dropReply') dropped.push(message);
      if (typeof fate === 'object') pass(client, fate.answer);
      else pass(server, message);
    });
    const fromServer = whole(dialect, (message) => {
      if (dropped.some((request) => dialect!.answers(message, request))) return client.resetAndDestroy();
      pass(client, message);
      if (budget === null || holed) return;
      budget -= message.length;
      if (budget > 0) return;
      budget = null;
      client.resetAndDestroy();
    });
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
    }
    client.on('data', fromClient);
    server.on('data', fromServer);
    client.on('close', () => {
      pairs.delete(pair);
      server.destroy();
    });
    // In a black hole the end of the other side is not seen either.
    server.on('close', () => holed || client.destroy());
  });
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening));

  const reset = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  };
  const hole = (on: boolean): void => {
    if (holed && !on) reset();
    holed = on;
  };
  const down = (on: boolean): void => {
    refused = on;
    if (on) reset();
  };
  return {
    port: (listener.address() as AddressInfo).port,
    slow: (ms) => void (latencyMs = ms),
    hole,
    down,
    reset,
    cutAfter: (bytes) => void (budget = bytes),
    aim: (port) => void (target = port),
    clear() {
      latencyMs = 0;
      budget = null;
      hole(false);
      down(false);
    },
    close() {
      listener.close();
      reset();
    },
  };
}

/** Gives whole messages on; without a dialect every piece counts as one. */
function whole(dialect: Dialect | undefined, give: (message: Buffer) => void): (piece: Buffer) => void {
  if (!dialect) return give;
  let buffered: Buffer = Buffer.alloc(0);
  return (piece) => {
    buffered = buffered.length > 0 ? Buffer.concat([buffered, piece]) : piece;
    for (let length = dialect.length(buffered); length !== null; length = dialect.length(buffered)) {
      give(buffered.subarray(0, length));
      buffered = buffered.subarray(length);
    }
  };
}
