/** The socket: says hello first, comes back by itself, and hands on what it can read. */
import ReconnectingWebSocket from 'partysocket/ws';
import type { ClientFrame, ServerFrame } from '../../api/protocol/frames.ts';

/** As `CLOSE` of the protocol: the token is dead, or may not be used here. */
const DENIED = [4401, 4403];
const MAX_DELAY_MS = 10_000;
const CONNECT_TIMEOUT_MS = 8_000;

export type Connection = { send(frame: ClientFrame): void; reconnect(): void; close(): void };

/**
 * @param options.hello   the first frame, asked anew at every connection because the cursors move
 * @param options.onUp    the server has welcomed us
 * @param options.onDown  the socket is gone; another one is on its way
 * @param options.onDenied the credential is not accepted; no further attempt is made
 */
export function connect(options: {
  url: string;
  hello: () => ClientFrame;
  onFrame: (frame: ServerFrame) => void;
  onUp: () => void;
  onDown: () => void;
  onDenied: () => void;
  WebSocket?: unknown;
}): Connection {
  const { url, hello, onFrame, onUp, onDown, onDenied } = options;
  const socket = new ReconnectingWebSocket(url, [], {
    WebSocket: options.WebSocket,
    // Not all visitors of a restarted server at the same moment.
    minReconnectionDelay: 250 + Math.random() * 750,
    reconnectionDelayGrowFactor: 1.6,
    maxReconnectionDelay: MAX_DELAY_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    maxEnqueuedMessages: 0,
    shouldReconnectOnClose: ({ code }) => !DENIED.includes(code),
  });
  const send = (frame: ClientFrame): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  socket.onopen = () => send(hello());
  socket.onclose = ({ code }) => (DENIED.includes(code) ? onDenied() : onDown());
  socket.onmessage = ({ data }) => {
    const frame = readFrame(data);
    if (!frame) return;
    onFrame(frame);
    if (frame.type === 'welcome') onUp();
  };
  return { send, reconnect: () => socket.reconnect(), close: () => socket.close() };
}

function readFrame(data: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(data)) as ServerFrame | null;
    return typeof frame?.type === 'string' ? frame : null;
  } catch {
    return null;
  }
}
