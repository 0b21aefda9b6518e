/** One connected client: what it may hear, how far it has heard it, and how much it lets pile up. */
import type { WebSocket } from 'ws';
import type { Entry } from '../../workflows/domain/entry.ts';
import type { ConversationId, TenantId, VisitorId } from '../../workflows/domain/ids.ts';
import type { Caller } from '../guard/owners.ts';
import { CLOSE, type ServerFrame } from '../protocol/frames.ts';
import { Retries } from './retries.ts';

/** Behind this much unsent a socket gets no more drafts, bytes. */
const DROP_DELTAS = 1 << 20;
/** Behind this much it is closed, to come back and go on from its cursors, bytes. */
const DROP_SOCKET = 4 << 20;

export class Client {
  readonly socket: WebSocket;
  caller: Caller | null = null;
  /** Conversations it hears, with the last seq sent to it. */
  readonly cursors = new Map<ConversationId, number>();
  /** Conversations whose entries are being read for it; `true` when more came meanwhile. */
  readonly pulling = new Map<ConversationId, boolean>();
  /** Conversations whose end it has not been sent yet. */
  readonly behind = new Set<ConversationId>();
  /** Conversations whose reading failed. */
  readonly again = new Retries<ConversationId>();
  /** Conversations whose visitor may wait for an answer, since when by the process' own clock, ms; 0 when that is not known. */
  readonly waiting = new Map<ConversationId, number>();
  alive = true;

  /** Where it comes from, for limits. */
  readonly ip: string;

  constructor(socket: WebSocket, ip: string) {
    this.socket = socket;
    this.ip = ip;
  }

  get tenantId(): TenantId | null {
    return this.caller?.scope.tenantId ?? null;
  }

  isVisitor(visitorId: VisitorId): boolean {
    return this.caller?.kind === 'visitor' && this.caller.visitorId === visitorId;
  }

  /** Takes note of the newest entry: whoever spoke last may be waiting. Null: the newest one is not known. */
  wait(conversationId: ConversationId, entry: Pick<Entry, 'author'> | null): void {
    if (this.caller?.kind !== 'visitor') return;
    if (entry && entry.author.type !== 'visitor') this.waiting.delete(conversationId);
    else if (!this.waiting.has(conversationId)) this.waiting.set(conversationId, entry ? performance.now() : 0);
  }

  send(frame: ServerFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** A frame that was serialised once for many. */
  sendText(text: string, { droppable = false } = {}): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (droppable && this.socket.bufferedAmount > DROP_DELTAS) return;
    if (this.socket.bufferedAmount > DROP_SOCKET) return this.socket.close(CLOSE.tooSlow, 'Too slow: come back and go on from your cursors.');
    this.socket.send(text);
  }
}
