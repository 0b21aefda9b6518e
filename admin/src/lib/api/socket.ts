/** The live half of the API: a socket that signs in by its first frame, reconnects, and says when it had to. */
import ReconnectingWebSocket from 'partysocket/ws';
import { CLOSE, ServerFrame, type ClientFrame } from './protocol.ts';
import type { Credentials } from './client.ts';

export type Link = 'connecting' | 'live' | 'lost';

export type SocketListener = {
  frame(frame: ServerFrame): void;
  /** `live` comes after every welcome: the moment to catch up. */
  link(link: Link): void;
};

export type LiveSocket = { send(frame: ClientFrame): void; close(): void };

/** How long the server may stay silent after `hello` before the connection counts as broken, milliseconds. */
const WELCOME_WITHIN_MS = 10_000;

/** Opens `/ws` for a signed-in user and keeps it open until `close()`. Frames sent while it is down are dropped: the catch-up of `live` repeats them. */
export function openSocket(credentials: Credentials, listener: SocketListener): LiveSocket {
  let token: string | null = null;
  let live = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
  const socket = new ReconnectingWebSocket(url, null, { minReconnectionDelay: 500, maxReconnectionDelay: 8_000, maxEnqueuedMessages: 0 });

  const down = (): void => {
    live = false;
    clearTimeout(patience);
    listener.link('lost');
  };

  socket.addEventListener('open', () => {
    listener.link('connecting');
    patience = setTimeout(() => socket.reconnect(), WELCOME_WITHIN_MS);
    void credentials.token().then(
      (fresh) => {
        token = fresh;
        if (token) socket.send(JSON.stringify({ type: 'hello', token, cursors: {} } satisfies ClientFrame));
        else socket.close();
      },
      () => socket.reconnect(),
    );
  });
  socket.addEventListener('message', ({ data }) => {
    const frame = read(data);
    if (!frame) return;
    if (frame.type === 'welcome') {
      live = true;
      clearTimeout(patience);
      listener.link('live');
    }
    listener.frame(frame);
  });
  socket.addEventListener('close', ({ code }) => {
    down();
    // The token died on the way. The next `open` asks for one again and gets the renewed one.
    if (code === CLOSE.unauthenticated && token)
      void credentials.renew(token).then(
        (fresh) => fresh ?? socket.close(),
        () => undefined,
      );
    if (code === CLOSE.forbidden) socket.close();
  });

  return {
    send: (frame) => {
      if (live) socket.send(JSON.stringify(frame));
    },
    close: () => {
      clearTimeout(patience);
      socket.close();
    },
  };
}

/** A frame of a newer server that this build does not know is skipped, not an error. */
function read(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    return ServerFrame.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
