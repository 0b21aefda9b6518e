/** The bus of one process: events go from hand to hand, who is typing is a map of deadlines. */
import type { ConversationId } from '../../workflows/domain/ids.ts';
import type { BusEvent, EventBus } from '../ports/event-bus.ts';
import { listeners } from './listeners.ts';

/** Expired deadlines are swept when the map has grown to this many. */
const SWEEP_AT = 1_000;

/**
 * @param options.now     clock in ms, default `Date.now`
 * @param options.onFault told what a listener threw
 */
export function inProcessBus({ now = Date.now, onFault }: { now?: () => number; onFault?: (fault: unknown) => void } = {}): EventBus {
  const heard = listeners(onFault);
  const typingUntil = new Map<ConversationId, number>();
  let waiting: BusEvent[] = [];
  let closed = false;

  // Not within `publish`: a listener that publishes would be heard by the later listeners before the event it answers.
  const deliver = () => {
    const events = waiting;
    waiting = [];
    for (const event of events) heard.tell(event);
  };

  return {
    publish(event) {
      if (closed) return;
      if (waiting.push(event) === 1) queueMicrotask(deliver);
    },
    subscribe: (listener) => heard.add(listener),
    missed: () => () => {}, // nothing lies between the hands
    setTyping(conversationId, ttlMs) {
      if (ttlMs <= 0) {
        typingUntil.delete(conversationId);
        return;
      }
      if (typingUntil.size >= SWEEP_AT) for (const [id, until] of typingUntil) if (until <= now()) typingUntil.delete(id);
      typingUntil.set(conversationId, now() + ttlMs);
    },
    isTyping: async (conversationId) => (typingUntil.get(conversationId) ?? 0) > now(),
    healthy: () => !closed,
    async close() {
      closed = true;
      heard.clear();
      typingUntil.clear();
    },
  };
}
