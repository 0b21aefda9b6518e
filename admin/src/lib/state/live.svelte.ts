/** The one socket of the console, and who listens to it. */
import { openSocket, type Link, type LiveSocket, type SocketListener } from '#lib/api/socket.ts';
import type { Credentials } from '#lib/api/client.ts';
import type { ClientFrame } from '#lib/api/protocol.ts';

export class Live {
  link = $state<Link>('connecting');
  #socket: LiveSocket | null = null;
  readonly #listeners = new Set<SocketListener>();
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  start(): void {
    this.#socket ??= openSocket(this.#credentials, {
      frame: (frame) => this.#listeners.forEach((listener) => listener.frame(frame)),
      link: (link) => {
        this.link = link;
        this.#listeners.forEach((listener) => listener.link(link));
      },
    });
  }

  stop(): void {
    this.#socket?.close();
    this.#socket = null;
    this.link = 'connecting';
  }

  send(frame: ClientFrame): void {
    this.#socket?.send(frame);
  }

  /** Hears every frame and every change of the link until the returned function is called. */
  listen(listener: SocketListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
