/**
 * The bus of several processes: one capped Redis stream that everyone reads from where they stopped. While Redis is away, events
 * wait in a bounded buffer (the oldest fall out) and readers go on by id when it is back. Who lost events says so on the stream,
 * so that everyone looks into the log instead.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationId } from '../../workflows/domain/ids.ts';
import type { BusEvent, EventBus } from '../ports/event-bus.ts';
import { listeners } from './listeners.ts';
import { connectRedis } from './redis-connection.ts';

/** Entries the stream keeps, about: what a reader may miss and still catch up with. */
const STREAM_LENGTH = 20_000;
const READ_COUNT = 500;
/** Shorter than what `redis-connection.ts` takes for silence: a healthy reader hears "nothing new" by then. */
const BLOCK_MS = 5_000;
const RECONNECT_MS = 250;
const COMMAND_MS = 2_000;
const PIPELINE = 200;
/** How long closing waits for what has been published. */
const GOODBYE_MS = 500;

export type RedisBusOptions = {
  /** Told of lost connections and of what a listener threw. */
  onFault?: (fault: unknown) => void;
  /** Begins every key, default `parley:`; two installations on one Redis take two. */
  prefix?: string;
  /** Events that wait while Redis is away, default 5,000. */
  bufferSize?: number;
};

/**
 * @param url `redis://` or `rediss://`
 * @returns the bus, once both connections stand
 * @throws when Redis cannot be reached at the first attempt
 */
export async function redisBus(url: string, { onFault = () => {}, prefix = 'parley:', bufferSize = 5_000 }: RedisBusOptions = {}): Promise<EventBus> {
  const stream = `${prefix}bus`;
  const typingKey = (id: ConversationId) => `${prefix}typing:${id}`;
  const heard = listeners(onFault);
  const missed = listeners<void>(onFault);
  const waiting: BusEvent[] = [];
  /** Events fell out of the buffer, or nobody knows whether they arrived. */
  let lost = false;
  let closed = false;
  let flushing: Promise<void> | null = null;

  const writer = await connectRedis(url, onFault);
  const reader = await connectRedis(url, onFault, { ping: false }).catch((fault) => {
    writer.destroy();
    throw fault;
  });

  const send = async () => {
    while (waiting.length > 0 && writer.isReady) {
      // Out of the buffer before they are sent: a batch whose answer is lost is not sent twice.
      const batch = waiting.splice(0, PIPELINE);
      const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: STREAM_LENGTH } as const;
      const sent = batch.map((event) => writer.xAdd(stream, '*', { e: JSON.stringify(event) }, { TRIM: trim }));
      for (const outcome of await Promise.allSettled(sent)) {
        if (outcome.status === 'fulfilled') continue;
        lost = true;
        onFault(outcome.reason);
      }
    }
    if (!lost || !writer.isReady) return;
    lost = false;
    await writer.xAdd(stream, '*', { lost: '1' }).catch((fault: unknown) => {
      lost = true;
      onFault(fault);
    });
  };
  const flush = () => {
    if (flushing || (waiting.length === 0 && !lost) || !writer.isReady) return;
    flushing = send().finally(() => {
      flushing = null;
      if (waiting.length > 0) flush(); // what came between the last look into the buffer and this line
    });
  };
  writer.on('ready', flush);

  // The place is taken before anyone can publish, so nothing falls between "connected" and the first read.
  const newest = await reader.xRevRange(stream, '+', '-', { COUNT: 1 });
  let place = newest?.[0]?.id ?? '0-0';

  const read = async () => {
    while (!closed) {
      try {
        const reply = await reader.xRead({ key: stream, id: place }, { BLOCK: BLOCK_MS, COUNT: READ_COUNT });
        for (const { id, message } of reply?.[0]?.messages ?? []) {
          place = id;
          if (message.e) heard.tell(JSON.parse(message.e));
          else missed.tell();
        }
      } catch (fault) {
        if (closed) return;
        if (reader.isReady) onFault(fault);
        await pause(RECONNECT_MS, undefined, { ref: false });
      }
    }
  };
  const reading = read();
  // Behind the first one each means that the connection was away; what was published meanwhile may not be on the stream any more.
  reader.on('ready', () => missed.tell());

  const attempt = (command: Promise<unknown>) => void command.catch(onFault);

  return {
    publish(event) {
      if (closed) return;
      waiting.push(event);
      if (waiting.length > bufferSize) {
        waiting.shift();
        lost = true;
      }
      flush();
    },
    subscribe: (listener) => heard.add(listener),
    missed: (listener) => missed.add(listener),
    setTyping(conversationId, ttlMs) {
      if (closed) return;
      if (ttlMs <= 0) attempt(writer.del(typingKey(conversationId)));
      else attempt(writer.set(typingKey(conversationId), '1', { expiration: { type: 'PX', value: Math.ceil(ttlMs) } }));
    },
    async isTyping(conversationId) {
      // Nobody is kept waiting for an ornament: no answer within two seconds counts as "no".
      const answer = writer.exists(typingKey(conversationId)).catch(() => 0);
      return (await Promise.race([answer, pause(COMMAND_MS, 0, { ref: false })])) === 1;
    },
    healthy: () => !closed && writer.isReady && reader.isReady,
    async close() {
      closed = true;
      heard.clear();
      missed.clear();
      reader.destroy();
      await Promise.race([flushing, pause(GOODBYE_MS, undefined, { ref: false })]);
      writer.destroy();
      await reading;
    },
  };
}
