/** The line to the host page: a private port, taken once from the window that frames us and from no other origin. */
import { CONNECT } from '../loader/messages.ts';
import type { ToFrame, ToHost } from '../loader/messages.ts';

export type Host = { tell(message: ToHost): void };

const PREFILL_MAX = 16_384;

/** The page that shows the chat, as the loader said it; the browser holds it against `frame-ancestors`. */
export const hostOrigin = (): string | null => new URLSearchParams(location.search).get('host');

/** Without a framing page (the chat in a window of its own) `tell` goes nowhere and `hear` stays silent. */
export function reachHost(hear: (message: ToFrame) => void): Host {
  const origin = hostOrigin();
  let port: MessagePort | undefined;

  addEventListener('message', (event) => {
    if (port || parent === window || event.source !== parent || event.origin !== origin) return;
    if (event.data?.type !== CONNECT || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isForFrame(data)) hear(data);
    };
    port.postMessage({ type: 'ready' } satisfies ToHost);
  });
  return { tell: (message) => port?.postMessage(message) };
}

function isForFrame(data: unknown): data is ToFrame {
  const message = data as { type?: unknown; text?: unknown; proof?: unknown } | null;
  switch (message?.type) {
    case 'shown':
    case 'hidden':
    case 'endSession':
      return true;
    case 'identify':
      // What it proves the server says.
      return typeof message.proof === 'object';
    case 'prefill':
      return typeof message.text === 'string' && message.text.length <= PREFILL_MAX;
    default:
      return false;
  }
}
