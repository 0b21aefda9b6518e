/** One conversation on the screen: its log, live, and what the agent does in it. */
import { body, type Client } from '#lib/api/client.ts';
import { asProblem, type Problem } from '#lib/api/problem.ts';
import type { ServerFrame } from '#lib/api/protocol.ts';
import type { Conversation, Entry } from '#lib/api/types.ts';
import type { Inbox } from './inbox.svelte.ts';
import type { Live } from './live.svelte.ts';
import { newId } from './new-id.ts';
import type { Move } from './standing.ts';
import {
  EMPTY,
  caughtUpTo,
  firstSeq,
  hasGap,
  sendFailed,
  sending,
  turnDelta,
  turnDiscarded,
  turnOpened,
  withEntries,
  withdrawn,
  withoutDrafts,
  type Outgoing,
  type Transcript,
} from './transcript.ts';
import { keepOutgoing, readOutgoing } from './unsent.ts';

/** Entries fetched at first and with each step back. */
const WINDOW = 100;
/** Longest time a "typing" is believed without news, milliseconds. */
const TYPING_MS = 8_000;

export class OpenConversation {
  readonly id: string;
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  problem = $state.raw<Problem | null>(null);
  transcript = $state.raw<Transcript>(EMPTY);
  /** The move under way, so that its button waits. */
  snoozing = $state(false);
  moving = $state<Move | null>(null);
  loadingEarlier = $state(false);
  visitorTypes = $state(false);
  /** As the customer has proven it; null for somebody without a name. */
  visitorName = $state<string | null>(null);
  #summary = $state.raw<Conversation | null>(null);
  #queue: Promise<void> = Promise.resolve();
  #typing: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void = () => undefined;
  #readUpTo = 0;
  readonly #client: Client;
  readonly #live: Live;
  readonly #inbox: Inbox;

  constructor(id: string, { client, live, inbox }: { client: Client; live: Live; inbox: Inbox }) {
    this.id = id;
    this.#client = client;
    this.#live = live;
    this.#inbox = inbox;
    this.transcript = { ...EMPTY, outgoing: readOutgoing(id) };
  }

  /** The newest summary: the inbox hears of every change. */
  get summary(): Conversation | null {
    return this.#inbox.known.get(this.id) ?? this.#summary;
  }

  get hasEarlier(): boolean {
    return firstSeq(this.transcript) > 1;
  }

  /** Fetches the end of the log, then listens. Call `close` when the screen goes. */
  async open(): Promise<void> {
    this.#stop();
    this.#stop = this.#live.listen({ frame: (frame) => this.#hear(frame), link: (link) => link === 'live' && void this.#resume() });
    this.phase = 'loading';
    try {
      const summary = await this.refresh();
      void this.#meet(summary.visitorId);
      const after = Math.max(0, summary.lastSeq - WINDOW);
      await this.#fetch(after);
      this.phase = 'ready';
      this.#watch();
    } catch (cause) {
      this.problem = asProblem(cause);
      this.phase = 'failed';
    }
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#typing);
    this.#live.send({ type: 'unwatch', conversationId: this.#wireId });
  }

  async refresh(): Promise<Conversation> {
    this.#summary = await body(this.#client.GET('/conversations/{conversationId}', { params: { path: { conversationId: this.id } } }));
    this.#inbox.learn(this.#summary);
    return this.#summary;
  }

  /** One step back in the log. */
  async earlier(): Promise<void> {
    if (this.loadingEarlier) return;
    this.loadingEarlier = true;
    try {
      const first = firstSeq(this.transcript);
      const after = Math.max(0, first - 1 - WINDOW);
      const { data } = await this.#page(after, first - 1 - after);
      this.#show(withEntries(this.transcript, data));
    } finally {
      this.loadingEarlier = false;
    }
  }

  /** Shows the message at once and sends it behind those that wait before it. */
  send(text: string): void {
    this.#deliver({ clientMessageId: newId(), text, at: new Date().toISOString() });
  }

  retry(message: Outgoing): void {
    this.#deliver(message);
  }

  withdraw(clientMessageId: string): void {
    this.#show(withdrawn(this.transcript, clientMessageId));
  }

  /** Throws the `Problem` of the refusal after the truth was fetched, so that the screen shows who won. */
  async move(move: Move): Promise<void> {
    this.moving = move;
    try {
      const params = { path: { conversationId: this.id }, header: { 'Idempotency-Key': newId() } };
      this.#inbox.learn(await body(this.#client.POST(`/conversations/{conversationId}/${move}`, { params })));
      await this.#catchUp().catch(() => undefined);
    } catch (cause) {
      await Promise.all([this.refresh(), this.#catchUp()]).catch(() => undefined);
      throw cause;
    } finally {
      this.moving = null;
    }
  }

  /** Puts it aside, or takes it back with null. Throws the `Problem` of the refusal. */
  async snooze(until: Date | null): Promise<void> {
    this.snoozing = true;
    try {
      const params = { path: { conversationId: this.id }, header: { 'Idempotency-Key': newId() } };
      const at = until?.toISOString() ?? null;
      this.#inbox.learn(await body(this.#client.POST('/conversations/{conversationId}/snooze', { params, body: { until: at } })));
    } finally {
      this.snoozing = false;
    }
  }

  /** Everything shown counts as read by this agent. */
  async markRead(): Promise<void> {
    const seq = caughtUpTo(this.transcript);
    if (seq <= this.#readUpTo || !this.summary?.unread) return;
    this.#readUpTo = seq;
    await this.#client.POST('/conversations/{conversationId}/read', { params: { path: { conversationId: this.id } }, body: { seq } }).catch(() => {
      this.#readUpTo = 0;
    });
  }

  typing(typing: boolean): void {
    this.#live.send({ type: 'typing', conversationId: this.#wireId, typing });
  }

  /** A conversation can be answered without knowing the name. */
  async #meet(visitorId: string): Promise<void> {
    const params = { path: { visitorId } };
    this.visitorName = await body(this.#client.GET('/visitors/{visitorId}', { params })).then(
      ({ name }) => name,
      () => null,
    );
  }

  #deliver(message: Pick<Outgoing, 'clientMessageId' | 'text' | 'at'>): void {
    this.#show(sending(this.transcript, message));
    const { clientMessageId, text } = message;
    this.#queue = this.#queue.then(async () => {
      try {
        const params = { path: { conversationId: this.id } };
        const entry = await body(this.#client.POST('/conversations/{conversationId}/messages', { params, body: { clientMessageId, text } }));
        this.#take([entry]);
      } catch (cause) {
        this.#show(sendFailed(this.transcript, clientMessageId, asProblem(cause).sentence));
      }
    });
  }

  #hear(frame: ServerFrame): void {
    if (!('conversationId' in frame) || frame.conversationId !== this.id) return;
    switch (frame.type) {
      case 'entry':
        if (frame.entry.author.type === 'visitor') this.visitorTypes = false;
        return this.#take([frame.entry]);
      case 'turn.opened':
        return this.#show(turnOpened(this.transcript, frame.turnId));
      case 'turn.delta':
        return this.#show(turnDelta(this.transcript, frame));
      case 'turn.discarded':
        return this.#show(turnDiscarded(this.transcript, frame.turnId));
      case 'typing':
        return frame.author === 'visitor' ? this.#visitorTyping(frame.typing) : undefined;
      case 'caughtUp':
        return frame.seq > caughtUpTo(this.transcript) ? void this.#catchUp().catch(() => undefined) : undefined;
      case 'ack': // an agent's message goes by HTTP
      case 'service': // for visitors
        return undefined;
      default:
        return frame satisfies never;
    }
  }

  #visitorTyping(typing: boolean): void {
    clearTimeout(this.#typing);
    this.visitorTypes = typing;
    if (typing) this.#typing = setTimeout(() => (this.visitorTypes = false), TYPING_MS);
  }

  async #resume(): Promise<void> {
    if (this.phase !== 'ready') return;
    this.#show(withoutDrafts(this.transcript));
    this.#watch();
    await this.refresh().catch(() => undefined);
  }

  #watch(): void {
    this.#live.send({ type: 'watch', conversationId: this.#wireId, after: caughtUpTo(this.transcript) });
  }

  #take(entries: Entry[]): void {
    this.#show(withEntries(this.transcript, entries));
    // Frames can overtake each other or get lost with a link: the log itself fills the hole.
    if (hasGap(this.transcript)) void this.#catchUp().catch(() => undefined);
  }

  #catchUp(): Promise<void> {
    return this.#fetch(caughtUpTo(this.transcript));
  }

  async #fetch(after: number): Promise<void> {
    for (let next: number | null = after; next !== null;) {
      const page: { data: Entry[]; nextAfter: number | null } = await this.#page(next, WINDOW);
      this.#show(withEntries(this.transcript, page.data));
      next = page.nextAfter;
    }
  }

  #page(after: number, limit: number) {
    return body(
      this.#client.GET('/conversations/{conversationId}/entries', { params: { path: { conversationId: this.id }, query: { after, limit } } }),
    );
  }

  #show(transcript: Transcript): void {
    if (transcript.outgoing !== this.transcript.outgoing) keepOutgoing(this.id, transcript.outgoing);
    this.transcript = transcript;
  }

  /** Frames name ids by their prefix; this one came from the address bar and is checked by the API. */
  get #wireId(): `cnv_${string}` {
    return this.id as `cnv_${string}`;
  }
}
