/**
 * Messages on their way. Each keeps the id under which it was written until the server has stored it, so a repeat is
 * harmless; one is under way at a time, so they arrive in the order in which they were written.
 */
import { newMessageId } from './message-id.ts';
import type { Shelf } from './shelf.ts';

export type Unsent = {
  id: string;
  text: string;
  /** Milliseconds; the order of writing. */
  at: number;
  /** Why it was refused, for people; absent while it is still being sent. */
  problem?: string;
};

export const UNSENT_MAX = 20;
const ACK_TIMEOUT_MS = 8_000;

export type Outbox = {
  readonly items: readonly Unsent[];
  /** Takes a message; false when the box is full. */
  add(text: string): boolean;
  /** The server has stored it. */
  settle(id: string): void;
  /** The server will not have it: it stays, with the reason, until somebody retries or drops it. */
  refuse(id: string, problem: string): void;
  retry(id: string): void;
  drop(id: string): void;
  connected(): void;
  disconnected(): void;
};

/**
 * @param options.shelf    where unsent messages outlive the page
 * @param options.transmit puts a message on the wire; called again with the same id until it is settled
 * @param options.stalled  two acknowledgements in a row are missing: the line is probably dead
 * @param options.changed  called after every change of `items`
 */
export function createOutbox(options: {
  shelf: Shelf;
  transmit: (item: Unsent) => void;
  stalled: () => void;
  changed: (items: readonly Unsent[]) => void;
  now?: () => number;
  newId?: () => string;
}): Outbox {
  const { shelf, transmit, stalled, changed, now = Date.now, newId = newMessageId } = options;
  let items: readonly Unsent[] = readAll(shelf);
  let up = false;
  let underWay: string | null = null;
  let misses = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (next: readonly Unsent[]): void => {
    items = next;
    changed(items);
  };
  const rest = (): void => {
    clearTimeout(timer);
    underWay = null;
  };
  const pump = (): void => {
    if (!up || underWay) return;
    const item = items.find(({ problem }) => problem === undefined);
    if (!item) return;
    underWay = item.id;
    transmit(item);
    timer = setTimeout(() => {
      underWay = null;
      // First the same message again, then a new connection, which sends it again too.
      if (++misses % 2 === 0) stalled();
      pump();
    }, ACK_TIMEOUT_MS);
  };
  const leave = (id: string): void => {
    if (underWay === id) rest();
    shelf.remove(id);
    if (items.some((item) => item.id === id)) keep(items.filter((item) => item.id !== id));
    pump();
  };
  const put = (item: Unsent, others: readonly Unsent[]): void => {
    shelf.write(item.id, JSON.stringify(item));
    keep([...others, item]);
    pump();
  };

  return {
    get items() {
      return items;
    },
    add(text) {
      if (items.length >= UNSENT_MAX) return false;
      put({ id: newId(), text, at: Math.max(now(), (items.at(-1)?.at ?? 0) + 1) }, items);
      return true;
    },
    settle(id) {
      misses = 0;
      leave(id);
    },
    refuse(id, problem) {
      const item = items.find((one) => one.id === id);
      if (!item) return;
      if (underWay === id) rest();
      const refused = { ...item, problem };
      shelf.write(id, JSON.stringify(refused));
      keep(items.map((one) => (one === item ? refused : one)));
      pump();
    },
    retry(id) {
      const item = items.find((one) => one.id === id);
      if (item)
        put(
          { id, text: item.text, at: now() },
          items.filter((one) => one !== item),
        );
    },
    drop: leave,
    connected() {
      up = true;
      pump();
    },
    disconnected() {
      up = false;
      rest();
    },
  };
}

function readAll(shelf: Shelf): Unsent[] {
  return shelf
    .names()
    .flatMap((name) => {
      try {
        const item = JSON.parse(shelf.read(name) ?? '') as Unsent;
        return item.id === name && typeof item.text === 'string' ? [item] : [];
      } catch {
        return [];
      }
    })
    .sort((a, b) => a.at - b.at);
}
