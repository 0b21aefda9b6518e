/**
 * Tells a visitor who waits that the message is stored and answers are delayed, when nobody else can: with the engine or every
 * worker away no notice reaches the log. So it is a frame and no entry: it goes with the answer, and nothing is said twice.
 */
import type { ConversationId } from '../../workflows/domain/ids.ts';
import type { ApiDeps } from '../context.ts';
import type { Fanout } from './fanout.ts';
import type { Client } from './sockets.ts';

export type DelayOptions = {
  /** How often it is looked, ms. */
  everyMs?: number;
  /** Who has been waiting so long is told when nobody is there to answer, ms. */
  holdMs?: number;
  /** Who has been waiting so long is told in any case, ms: an engine that answers should have spoken of it before. */
  sureMs?: number;
};

/** Visitors who are looked after at once: the rest of MongoDB's pool is for those who send. */
const AT_ONCE = 8;

type Needs = Pick<ApiDeps, 'conversations' | 'isAnswering' | 'bus' | 'now' | 'log'>;

export function tellDelays(
  fanout: Pick<Fanout, 'waiting' | 'pull' | 'catchUp'>,
  deps: Needs,
  { everyMs = 2_000, holdMs = 18_000, sureMs = 26_000 }: DelayOptions = {},
): { close(): void } {
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      // While the bus is away nobody says that there is something to see.
      if (!deps.bus.healthy()) await fanout.catchUp();
      await lookAfterWaiting();
    } catch (error) {
      deps.log.warn({ reason: (error as Error).name }, 'who waits is looked after again in a moment');
    } finally {
      looking = false;
    }
  };

  async function lookAfterWaiting(): Promise<void> {
    const due = dueNow();
    const first = due.next();
    if (first.done) return;
    const isAnswering = await deps.isAnswering();
    const patienceMs = isAnswering ? sureMs : holdMs;
    await lookAfter(first.value, patienceMs);
    const workOff = async (): Promise<void> => {
      for (const one of due) await lookAfter(one, patienceMs);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  }

  function* dueNow(): Generator<[Client, ConversationId]> {
    for (const client of fanout.waiting())
      for (const [conversationId, since] of client.waiting) if (since === 0 || performance.now() - since >= holdMs) yield [client, conversationId];
  }

  async function lookAfter([client, conversationId]: [Client, ConversationId], patienceMs: number): Promise<void> {
    const { caller } = client;
    if (!caller) return;
    await fanout.pull(client, conversationId); // what was answered meanwhile needs no excuse
    const since = client.waiting.get(conversationId);
    if (since === undefined) return;
    const cursor = client.cursors.get(conversationId) ?? 0;
    // Without MongoDB the visitor's own clock counts: what it sent and nobody answered.
    const view = await deps.conversations.get(caller.scope, conversationId).catch(() => null);
    const isKnown = view !== null && view.projectedSeq >= cursor;
    if (isKnown && (!view.awaitingSince || view.lastMessage?.author === 'system')) {
      client.waiting.delete(conversationId);
      return;
    }
    const byLog = isKnown ? deps.now().getTime() - view.awaitingSince!.getTime() : 0;
    const bySocket = since > 0 ? performance.now() - since : 0;
    if (Math.max(byLog, bySocket) < patienceMs) return;
    client.waiting.delete(conversationId);
    client.send({ type: 'service', conversationId, state: 'delayed' });
  }

  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
