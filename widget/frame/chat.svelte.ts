/** The running chat: session, socket, transcript and outbox, as one state that the screens read. */
import type { EntryView } from '../../api/protocol/conversation.ts';
import type { ServerFrame } from '../../api/protocol/frames.ts';
import type { SourceView, WidgetSettings } from '../../api/protocol/widget.ts';
import { connect } from '../transport/connection.ts';
import type { Connection } from '../transport/connection.ts';
import { createOutbox } from '../transport/outbox.ts';
import type { Unsent } from '../transport/outbox.ts';
import { endSession, identify, openSession, readSource, Refused } from '../transport/session.ts';
import type { Session } from '../transport/session.ts';
import { browserShelf } from '../transport/shelf.ts';
import { emptyTranscript, receive } from '../transport/transcript.ts';
import type { Transcript } from '../transport/transcript.ts';
import { hostOrigin, reachHost } from './host.ts';
import { words } from './words.ts';

/** As MESSAGE_BYTES of the domain, which a browser bundle does not import. */
export const MESSAGE_BYTES = 16 * 1024;
const TYPING_EVERY_MS = 2_000;
const AGENT_TYPING_MS = 5_000;
/** Shorter breaks are not worth a notice. */
const DOWN_NOTICE_MS = 1_200;
/** A frame that overtook another one by less than this needs no new connection. */
const GAP_PATIENCE_MS = 1_000;
/** A line that was silent for so long may be dead without knowing it. */
const STALE_MS = 30_000;

export function createChat(tenant: string, on: { shown: () => void; prefill: (text: string) => void }) {
  const tokens = browserShelf('parley:');
  const drafts = browserShelf(`parley:${tenant}:`);
  let settings = $state.raw<WidgetSettings | null>(null);
  let view = $state.raw<Transcript>(emptyTranscript());
  let unsent = $state.raw<readonly Unsent[]>([]);
  let problem = $state.raw('');
  let interrupted = $state.raw(false);
  let unread = 0;
  let hidden = false;
  let session: Session | null = null;
  let line: Connection | null = null;
  let heardAt = 0;
  let saidTypingAt = 0;
  let denials = 0;
  let turn = Promise.resolve();
  let proof: object | null = null;
  let notice = $state.raw('');
  let downTimer: ReturnType<typeof setTimeout> | undefined;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const host = reachHost((message) => {
    hidden = message.type === 'hidden';
    if (message.type === 'prefill') on.prefill(message.text);
    if (message.type === 'identify') {
      proof = message.proof as object;
      void open();
    }
    if (message.type === 'endSession') void inTurn(leave);
    if (message.type !== 'shown') return;
    unread = 0;
    refresh();
    on.shown();
  });

  const outbox = createOutbox({
    shelf: browserShelf(`parley:${tenant}:out:`),
    transmit: ({ id, text }) => line?.send({ type: 'send', clientMessageId: id, conversationId: view.conversationId ?? undefined, text }),
    stalled: () => line?.reconnect(),
    changed: (items) => (unsent = items),
  });
  unsent = outbox.items;

  /** One after the other: a proof or an end that comes while the chat is opening finds a session to work on. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work));
  const open = (): Promise<void> => inTurn(reopen);

  async function reopen(): Promise<void> {
    problem = '';
    line?.close();
    line = null;
    outbox.disconnected();
    let opened: Session;
    try {
      opened = await openSession(tenant, tokens, hostOrigin());
      if (proof && (await identified(opened.token))) opened = await openSession(tenant, tokens, hostOrigin());
    } catch (error) {
      problem = error instanceof Refused ? error.message : words.cannotOpen;
      return;
    }
    session = opened;
    if (session.ended) notice = words.newSession;
    // Ended by somebody, not by time: what waits belongs to the person before.
    if (session.ended === 'session.revoked') forget();
    settings = session.settings;
    view = emptyTranscript(session.conversationId);
    heardAt = Date.now();
    line = connect({
      url: `${location.origin.replace(/^http/, 'ws')}/ws`,
      hello: () => ({ type: 'hello', token: session!.token, cursors: view.conversationId ? { [view.conversationId]: view.upTo } : {} }),
      onFrame: hear,
      onUp() {
        clearTimeout(downTimer);
        downTimer = undefined;
        interrupted = false;
        denials = 0;
        outbox.connected();
      },
      onDown() {
        outbox.disconnected();
        downTimer ??= setTimeout(() => (interrupted = true), DOWN_NOTICE_MS);
      },
      onDenied() {
        // The session has ended on the server, or another tab has a newer token: opening finds out which.
        outbox.disconnected();
        if (++denials > 2) problem = words.cannotOpen;
        else void open();
      },
    });
  }

  /** A proof that is refused leaves the visitor anonymous; one of a banned person closes the chat. */
  async function identified(token: string): Promise<boolean> {
    try {
      return await identify(tenant, tokens, token, proof!);
    } catch (error) {
      if (error instanceof Refused && error.code !== 'visitor.banned') return false;
      throw error;
    }
  }

  /** What this device still holds of the person who was here. */
  function forget(): void {
    for (const { id } of outbox.items) outbox.drop(id);
    drafts.remove('draft');
    on.prefill('');
  }

  async function leave(): Promise<void> {
    proof = null;
    forget();
    await endSession(tenant, tokens);
    await reopen();
  }

  function hear(frame: ServerFrame): void {
    heardAt = Date.now();
    const before = view;
    view = receive(view, frame);
    if (frame.type === 'ack') outbox.settle(frame.clientMessageId);
    else if (frame.type === 'refused' && frame.clientMessageId) {
      const { fields, detail, title } = frame.problem;
      outbox.refuse(frame.clientMessageId, fields?.[0]?.message ?? detail ?? title);
    } else if (frame.type === 'entry') arrived(frame.entry, before);
    if (frame.type === 'typing') {
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => (view = { ...view, agentTyping: false }), AGENT_TYPING_MS);
    }
    if (!view.gap) {
      clearTimeout(gapTimer);
      gapTimer = undefined;
    } else {
      gapTimer ??= setTimeout(() => {
        gapTimer = undefined;
        if (view.gap) line?.reconnect();
      }, GAP_PATIENCE_MS);
    }
  }

  function arrived(entry: EntryView, before: Transcript): void {
    if (entry.clientMessageId) outbox.settle(entry.clientMessageId);
    const { type } = entry.author;
    const isNews = before.caughtUp && entry.kind === 'message' && !before.entries.some(({ seq }) => seq === entry.seq);
    if (!isNews || type === 'system') return;
    host.tell({ type: 'message', author: type });
    if (hidden && type !== 'visitor') host.tell({ type: 'unread', count: ++unread });
  }

  /** Wakes a line that slept with its device. */
  function refresh(): void {
    if (line && Date.now() - heardAt > STALE_MS) {
      heardAt = Date.now();
      line.reconnect();
    }
  }
  addEventListener('online', () => line?.reconnect());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());

  void open();

  return {
    get settings() {
      return settings;
    },
    get view() {
      return view;
    },
    get unsent() {
      return unsent;
    },
    get problem() {
      return problem;
    },
    get notice() {
      return notice;
    },
    get interrupted() {
      return interrupted;
    },
    open,
    close: () => host.tell({ type: 'close' }),
    /** False when too many messages are waiting already. */
    send(text: string): boolean {
      saidTypingAt = 0;
      notice = '';
      return outbox.add(text);
    },
    retry: outbox.retry,
    drop: outbox.drop,
    /** Says that somebody types, at most every two seconds; that nobody does, at once. */
    typing(typing: boolean): void {
      const { conversationId } = view;
      if (!conversationId || !settings) return;
      if (typing ? Date.now() - saidTypingAt < TYPING_EVERY_MS : saidTypingAt === 0) return;
      saidTypingAt = typing ? Date.now() : 0;
      line?.send({ type: 'typing', conversationId, typing });
    },
    source: (seq: number, n: number): Promise<SourceView> => readSource(session!.token, { conversationId: view.conversationId!, seq, n }),
    draft: { read: () => drafts.read('draft') ?? '', write: (text: string) => (text ? drafts.write('draft', text) : drafts.remove('draft')) },
  };
}

export type Chat = ReturnType<typeof createChat>;
